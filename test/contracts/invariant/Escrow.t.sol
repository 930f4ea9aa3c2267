// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {PaymentEscrow} from "../../../contracts/relay/PaymentEscrow.sol";
import {Test} from "../Base.sol";
import {EscrowHandler} from "../support/EscrowHandler.sol";

/// @notice Invariant 2 (balance >= liabilities) and 5 (totals only grow) as far as the escrow decides them.
contract EscrowInvariantTest is Test {
    EscrowHandler internal handler;
    PaymentEscrow internal escrow;

    function setUp() external {
        vm.warp(1_700_000_000);
        handler = new EscrowHandler();
        escrow = handler.ESCROW();
        bytes4[] memory selectors = new bytes4[](6);
        selectors[0] = EscrowHandler.deposit.selector;
        selectors[1] = EscrowHandler.donate.selector;
        selectors[2] = EscrowHandler.collect.selector;
        selectors[3] = EscrowHandler.setKey.selector;
        selectors[4] = EscrowHandler.revokeKey.selector;
        selectors[5] = EscrowHandler.nextEpoch.selector;
        targetSelectors(address(handler), selectors);
    }

    /// forge-config: default.invariant.runs = 24
    function invariant_2_balanceIsDepositsMinusCollected() external view {
        uint256 balance = handler.TOKEN().balanceOf(address(escrow));
        vm.assertEq(balance + handler.collected(), _deposits() + handler.donated(), "balance");
        vm.assertEq(escrow.totalDeposited(), _deposits() + handler.donated(), "total in");
    }

    /// forge-config: default.invariant.runs = 24
    function invariant_5_depositsOnlyGrow_andCollectedStaysBelow() external view {
        for (uint256 i = 0; i < handler.PAYERS(); ++i) {
            address payer = handler.payers(i);
            vm.assertEq(escrow.depositOf(payer), handler.deposited(payer), "payer's total");
        }
        vm.assertEq(escrow.totalCollected(), handler.collected(), "collected");
        vm.assertLe(escrow.totalCollected(), escrow.totalDeposited(), "collected above deposits");
    }

    /// forge-config: default.invariant.runs = 24
    /// @dev Else a payer could void vouchers that an Edge has earned but not billed.
    function invariant_5_aKeysSayOverAnEpochNeverChanges_onceItHasBegun() external view {
        uint256 noted = handler.noted();
        // The last eight: each was compared after every call since it began.
        for (uint256 i = noted < 8 ? 0 : noted - 8; i < noted; ++i) {
            uint64 epoch = handler.epochs(i);
            vm.assertEq(handler.validity(epoch), handler.validIn(epoch), "valid keys");
        }
    }

    function _deposits() private view returns (uint256 sum) {
        for (uint256 i = 0; i < handler.PAYERS(); ++i) {
            sum += handler.deposited(handler.payers(i));
        }
    }
}
