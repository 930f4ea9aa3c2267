// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title INameRegistrar
/// @notice Sells names for a time.
interface INameRegistrar {}
