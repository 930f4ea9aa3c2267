// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {INameResolver} from "./INameResolver.sol";

/// @title NameResolver
/// @notice What names point to.
contract NameResolver is INameResolver {}
