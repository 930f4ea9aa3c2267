// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed, and constants may be shifted.
// forge-lint: disable-start(unsafe-typecast)

import {Test} from "../Base.sol";
import {SettlementHandler} from "../support/SettlementHandler.sol";

/// @notice The protocol's invariants that settlement upholds, by their numbers:
/// 2 what the contract holds covers what it owes;
/// 5 debits never exceed deposits, and cumulative values only grow;
/// 8 nothing is accepted below quorum, and a quorum moves at most one epoch's cap;
/// 9 claims are paid in full, in any order, at any time;
/// 14 after any stall, and without one of the Guardians, the next epoch can be settled.
contract EpochSettlementInvariantTest is Test {
    SettlementHandler private handler;

    function setUp() public {
        handler = new SettlementHandler();
        bytes4[] memory selectors = new bytes4[](9);
        selectors[0] = SettlementHandler.wait.selector;
        selectors[1] = SettlementHandler.stall.selector;
        selectors[2] = SettlementHandler.advance.selector;
        selectors[3] = SettlementHandler.attest.selector;
        selectors[4] = SettlementHandler.voidEpochs.selector;
        selectors[5] = SettlementHandler.finalize.selector;
        selectors[6] = SettlementHandler.claim.selector;
        selectors[7] = SettlementHandler.claimWatchdog.selector;
        // Twice, for epochs to get anywhere.
        selectors[8] = SettlementHandler.attest.selector;
        targetSelectors(address(handler), selectors);
    }

    /// @dev Run by forge once at the end of each sequence.
    function afterInvariant() external {
        vm.assertTrue(handler.recover(), "14: the next epoch becomes final");
    }

    function invariant_2_5_8_9_14_settlement() external view {
        vm.assertEq(handler.balance(), handler.owed(), "2: balance");

        (uint256 debits, uint256 moved, uint256 deposited) = handler.collected();
        vm.assertEq(debits, moved, "5: what is final was collected");
        vm.assertLe(moved, deposited, "5: debits within deposits");
        vm.assertEq(handler.fallenTotals(), 0, "5: cumulative totals only grow");

        vm.assertEq(handler.acceptedBelowQuorum(), 0, "8: below quorum");
        vm.assertEq(handler.debitsAboveBound(), 0, "8: one epoch's cap");

        vm.assertEq(handler.refusedClaims(), 0, "9: refused or wrongly paid claims");
    }

    /// The handler's sequences do settle and claim: else the invariants above say nothing.
    function test_handler_settlesAndClaims() external {
        for (uint256 i = 0; i < 30; ++i) {
            handler.attest(i * 7 + 1);
            handler.wait(7);
            handler.finalize();
            handler.claim(uint8(i));
            handler.claimWatchdog(i);
        }
        vm.assertGt(handler.settled(), 8, "settled");
        vm.assertGt(handler.claimed(), 3, "claimed");
        vm.assertGt(handler.paidToWatchdogs(), 0, "WatchDogs");
        vm.assertEq(handler.balance(), handler.owed(), "balance");
    }
}
