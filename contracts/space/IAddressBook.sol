// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IAddressBook
/// @notice Which wallet is at which address.
interface IAddressBook {}
