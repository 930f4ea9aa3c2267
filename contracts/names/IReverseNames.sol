// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IReverseNames
/// @notice What wallets are called.
interface IReverseNames {}
