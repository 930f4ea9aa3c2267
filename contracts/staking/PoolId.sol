// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title PoolId
/// @notice Number of a delegation pool, from 1 in the order of opening; 0 is no pool.
type PoolId is uint64;

using {isPool, equals as ==, differs as !=} for PoolId global;

function isPool(PoolId id) pure returns (bool) {
    return PoolId.unwrap(id) != 0;
}

function equals(PoolId a, PoolId b) pure returns (bool) {
    return PoolId.unwrap(a) == PoolId.unwrap(b);
}

function differs(PoolId a, PoolId b) pure returns (bool) {
    return PoolId.unwrap(a) != PoolId.unwrap(b);
}
