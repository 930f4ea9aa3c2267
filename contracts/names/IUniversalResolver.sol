// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IUniversalResolver
/// @notice Answers ENS clients in one call, as ENSIP-23 describes. A resolver that has its data elsewhere
/// (ERC-3668) is passed through: the client asks the resolver's gateways and comes back here.
interface IUniversalResolver {
    /// @notice No resolver is set for the name, or only one above it that does not answer for others.
    error ResolverNotFound(bytes name);
    /// @notice The name's resolver has no code.
    error ResolverNotContract(bytes name, address resolver);
    /// @notice The resolver does not know this kind of record.
    error UnsupportedResolverProfile(bytes4 selector);
    /// @notice The resolver refused; its own error is inside.
    error ResolverError(bytes errorData);
    /// @notice The address has a name that points elsewhere.
    error ReverseAddressMismatch(string primary, bytes primaryAddress);
    /// @notice An address has at least one byte.
    error EmptyAddress();
    /// @notice The bytes are no DNS-encoded name.
    error DNSDecodingFailed(bytes dns);
    /// @notice The text cannot be a name.
    error DNSEncodingFailed(string ens);
    /// @notice The answer is elsewhere (ERC-3668): for clients, which ask there and call back.
    error OffchainLookup(
        address sender, string[] urls, bytes callData, bytes4 callbackFunction, bytes extraData
    );

    /// @notice Answer of the resolver of the DNS-encoded `name` to `data`, a call of a resolver function,
    /// or of `multicall(bytes[])` with several: then each answer stands for itself, an error in the
    /// place of the answer that failed. Also the resolver.
    function resolve(bytes calldata name, bytes calldata data)
        external
        view
        returns (bytes memory result, address resolver);

    /// @notice The same. Lookups elsewhere go one after the other to the resolver's own gateways, so that
    /// a gateway for batches has nothing to do.
    function resolveWithGateways(
        bytes calldata name,
        bytes calldata data,
        string[] calldata gateways
    ) external view returns (bytes memory result, address resolver);

    /// @notice Name of an address of the coin type (ENSIP-19), proven by asking the name for its address;
    /// empty without one. Also the resolvers of the name and of the address.
    function reverse(bytes calldata account, uint256 coinType)
        external
        view
        returns (string memory primary, address resolver, address reverseResolver);

    /// @notice The same; see {resolveWithGateways}.
    function reverseWithGateways(
        bytes calldata account,
        uint256 coinType,
        string[] calldata gateways
    ) external view returns (string memory primary, address resolver, address reverseResolver);

    /// @notice Goes on with {resolve} after a lookup elsewhere.
    function resolveCallback(bytes calldata response, bytes calldata extraData)
        external
        view
        returns (bytes memory result, address resolver);

    /// @notice Goes on with {reverse} after a lookup elsewhere.
    function reverseCallback(bytes calldata response, bytes calldata extraData)
        external
        view
        returns (string memory primary, address resolver, address reverseResolver);

    /// @notice Resolver of the name, or of the nearest name above it that has one: at `offset` in `name`.
    /// 0 without one.
    function findResolver(bytes calldata name)
        external
        view
        returns (address resolver, bytes32 node, uint256 offset);
}
