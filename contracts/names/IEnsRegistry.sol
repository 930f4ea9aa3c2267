// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IEnsRegistry
/// @notice The one thing that resolving needs of an ENS registry.
interface IEnsRegistry {
    /// @notice Who answers for the node, 0 for nobody.
    function resolver(bytes32 node) external view returns (address account);
}
