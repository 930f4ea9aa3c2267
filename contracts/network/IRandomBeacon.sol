// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "./Epoch.sol";

/// @title IRandomBeacon
/// @notice Rounds of a drand chain with scheme bls-bn254-unchained-on-g1, proven by anyone, kept for ever.
interface IRandomBeacon {
    /// @notice Emitted once for a round.
    event RoundProven(uint64 indexed round, bytes32 randomness);

    error InvalidPeriod();
    error InvalidPublicKey();
    error InvalidRound(uint64 round);
    error RoundAlreadyProven(uint64 round);
    error RoundNotProven(uint64 round);
    error InvalidBeaconSignature(uint64 round);

    /// @notice Verifies the beacon's BLS signature (G1 point x, y) of `round` and stores its randomness.
    function prove(uint64 round, uint256[2] calldata signature) external;

    /// @notice sha256 of the signature bytes, as drand publishes it. Reverts with RoundNotProven.
    function randomness(uint64 round) external view returns (bytes32 value);

    function isProven(uint64 round) external view returns (bool proven);

    /// @notice First round at or after `timestamp`: `ceil((t - genesis) / period) + 1`.
    function roundAt(uint64 timestamp) external view returns (uint64 round);

    /// @notice Randomness of the first round at or after start(epoch). Reverts with RoundNotProven.
    function seedOf(Epoch epoch) external view returns (bytes32 seed);
}
