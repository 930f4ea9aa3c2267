// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "../Base.sol";
import {SaleHandler} from "../support/SaleHandler.sol";

/// @notice Invariants 2 and 13: the sale holds what it owes and never more goes out than came in; the price
/// path, and who holds which licence, equal plain reference books; sold <= supply; rewards <= proceeds / 10.
/// forge-config: default.invariant.fail-on-revert = true
contract LicenseSaleInvariants is Test {
    SaleHandler private handler;

    function setUp() public {
        handler = new SaleHandler();
        bytes4[] memory selectors = new bytes4[](12);
        selectors[0] = SaleHandler.order.selector;
        // Twice: orders are what it is about.
        selectors[1] = SaleHandler.order.selector;
        selectors[2] = SaleHandler.cheat.selector;
        selectors[3] = SaleHandler.grant.selector;
        selectors[4] = SaleHandler.trade.selector;
        selectors[5] = SaleHandler.claim.selector;
        selectors[6] = SaleHandler.sweep.selector;
        selectors[7] = SaleHandler.release.selector;
        selectors[8] = SaleHandler.govern.selector;
        selectors[9] = SaleHandler.jump.selector;
        selectors[10] = SaleHandler.wait.selector;
        selectors[11] = SaleHandler.order.selector;
        targetSelectors(address(handler), selectors);
    }

    function afterInvariant() public view {
        handler.checkAll();
        vm.assertGt(handler.done(0) + handler.done(1), 5, "orders were made");
        vm.assertGt(handler.done(2) + handler.done(3), 2, "licences moved");
    }

    /// forge-config: default.invariant.runs = 1000
    /// forge-config: default.invariant.depth = 100
    function invariant_2_and_13_saleEqualsPlainBooks() public view {
        handler.check(uint256(keccak256(abi.encode(handler.sold(), handler.received()))));
    }
}
