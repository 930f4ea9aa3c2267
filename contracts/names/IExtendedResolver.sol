// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IExtendedResolver
/// @notice ENSIP-10: a resolver that also answers for names below its own. Its ERC-165 id is 0x9061b923.
interface IExtendedResolver {
    /// @notice Answer to `data`, a call of any resolver function, for the DNS-encoded `name`.
    function resolve(bytes calldata name, bytes calldata data)
        external
        view
        returns (bytes memory result);
}
