// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAddressBook} from "./IAddressBook.sol";

/// @title AddressBook
/// @notice Which wallet is at which address.
contract AddressBook is IAddressBook {}
