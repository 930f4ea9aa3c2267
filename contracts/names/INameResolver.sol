// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title INameResolver
/// @notice What names point to.
interface INameResolver {}
