// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {INameRegistrar} from "./INameRegistrar.sol";

/// @title NameRegistrar
/// @notice Sells names for a time.
contract NameRegistrar is INameRegistrar {}
