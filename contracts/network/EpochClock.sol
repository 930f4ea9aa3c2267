// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "./Epoch.sol";
import {Profile} from "./Profile.sol";

/// @title EpochClock
/// @notice Maps block timestamps to epochs. Every contract that counts epochs inherits it and is
/// deployed with the same genesis and profile; immutables, so reading the time costs no storage access.
abstract contract EpochClock {
    /// @notice Unix time of the start of epoch 0, in seconds.
    uint64 public immutable GENESIS;
    /// @notice Length of an epoch in seconds.
    uint32 public immutable EPOCH_LENGTH;

    /// @notice The genesis lies in the future.
    error NotStarted(uint64 genesis, uint256 timestamp);

    constructor(uint64 genesis, Profile memory profile) {
        GENESIS = genesis;
        EPOCH_LENGTH = profile.epochLength;
    }

    /// @notice The epoch that the current block belongs to.
    function currentEpoch() public view returns (Epoch) {
        require(block.timestamp >= GENESIS, NotStarted(GENESIS, block.timestamp));
        // Cast: a timestamp fits 64 bits for the next 584 billion years.
        return Epoch.wrap(uint64((block.timestamp - GENESIS) / EPOCH_LENGTH));
    }

    /// @notice Unix time at which `epoch` starts, in seconds.
    function startOf(Epoch epoch) public view returns (uint64) {
        return GENESIS + Epoch.unwrap(epoch) * EPOCH_LENGTH;
    }
}
