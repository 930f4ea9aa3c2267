// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IUniversalResolver} from "./IUniversalResolver.sol";

/// @title UniversalResolver
/// @notice Answers ENS clients.
contract UniversalResolver is IUniversalResolver {}
