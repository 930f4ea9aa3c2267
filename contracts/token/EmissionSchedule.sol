// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../network/Epoch.sol";

/// @title EmissionSchedule
/// @notice The most SEND that may come into being for an epoch, in wei. Each role has a pool, a share of
/// the token's cap. Year n (365 days, counted from genesis) releases pool x 15 % x 0.85^n, spread evenly
/// over its seconds; all years together release the pool. Every step is floored.
/// Nothing is paid out for being there: what a pool releases is the most that settlement may mint for the
/// epoch's proven work, so the WatchDogs' pool (12 % of the cap) vests by tests done, and what nobody
/// earned is never minted.
/// An epoch that reaches into two years has the rate of the later, lower one: the rates fall, so no
/// epoch length makes the epochs of all time add up to more than the pool.
library EmissionSchedule {
    uint256 internal constant EDGE_POOL = 4_500_000_000e18;
    uint256 internal constant GUARDIAN_POOL = 800_000_000e18;
    uint256 internal constant WATCHDOG_POOL = 1_200_000_000e18;

    uint256 private constant YEAR = 365 days;
    uint256 private constant RELEASED_PERCENT = 15;
    uint256 private constant KEPT_PERCENT = 85;

    /// @notice Bound for all Edges together in `epoch`; epochs last `epochLength` seconds (> 0).
    function edges(Epoch epoch, uint256 epochLength) internal pure returns (uint256) {
        return _ofEpoch(EDGE_POOL, epoch, epochLength);
    }

    /// @notice Bound for all Guardians together in `epoch`.
    function guardians(Epoch epoch, uint256 epochLength) internal pure returns (uint256) {
        return _ofEpoch(GUARDIAN_POOL, epoch, epochLength);
    }

    /// @notice Bound for all WatchDogs together in `epoch`.
    function watchdogs(Epoch epoch, uint256 epochLength) internal pure returns (uint256) {
        return _ofEpoch(WATCHDOG_POOL, epoch, epochLength);
    }

    /// @notice What `pool` releases in `year` (0 is the first).
    function ofYear(uint256 pool, uint256 year) internal pure returns (uint256 amount) {
        amount = pool * RELEASED_PERCENT / 100;
        // A floored product falls to 0 within some 400 years, which bounds the loop.
        for (uint256 i = 0; i < year && amount != 0; ++i) {
            amount = amount * KEPT_PERCENT / 100;
        }
    }

    function _ofEpoch(uint256 pool, Epoch epoch, uint256 epochLength)
        private
        pure
        returns (uint256)
    {
        uint256 lastSecond = (uint256(Epoch.unwrap(epoch)) + 1) * epochLength - 1;
        return ofYear(pool, lastSecond / YEAR) * epochLength / YEAR;
    }
}
