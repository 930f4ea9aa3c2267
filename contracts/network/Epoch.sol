// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Epoch
/// @notice Number of an epoch since the network's genesis: `(timestamp - genesis) / length`.
type Epoch is uint64;

using {equals as ==, lessThan as <, atMost as <=, plus as +} for Epoch global;

function equals(Epoch a, Epoch b) pure returns (bool) {
    return Epoch.unwrap(a) == Epoch.unwrap(b);
}

function lessThan(Epoch a, Epoch b) pure returns (bool) {
    return Epoch.unwrap(a) < Epoch.unwrap(b);
}

function atMost(Epoch a, Epoch b) pure returns (bool) {
    return Epoch.unwrap(a) <= Epoch.unwrap(b);
}

function plus(Epoch a, Epoch b) pure returns (Epoch) {
    return Epoch.wrap(Epoch.unwrap(a) + Epoch.unwrap(b));
}
