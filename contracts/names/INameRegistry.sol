// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title INameRegistry
/// @notice Names under .sdn.
interface INameRegistry {}
