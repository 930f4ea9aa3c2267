// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title DidId
/// @notice Token id of a DID: `uint160(keccak256(abi.encode(chainid, registry, creator, salt)))`.
/// Written as `did:sdn:<chainId>:<40 hex digits>`.
type DidId is uint256;
