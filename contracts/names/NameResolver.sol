// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {SignedCalls} from "../base/SignedCalls.sol";
import {COIN_TYPE_ETH, EVM_BIT, isEvm} from "./CoinTypes.sol";
import {DnsName} from "./DnsName.sol";
import {IExtendedResolver} from "./IExtendedResolver.sol";
import {INameRegistry} from "./INameRegistry.sol";
import {INameResolver} from "./INameResolver.sol";

/// @title NameResolver
/// @notice Default resolver of the registry's names. No owner, no fee. Records are kept by node and
/// version; a name that is not live answers empty. {resolve} answers for the registered name, or, for a
/// name that nobody registered, with the records of the nearest registered name above it if that one's
/// holder wants so ({setWildcard}); a registered subname never borrows another holder's records.
contract NameResolver is INameResolver, SignedCalls {
    using DnsName for bytes;

    /// @notice Says who holds what.
    INameRegistry public immutable REGISTRY;

    mapping(
        bytes32 node => mapping(uint256 version => mapping(uint256 coinType => bytes value))
    ) private _addresses;
    mapping(bytes32 node => mapping(uint256 version => mapping(string key => string value))) private
        _texts;
    mapping(bytes32 node => mapping(uint256 version => bytes hash)) private _contenthashes;
    mapping(bytes32 node => mapping(uint256 version => string name)) private _names;
    mapping(bytes32 node => mapping(uint256 version => bool on)) private _wildcards;

    constructor(INameRegistry registry) EIP712("SendingNetwork NameResolver", "1") {
        REGISTRY = registry;
    }

    /// @inheritdoc INameResolver
    function setAddr(bytes32 node, address account) external {
        _setAddr(node, COIN_TYPE_ETH, abi.encodePacked(account));
    }

    /// @inheritdoc INameResolver
    function setAddr(bytes32 node, uint256 coinType, bytes calldata value) external {
        bool valid = value.length == 0 || value.length == 20 || !isEvm(coinType);
        require(valid, InvalidAddress(coinType, value));
        _setAddr(node, coinType, value);
    }

    /// @inheritdoc INameResolver
    function setText(bytes32 node, string calldata key, string calldata value) external {
        _texts[node][_writable(node)][key] = value;
        emit TextChanged(node, key, key, value);
    }

    /// @inheritdoc INameResolver
    function setContenthash(bytes32 node, bytes calldata hash) external {
        _contenthashes[node][_writable(node)] = hash;
        emit ContenthashChanged(node, hash);
    }

    /// @inheritdoc INameResolver
    function setName(bytes32 node, string calldata newName) external {
        _names[node][_writable(node)] = newName;
        emit NameChanged(node, newName);
    }

    /// @inheritdoc INameResolver
    function setWildcard(bytes32 node, bool on) external {
        _wildcards[node][_writable(node)] = on;
        emit WildcardChanged(node, on);
    }

    /// @inheritdoc IExtendedResolver
    function resolve(bytes calldata dns, bytes calldata data) external view returns (bytes memory) {
        return _answer(_answering(dns), data);
    }

    /// @inheritdoc INameResolver
    function multicall(bytes[] calldata data)
        public
        override(INameResolver, Multicall)
        returns (bytes[] memory results)
    {
        return super.multicall(data);
    }

    /// @inheritdoc INameResolver
    function addr(bytes32 node) public view returns (address payable) {
        bytes memory value = addr(node, COIN_TYPE_ETH);
        // Casts: EVM addresses have 20 bytes, or none, which gives 0.
        return payable(address(bytes20(value)));
    }

    /// @inheritdoc INameResolver
    function addr(bytes32 node, uint256 coinType) public view returns (bytes memory value) {
        (address holder, uint24 version, bool pointsToHolder) = REGISTRY.liveRecord(node);
        if (version == 0) return "";
        value = _addresses[node][version][coinType];
        if (value.length > 0 || !isEvm(coinType)) return value;
        value = _addresses[node][version][EVM_BIT];
        bool here = coinType == COIN_TYPE_ETH || coinType == EVM_BIT | block.chainid;
        if (value.length == 0 && here && pointsToHolder) return abi.encodePacked(holder);
    }

    /// @inheritdoc INameResolver
    function text(bytes32 node, string memory key) public view returns (string memory) {
        return _texts[node][_versionOf(node)][key];
    }

    /// @inheritdoc INameResolver
    function contenthash(bytes32 node) public view returns (bytes memory) {
        return _contenthashes[node][_versionOf(node)];
    }

    /// @inheritdoc INameResolver
    function name(bytes32 node) public view returns (string memory) {
        return _names[node][_versionOf(node)];
    }

    /// @inheritdoc INameResolver
    function wildcard(bytes32 node) public view returns (bool) {
        return _wildcards[node][_versionOf(node)];
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 id) public pure returns (bool) {
        // addr has an overload, so its two ids stand as ENSIP-1 and ENSIP-9 give them.
        return id == type(IERC165).interfaceId || id == 0x3b3b57de || id == 0xf1cb7e06
            || id == this.text.selector || id == this.contenthash.selector
            || id == this.name.selector || id == this.multicall.selector
            || id == type(IExtendedResolver).interfaceId;
    }

    function _setAddr(bytes32 node, uint256 coinType, bytes memory value) internal {
        _addresses[node][_writable(node)][coinType] = value;
        emit AddressChanged(node, coinType, value);
        if (coinType == COIN_TYPE_ETH) emit AddrChanged(node, address(bytes20(value)));
    }

    /// @dev Version under which the caller writes records of `node`.
    function _writable(bytes32 node) internal view returns (uint256) {
        (uint24 version, bool allowed) = REGISTRY.authorization(node, _msgSender());
        require(allowed, NotAuthorized(node, _msgSender()));
        return version;
    }

    /// @dev 0, under which nothing is ever kept, for names that are not live.
    function _versionOf(bytes32 node) internal view returns (uint256 version) {
        (, version,) = REGISTRY.liveRecord(node);
    }

    /// @dev Node whose records answer for the name; 0 without one.
    function _answering(bytes memory dns) internal view returns (bytes32 node) {
        require(dns.isValid(), DNSDecodingFailed(dns));
        for (uint256 at = 0; dns[at] != 0; at = dns.next(at)) {
            node = dns.nodeAt(at);
            if (_versionOf(node) != 0) return at == 0 || wildcard(node) ? node : bytes32(0);
        }
        return 0;
    }

    function _answer(bytes32 node, bytes memory data) internal view returns (bytes memory) {
        bytes4 selector = bytes4(data);
        // What follows the selector; a call without arguments has none that could be read.
        bytes memory arguments = Bytes.slice(data, data.length < 4 ? data.length : 4);
        if (selector == this.multicall.selector) {
            bytes[] memory calls = abi.decode(arguments, (bytes[]));
            for (uint256 i = 0; i < calls.length; ++i) {
                calls[i] = _answer(node, calls[i]);
            }
            return abi.encode(calls);
        }
        if (selector == 0x3b3b57de) return abi.encode(addr(node));
        if (selector == 0xf1cb7e06) {
            (, uint256 coinType) = abi.decode(arguments, (bytes32, uint256));
            return abi.encode(addr(node, coinType));
        }
        if (selector == this.text.selector) {
            (, string memory key) = abi.decode(arguments, (bytes32, string));
            return abi.encode(text(node, key));
        }
        if (selector == this.contenthash.selector) return abi.encode(contenthash(node));
        if (selector == this.name.selector) return abi.encode(name(node));
        revert UnsupportedResolverProfile(selector);
    }
}
