// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title ITradeEscrow
/// @notice Swaps, all or nothing.
interface ITradeEscrow {}
