// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {SignedCalls} from "../base/SignedCalls.sol";
import {EVM_BIT} from "./CoinTypes.sol";
import {DnsName} from "./DnsName.sol";
import {IExtendedResolver} from "./IExtendedResolver.sol";
import {INameRegistry} from "./INameRegistry.sol";
import {IReverseNames} from "./IReverseNames.sol";
import {ADDR_REVERSE_NODE, REVERSE_NODE} from "./Nodes.sol";

/// @title ReverseNames
/// @notice A wallet names itself, by call or by signature ({SignedCalls}). No owner. The one exception is
/// for buyers of names: in the transaction in which the registrar registers a name to a wallet it may
/// also name the wallet so.
contract ReverseNames is IReverseNames, SignedCalls {
    using DnsName for bytes;

    /// @notice Longest name in bytes.
    uint256 public constant MAX_BYTES = 255;
    /// @dev "0x" is not part of the label of an address.
    uint256 private constant ADDRESS_DIGITS = 40;
    bytes32 private constant DEFAULT_NODE =
        keccak256(abi.encodePacked(REVERSE_NODE, keccak256("default")));

    /// @notice Says who the registrar is.
    INameRegistry public immutable REGISTRY;
    /// @dev Node of `<coin type of this chain>.reverse`.
    bytes32 private immutable CHAIN_NODE;

    /// @dev By the node under addr.reverse.
    mapping(bytes32 node => string value) private _names;

    constructor(INameRegistry registry) EIP712("SendingNetwork ReverseNames", "1") {
        REGISTRY = registry;
        CHAIN_NODE = _under(REVERSE_NODE, bytes(_hex(EVM_BIT | block.chainid)));
    }

    /// @inheritdoc IReverseNames
    function setName(string calldata newName) external {
        _setName(_msgSender(), newName);
    }

    /// @inheritdoc IReverseNames
    function setFreshName(address wallet, bytes32 node) external {
        bool allowed = msg.sender == REGISTRY.registrar() && REGISTRY.isFresh(node, wallet);
        require(allowed, NotFreshName(wallet, node));
        _setName(wallet, REGISTRY.nameOf(node));
    }

    /// @inheritdoc IExtendedResolver
    function resolve(bytes calldata dns, bytes calldata data) external view returns (bytes memory) {
        bytes4 selector = bytes4(data);
        require(selector == this.name.selector, UnsupportedResolverProfile(selector));
        bytes memory text = dns;
        bool known = text.isValid() && uint8(text[0]) == ADDRESS_DIGITS;
        if (known) {
            bytes32 space = text.nodeAt(ADDRESS_DIGITS + 1);
            known = space == ADDR_REVERSE_NODE || space == CHAIN_NODE || space == DEFAULT_NODE;
        }
        require(known, NotReverseName(dns));
        bytes memory digits = Bytes.slice(text, 1, ADDRESS_DIGITS + 1);
        return abi.encode(_names[_under(ADDR_REVERSE_NODE, digits)]);
    }

    /// @inheritdoc IReverseNames
    function nameForAddr(address wallet) external view returns (string memory) {
        return _names[nodeFor(wallet)];
    }

    /// @inheritdoc IReverseNames
    function name(bytes32 node) external view returns (string memory) {
        return _names[node];
    }

    /// @inheritdoc IReverseNames
    function nodeFor(address wallet) public pure returns (bytes32) {
        bytes memory digits = bytes(Strings.toHexString(wallet));
        return _under(ADDR_REVERSE_NODE, Bytes.slice(digits, 2));
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 id) public pure returns (bool) {
        return id == type(IERC165).interfaceId || id == this.name.selector
            || id == type(IExtendedResolver).interfaceId;
    }

    function _setName(address wallet, string memory newName) internal {
        uint256 length = bytes(newName).length;
        require(length <= MAX_BYTES, ReverseNameTooLong(length, MAX_BYTES));
        _names[nodeFor(wallet)] = newName;
        emit NameForAddrChanged(wallet, newName);
    }

    /// @dev Lower-case digits without leading zeros.
    function _hex(uint256 value) internal pure returns (string memory digits) {
        for (; value > 0; value >>= 4) {
            digits = string.concat(
                string(abi.encodePacked(bytes16("0123456789abcdef")[value & 15])), digits
            );
        }
    }

    function _under(bytes32 parent, bytes memory label) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(parent, keccak256(label)));
    }
}
