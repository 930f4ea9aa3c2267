// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {EmissionSchedule} from "../../../contracts/token/EmissionSchedule.sol";
import {SendToken} from "../../../contracts/token/SendToken.sol";
import {Test} from "../Base.sol";
import {Genesis} from "../support/Genesis.sol";

/// @notice Invariant 1: each epoch's mint is bounded by a schedule that never exceeds its pool.
contract EmissionScheduleTest is Test {
    uint64 internal constant YEAR = 365 days;

    function test_pools_addUpToTheCap_withTheGenesisAllocation() external {
        SendToken token = Genesis.token(address(this), address(this));
        uint256 pools = EmissionSchedule.EDGE_POOL + EmissionSchedule.GUARDIAN_POOL
            + EmissionSchedule.WATCHDOG_POOL;
        vm.assertEq(pools + token.GENESIS_ALLOCATION(), token.CAP(), "cap");
        vm.assertEq(EmissionSchedule.EDGE_POOL, token.CAP() * 45 / 100, "edges 45 %");
        vm.assertEq(EmissionSchedule.GUARDIAN_POOL, token.CAP() * 8 / 100, "guardians 8 %");
        vm.assertEq(EmissionSchedule.WATCHDOG_POOL, token.CAP() * 12 / 100, "watchdogs 12 %");
    }

    /// @dev Worked by hand: 4.5e9 x 15 % = 675e6 in year 0, x 0.85 = 573.75e6 in year 1; by days.
    function test_edges_followTheDecay_atKnownDays() external pure {
        vm.assertEq(
            EmissionSchedule.edges(Epoch.wrap(0), 1 days), uint256(675_000_000e18) / 365, "day 0"
        );
        vm.assertEq(
            EmissionSchedule.edges(Epoch.wrap(364), 1 days),
            uint256(675_000_000e18) / 365,
            "day 364"
        );
        vm.assertEq(
            EmissionSchedule.edges(Epoch.wrap(365), 1 days),
            uint256(573_750_000e18) / 365,
            "day 365"
        );
        vm.assertEq(
            EmissionSchedule.guardians(Epoch.wrap(730), 1 days),
            uint256(86_700_000e18) / 365,
            "guardians, day 730"
        );
        vm.assertEq(
            EmissionSchedule.watchdogs(Epoch.wrap(0), 20),
            uint256(180_000_000e18) * 20 / YEAR,
            "watchdogs, 20 s"
        );
    }

    function test_epochs_neverRise(uint64 epoch, uint256 length) external pure {
        length = bound(length, 1, 4 * uint256(YEAR));
        epoch = uint64(bound(epoch, 0, 500 * uint256(YEAR) / length));
        vm.assertLe(
            EmissionSchedule.edges(Epoch.wrap(epoch + 1), length),
            EmissionSchedule.edges(Epoch.wrap(epoch), length),
            "later above earlier"
        );
    }

    /// forge-config: default.fuzz.runs = 16
    function test_years_neverExceedThePool(uint256 pool) external pure {
        pool = bound(pool, 0, 10_000_000_000e18);
        uint256 sum;
        for (uint256 year = 0; year < 450; ++year) {
            sum += EmissionSchedule.ofYear(pool, year);
        }
        vm.assertLe(sum, pool, "sum of all years");
        vm.assertEq(EmissionSchedule.ofYear(pool, 450), 0, "the rest is dust");
        // Each year's flooring moves the sum by less than 1 / (1 - 0.85) wei.
        vm.assertApproxEqAbs(sum, pool, 450 * 7, "nearly all is released");
    }

    /// forge-config: default.fuzz.runs = 64
    /// @dev Long epochs make the sum over all time affordable, and their ends fall anywhere in a year.
    function test_epochs_neverExceedThePool_whateverTheirLength(uint256 length) external pure {
        length = bound(length, YEAR / 4, 5 * YEAR);
        uint256 epochs = 60 * uint256(YEAR) / length;
        uint256 sum;
        for (uint64 epoch = 0; epoch < epochs; ++epoch) {
            sum += EmissionSchedule.watchdogs(Epoch.wrap(epoch), length);
        }
        vm.assertLe(sum, EmissionSchedule.WATCHDOG_POOL, "sum of epochs");
    }

    function test_epochsOfAYear_neverExceedIt_atBothProfilesLengths() external pure {
        for (uint64 year = 0; year < 30; ++year) {
            vm.assertLe(_yearOf(year, 1 days), _released(year), "1 d");
            vm.assertLe(_yearOf(year, 20), _released(year), "20 s");
        }
    }

    /// @dev All epochs of one year are equal when the length divides the year.
    function _yearOf(uint64 year, uint64 length) private pure returns (uint256) {
        Epoch first = Epoch.wrap(year * YEAR / length);
        return EmissionSchedule.edges(first, length) * (YEAR / length);
    }

    function _released(uint64 year) private pure returns (uint256) {
        return EmissionSchedule.ofYear(EmissionSchedule.EDGE_POOL, year);
    }
}
