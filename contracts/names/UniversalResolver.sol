// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {COIN_TYPE_ETH, EVM_BIT} from "./CoinTypes.sol";
import {DnsName} from "./DnsName.sol";
import {IEnsRegistry} from "./IEnsRegistry.sol";
import {IExtendedResolver} from "./IExtendedResolver.sol";
import {INameResolver} from "./INameResolver.sol";
import {IUniversalResolver} from "./IUniversalResolver.sol";
import {Lookups} from "./Lookups.sol";

/// @title UniversalResolver
/// @notice The address that an ENS client needs to know. Works over any ENS registry. Holds nothing.
contract UniversalResolver is IUniversalResolver {
    using DnsName for bytes;
    using Lookups for Lookups.Lookup;

    /// @dev What {reverse} knows when a lookup sends the client elsewhere.
    struct Reverse {
        bytes account;
        uint256 coinType;
        /// Set once the address has said its name.
        string primary;
        address reverseResolver;
    }

    /// @notice Says who answers for a name.
    IEnsRegistry public immutable REGISTRY;

    constructor(IEnsRegistry registry) {
        REGISTRY = registry;
    }

    /// @inheritdoc IUniversalResolver
    function resolveWithGateways(bytes calldata name, bytes calldata data, string[] calldata)
        external
        view
        returns (bytes memory, address)
    {
        return resolve(name, data);
    }

    /// @inheritdoc IUniversalResolver
    function reverseWithGateways(bytes calldata account, uint256 coinType, string[] calldata)
        external
        view
        returns (string memory, address, address)
    {
        return reverse(account, coinType);
    }

    /// @inheritdoc IUniversalResolver
    function resolveCallback(bytes calldata response, bytes calldata extraData)
        external
        view
        returns (bytes memory, address)
    {
        (Lookups.Lookup memory lookup, bytes4 callback, bytes memory data,) =
            abi.decode(extraData, (Lookups.Lookup, bytes4, bytes, bytes));
        lookup.resume(callback, data, response, this.resolveCallback.selector, "");
        return _resultOf(lookup);
    }

    /// @inheritdoc IUniversalResolver
    function reverseCallback(bytes calldata response, bytes calldata extraData)
        external
        view
        returns (string memory, address, address)
    {
        (Lookups.Lookup memory lookup, bytes4 callback, bytes memory data, bytes memory context) =
            abi.decode(extraData, (Lookups.Lookup, bytes4, bytes, bytes));
        lookup.resume(callback, data, response, this.reverseCallback.selector, context);
        Reverse memory state = abi.decode(context, (Reverse));
        bool forward = bytes(state.primary).length > 0;
        return forward ? _proven(state, lookup) : _prove(state, lookup);
    }

    /// @inheritdoc IUniversalResolver
    function resolve(bytes calldata name, bytes calldata data)
        public
        view
        returns (bytes memory, address)
    {
        Lookups.Lookup memory lookup = _lookupOf(name);
        lookup.multi = bytes4(data) == INameResolver.multicall.selector;
        lookup.calls = lookup.multi ? abi.decode(data[4:], (bytes[])) : _one(data);
        lookup.answers = new bytes[](lookup.calls.length);
        lookup.run(this.resolveCallback.selector, "");
        return _resultOf(lookup);
    }

    /// @inheritdoc IUniversalResolver
    function reverse(bytes calldata account, uint256 coinType)
        public
        view
        returns (string memory, address, address)
    {
        require(account.length > 0, EmptyAddress());
        bytes memory name = _dns(_reverseName(account, coinType));
        Reverse memory state;
        (state.account, state.coinType) = (account, coinType);
        bytes memory call = abi.encodeCall(INameResolver.name, (name.nodeAt(0)));
        return _prove(state, _ask(name, call, state));
    }

    /// @inheritdoc IUniversalResolver
    function findResolver(bytes memory name)
        public
        view
        returns (address resolver, bytes32 node, uint256 offset)
    {
        require(name.isValid(), DNSDecodingFailed(name));
        node = name.nodeAt(0);
        while (name[offset] != 0) {
            resolver = REGISTRY.resolver(name.nodeAt(offset));
            if (resolver != address(0)) return (resolver, node, offset);
            offset = name.next(offset);
        }
    }

    /// @dev Second half of {reverse}: asks the name that the address gave.
    function _prove(Reverse memory state, Lookups.Lookup memory said)
        internal
        view
        returns (string memory, address, address)
    {
        state.primary = abi.decode(said.answers[0], (string));
        state.reverseResolver = said.resolver;
        if (bytes(state.primary).length == 0) return ("", address(0), said.resolver);
        bytes memory name = _dns(state.primary);
        bytes32 node = name.nodeAt(0);
        bytes memory call = state.coinType == COIN_TYPE_ETH
            ? abi.encodeWithSignature("addr(bytes32)", node)
            : abi.encodeWithSignature("addr(bytes32,uint256)", node, state.coinType);
        return _proven(state, _ask(name, call, state));
    }

    function _ask(bytes memory name, bytes memory call, Reverse memory state)
        internal
        view
        returns (Lookups.Lookup memory lookup)
    {
        lookup = _lookupOf(name);
        lookup.calls = _one(call);
        lookup.answers = new bytes[](1);
        lookup.run(this.reverseCallback.selector, abi.encode(state));
    }

    function _lookupOf(bytes memory name) internal view returns (Lookups.Lookup memory lookup) {
        (address resolver,, uint256 offset) = findResolver(name);
        require(resolver != address(0), ResolverNotFound(name));
        require(resolver.code.length > 0, ResolverNotContract(name, resolver));
        lookup.name = name;
        lookup.resolver = resolver;
        lookup.extended = ERC165Checker.supportsERC165InterfaceUnchecked(
            resolver, type(IExtendedResolver).interfaceId
        );
        require(offset == 0 || lookup.extended, ResolverNotFound(name));
    }

    function _resultOf(Lookups.Lookup memory lookup) internal pure returns (bytes memory, address) {
        bytes memory result = lookup.multi ? abi.encode(lookup.answers) : lookup.answers[0];
        return (result, lookup.resolver);
    }

    function _proven(Reverse memory state, Lookups.Lookup memory said)
        internal
        pure
        returns (string memory, address, address)
    {
        bytes memory found;
        if (state.coinType == COIN_TYPE_ETH) {
            address account = abi.decode(said.answers[0], (address));
            if (account != address(0)) found = abi.encodePacked(account);
        } else {
            found = abi.decode(said.answers[0], (bytes));
        }
        bool same = keccak256(found) == keccak256(state.account);
        require(same, ReverseAddressMismatch(state.primary, found));
        return (state.primary, said.resolver, state.reverseResolver);
    }

    function _one(bytes memory call) internal pure returns (bytes[] memory calls) {
        calls = new bytes[](1);
        calls[0] = call;
    }

    /// @dev ENSIP-19: `<hex of the address>.<addr, default or hex of the coin type>.reverse`.
    function _reverseName(bytes calldata account, uint256 coinType)
        internal
        pure
        returns (string memory)
    {
        string memory space = coinType == COIN_TYPE_ETH
            ? "addr"
            : coinType == EVM_BIT ? "default" : _hex(abi.encodePacked(coinType), true);
        return string.concat(_hex(account, false), ".", space, ".reverse");
    }

    /// @dev Lower case, without 0x.
    function _hex(bytes memory data, bool trimmed) internal pure returns (string memory) {
        bytes memory digits = bytes(Strings.toHexString(data));
        uint256 from = 2;
        while (trimmed && from + 1 < digits.length && digits[from] == "0") {
            ++from;
        }
        bytes memory rest = new bytes(digits.length - from);
        for (uint256 i = 0; i < rest.length; ++i) {
            rest[i] = digits[from + i];
        }
        return string(rest);
    }

    function _dns(string memory words) internal pure returns (bytes memory dns) {
        bool ok;
        (dns, ok) = DnsName.encode(words);
        require(ok, DNSEncodingFailed(words));
    }
}
