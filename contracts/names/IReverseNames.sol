// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {IExtendedResolver} from "./IExtendedResolver.sol";

/// @title IReverseNames
/// @notice What wallets want to be called (ENSIP-3, ENSIP-19): one name a wallet, for Ethereum, for this
/// chain and as default of all EVM chains. It says nothing about whether the name agrees; clients, and
/// UniversalResolver, ask the name too.
interface IReverseNames is IERC165, IExtendedResolver {
    /// @notice An empty name takes it away.
    event NameForAddrChanged(address indexed addr, string name);

    /// @notice The name is too long.
    error ReverseNameTooLong(uint256 length, uint256 limit);
    /// @notice Only the registrar names a wallet, after the name that it just registered to it.
    error NotFreshName(address wallet, bytes32 node);
    /// @notice The resolver does not know this kind of record.
    error UnsupportedResolverProfile(bytes4 selector);
    /// @notice The name is not that of a wallet, such as `<40 hex digits>.addr.reverse`.
    error NotReverseName(bytes dns);

    /// @notice Names the caller; empty for no name.
    function setName(string calldata newName) external;

    /// @notice Names `wallet` after `node`, which the calling registrar has just registered to it.
    function setFreshName(address wallet, bytes32 node) external;

    /// @notice The wallet's name, empty for none.
    function nameForAddr(address wallet) external view returns (string memory value);

    /// @notice The same by the node of `<40 hex digits>.addr.reverse`, for ENS clients.
    function name(bytes32 node) external view returns (string memory value);

    /// @notice Node of `<40 hex digits>.addr.reverse`.
    function nodeFor(address wallet) external pure returns (bytes32 node);
}
