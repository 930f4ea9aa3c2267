// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISubnetLicense} from "./ISubnetLicense.sol";

/// @title SubnetLicense
/// @notice Segments of the address space.
contract SubnetLicense is ISubnetLicense {}
