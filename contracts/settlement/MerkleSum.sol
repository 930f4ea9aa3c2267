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

    /// @notice Walks from a leaf to the root that `proof` implies and to the amount summed at that root.
    /// @dev Reverts with InvalidProof when lengths differ, the depth exceeds 32, the index lies outside
    /// 2^depth or a sum leaves 128 bits.
    function root(
        bytes32 leafHash,
        uint96 leafAmount,
        uint64 leafSecond,
        IEpochSettlement.SumProof calldata proof
    ) internal pure returns (bytes32 hash, uint256 amount) {
        (uint256 sibling, uint256 end, uint256 toAmounts, uint256 toSeconds) = _path(proof);
        uint256 sums = uint256(leafAmount) << 128 | leafSecond;
        (hash, sums) = _climb(leafHash, sums, proof.index, sibling, end, toAmounts, toSeconds);
        amount = sums >> 128;
    }

    /// @dev Checks the shape of a proof. Where in calldata its siblings begin and end, and how far from
    /// each its sums lie: the three arrays have one stride.
    function _path(IEpochSettlement.SumProof calldata proof)
        private
        pure
        returns (uint256 sibling, uint256 end, uint256 toAmounts, uint256 toSeconds)
    {
        bytes32[] calldata siblings = proof.siblings;
        uint128[] calldata amounts = proof.amounts;
        uint128[] calldata seconds_ = proof.seconds_;
        uint256 depth = siblings.length;
        require(
            depth <= MAX_DEPTH && amounts.length == depth && seconds_.length == depth
                && proof.index >> depth == 0,
            IEpochSettlement.InvalidProof()
        );
        assembly ("memory-safe") {
            sibling := siblings.offset
            end := add(sibling, shl(5, depth))
            toAmounts := sub(amounts.offset, sibling)
            toSeconds := sub(seconds_.offset, sibling)
        }
    }

    /// @dev By hand, over one buffer: a claim pays for every level. `sums` holds the amount in its high
    /// half and the second sum in its low one.
    function _climb(
        bytes32 hash,
        uint256 sums,
        uint256 index,
        uint256 sibling,
        uint256 end,
        uint256 toAmounts,
        uint256 toSeconds
    ) private pure returns (bytes32, uint256) {
        uint256 excess;
        assembly ("memory-safe") {
            let node := mload(0x40)
            mstore8(node, 1)
            for {} lt(sibling, end) { sibling := add(sibling, 32) } {
                let amount := calldataload(add(sibling, toAmounts))
                let second := calldataload(add(sibling, toSeconds))
                // Where the path's half of the node begins; the sibling has the other.
                let half := add(node, add(1, shl(6, and(index, 1))))
                mstore(half, hash)
                mstore(add(half, 32), sums)
                half := sub(add(shl(1, node), 66), half)
                mstore(half, calldataload(sibling))
                mstore(add(half, 32), or(shl(128, amount), second))
                hash := keccak256(node, 129)
                index := shr(1, index)

                // Bits beyond 128 of a summand or a sum.
                excess := or(excess, or(amount, second))
                amount := add(amount, shr(128, sums))
                second := add(second, and(sums, 0xffffffffffffffffffffffffffffffff))
                excess := or(excess, or(amount, second))
                sums := or(shl(128, amount), second)
            }
        }
        require(excess >> 128 == 0, IEpochSettlement.InvalidProof());
        return (hash, sums);
    }
}
