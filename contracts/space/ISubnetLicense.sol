// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title ISubnetLicense
/// @notice Segments of the address space.
interface ISubnetLicense {}
