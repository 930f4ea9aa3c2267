// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {INameRegistry} from "./INameRegistry.sol";

/// @title NameRegistry
/// @notice Names under .sdn.
contract NameRegistry is INameRegistry {}
