// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// ENS nodes (ENSIP-1): node(label.parent) = keccak256(node(parent), keccak256(label)), the root is 0.

/// @dev Node of .sdn, under which all our names are.
bytes32 constant SDN_NODE = keccak256(abi.encodePacked(bytes32(0), keccak256("sdn")));
/// @dev Node of .reverse, under which wallets are named (ENSIP-19).
bytes32 constant REVERSE_NODE = keccak256(abi.encodePacked(bytes32(0), keccak256("reverse")));
/// @dev Node of addr.reverse, under which a wallet has the name that ENS clients know it by.
bytes32 constant ADDR_REVERSE_NODE = keccak256(abi.encodePacked(REVERSE_NODE, keccak256("addr")));
