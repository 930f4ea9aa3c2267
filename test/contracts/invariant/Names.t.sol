// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {NameRegistry} from "../../../contracts/names/NameRegistry.sol";
import {NameResolver} from "../../../contracts/names/NameResolver.sol";
import {Test} from "../Base.sol";
import {NameHandler} from "../support/NameHandler.sol";

/// @notice Invariant 2: the registrar holds exactly what it owes the treasury; what payers gave too much is
/// back. With it what names promise: one live holder; nobody else writes, moves or divides; subnames end
/// with the name above; what an earlier registration said never answers.
contract NamesInvariantTest is Test {
    uint256 private constant NODES = 12;

    NameHandler internal handler;
    NameRegistry internal registry;
    NameResolver internal resolver;
    address internal registrar;
    address internal treasury;

    function setUp() external {
        handler = new NameHandler();
        (address a, address b, address c, address d) = handler.contracts();
        (registry, registrar, resolver, treasury) = (NameRegistry(a), b, NameResolver(c), d);
        bytes4[] memory selectors = new bytes4[](10);
        selectors[0] = NameHandler.buy.selector;
        selectors[1] = NameHandler.renew.selector;
        selectors[2] = NameHandler.transfer.selector;
        selectors[3] = NameHandler.giveSubname.selector;
        selectors[4] = NameHandler.removeSubname.selector;
        selectors[5] = NameHandler.write.selector;
        selectors[6] = NameHandler.withdraw.selector;
        selectors[7] = NameHandler.pass.selector;
        // Twice as often: most of the rest needs them.
        selectors[8] = NameHandler.buy.selector;
        selectors[9] = NameHandler.giveSubname.selector;
        targetSelectors(address(handler), selectors);
    }

    /// Everything at the end of each run, and that it was worth looking at.
    function afterInvariant() external view {
        vm.assertGt(handler.bought(), 0, "names bought");
        vm.assertGt(handler.given() + handler.written() + handler.refused(), 0, "something tried");
        for (uint256 i = 0; i < handler.NODES(); ++i) {
            _checkNode(i);
        }
        uint256 held = handler.held();
        for (uint256 i = 0; i < handler.WALLETS(); ++i) {
            held -= registry.balanceOf(handler.wallets(i));
        }
        vm.assertEq(held, 0, "balances add up");
    }

    /// After each call the money, and one name after the other: all of them each time would take minutes.
    ///
    /// forge-config: default.invariant.runs = 1000
    /// forge-config: default.invariant.depth = 100
    function invariant_2_registrarHoldsWhatItOwes_andNamesAreAsTheModelSays() external view {
        (uint256 owed, uint256 spent, uint256 intrusions, uint256 calls) = handler.totals();
        vm.assertEq(registrar.balance, owed, "proceeds");
        vm.assertEq(owed + treasury.balance, spent, "nothing is lost");
        vm.assertEq(intrusions, 0, "only what is allowed is done, and all of that");
        _checkNode(calls % NODES);
    }

    function _checkNode(uint256 i) internal view {
        (bytes32 node, address holder, bool points, string memory text) = handler.expected(i);
        vm.assertEq(registry.owner(node), holder, "holder");
        vm.assertEq(resolver.addr(node), points ? holder : address(0), "address");
        vm.assertEq(resolver.text(node, "key"), text, "text");
    }
}
