// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IUniversalResolver
/// @notice Answers ENS clients.
interface IUniversalResolver {}
