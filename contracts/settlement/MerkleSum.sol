// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IEpochSettlement} from "./IEpochSettlement.sol";

/// @title MerkleSum
/// @notice Merkle trees whose nodes carry two sums, so that a root proves totals and a leaf proves its
/// place in them.
///
/// - leaf = keccak256(0x00 ‖ key 20 ‖ amount uint96 ‖ second uint64 ‖ payloadDigest 32)
/// - node = keccak256(0x01 ‖ L ‖ Lamount uint128 ‖ Lsecond uint128 ‖ R ‖ Ramount uint128 ‖ Rsecond uint128)
/// - padded on the right with zero hashes (sums 0) to 2^d leaves, d <= 32; a tree of one leaf has d = 0
///   and that leaf as its root; the root of no leaf is 0.
///
/// A leaf is hashed from 73 bytes and a node from 129, under different first bytes, so neither passes
/// for the other. Sums along a path are added without wrapping: 2^32 leaves of an amount below 2^96
/// stay below 2^128, so a path whose sums leave 128 bits is no path of a tree.
library MerkleSum {
    uint256 internal constant MAX_DEPTH = 32;

    /// @notice Hash of a leaf.
    function leaf(address key, uint96 amount, uint64 second, bytes32 payloadDigest)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encodePacked(uint8(0), key, amount, second, payloadDigest));
    }

    /// @notice Hash of an inner node. Sums must fit 128 bits; {root} sees to that.
    function node(
        bytes32 left,
        uint256 leftAmount,
        uint256 leftSecond,
        bytes32 right,
        uint256 rightAmount,
        uint256 rightSecond
    ) internal pure returns (bytes32 hash) {
        // By hand: abi.encodePacked would grow memory at every level of a path.
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            mstore8(buffer, 1)
            mstore(add(buffer, 1), left)
            mstore(add(buffer, 33), or(shl(128, leftAmount), leftSecond))
            mstore(add(buffer, 65), right)
            mstore(add(buffer, 97), or(shl(128, rightAmount), rightSecond))
            hash := keccak256(buffer, 129)
        }
    }

    /// @notice Walks from a leaf to the root that `proof` implies and to the sums at that root.
    /// @dev Reverts with InvalidProof when lengths differ, the depth exceeds 32, the index lies outside
    /// 2^depth or a sum leaves 128 bits.
    function root(
        bytes32 leafHash,
        uint96 leafAmount,
        uint64 leafSecond,
        IEpochSettlement.SumProof calldata proof
    ) internal pure returns (bytes32 hash, uint256 amount, uint256 second) {
        uint256 depth = proof.siblings.length;
        require(
            depth <= MAX_DEPTH && proof.amounts.length == depth && proof.seconds_.length == depth
                && proof.index >> depth == 0,
            IEpochSettlement.InvalidProof()
        );
        (hash, amount, second) = (leafHash, leafAmount, leafSecond);
        uint256 index = proof.index;
        for (uint256 i = 0; i < depth; ++i) {
            uint256 siblingAmount = proof.amounts[i];
            uint256 siblingSecond = proof.seconds_[i];
            hash = index & 1 == 0
                ? node(hash, amount, second, proof.siblings[i], siblingAmount, siblingSecond)
                : node(proof.siblings[i], siblingAmount, siblingSecond, hash, amount, second);
            // Both terms are below 2^128 here.
            unchecked {
                amount += siblingAmount;
                second += siblingSecond;
            }
            require((amount | second) >> 128 == 0, IEpochSettlement.InvalidProof());
            index >>= 1;
        }
    }
}
