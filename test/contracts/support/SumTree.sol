// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed, and constants may be shifted.
// forge-lint: disable-start(unsafe-typecast, incorrect-shift)

import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";

/// @title SumTree
/// @notice Builds Merkle-sum trees in memory, straight from the definition, to check contracts against.
library SumTree {
    struct Leaf {
        address key;
        uint96 amount;
        uint64 second;
        bytes32 payloadDigest;
    }

    struct Node {
        bytes32 hash;
        uint128 amount;
        uint128 second;
    }

    function leafNode(Leaf memory leaf) internal pure returns (Node memory) {
        bytes memory preimage =
            abi.encodePacked(bytes1(0x00), leaf.key, leaf.amount, leaf.second, leaf.payloadDigest);
        return Node(keccak256(preimage), leaf.amount, leaf.second);
    }

    function parent(Node memory left, Node memory right) internal pure returns (Node memory) {
        bytes memory preimage = abi.encodePacked(
            bytes1(0x01),
            left.hash,
            left.amount,
            left.second,
            right.hash,
            right.amount,
            right.second
        );
        return Node(keccak256(preimage), left.amount + right.amount, left.second + right.second);
    }

    /// @notice Root of the tree and the path of leaf `index`.
    function build(Leaf[] memory leaves, uint256 index)
        internal
        pure
        returns (Node memory root, IEpochSettlement.SumProof memory proof)
    {
        if (leaves.length == 0) return (root, proof);
        uint256 depth;
        while (1 << depth < leaves.length) ++depth;
        Node[] memory row = new Node[](1 << depth);
        for (uint256 i = 0; i < leaves.length; ++i) {
            row[i] = leafNode(leaves[i]);
        }
        proof.index = uint32(index);
        proof.siblings = new bytes32[](depth);
        proof.amounts = new uint128[](depth);
        proof.seconds_ = new uint128[](depth);
        for (uint256 height = 0; height < depth; ++height) {
            Node memory sibling = row[(index >> height) ^ 1];
            proof.siblings[height] = sibling.hash;
            proof.amounts[height] = sibling.amount;
            proof.seconds_[height] = sibling.second;
            Node[] memory above = new Node[](row.length / 2);
            for (uint256 i = 0; i < above.length; ++i) {
                above[i] = parent(row[2 * i], row[2 * i + 1]);
            }
            row = above;
        }
        root = row[0];
    }

    function rootOf(Leaf[] memory leaves) internal pure returns (Node memory root) {
        (root,) = build(leaves, 0);
    }

    /// @notice `count` leaves with ascending keys drawn from `seed`.
    function draw(uint256 count, uint256 seed) internal pure returns (Leaf[] memory leaves) {
        leaves = new Leaf[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 noise = uint256(keccak256(abi.encode(seed, i)));
            leaves[i] = Leaf({
                // Ascending by the high bits, arbitrary below.
                key: address(uint160((i + 1) << 140 | (noise >> 116))),
                amount: uint96(noise >> 20),
                second: uint64(noise >> 60),
                payloadDigest: keccak256(abi.encode(noise))
            });
        }
    }

    /// @notice A path of `depth` levels above `leaf` whose siblings are drawn from `seed`: what a claim
    /// from a tree far too large to build looks like. Siblings have amounts of some SEND.
    function drawPath(Leaf memory leaf, uint256 depth, uint256 seed)
        internal
        pure
        returns (Node memory root, IEpochSettlement.SumProof memory proof)
    {
        root = leafNode(leaf);
        proof.index = uint32((1 << depth) - 1);
        proof.siblings = new bytes32[](depth);
        proof.amounts = new uint128[](depth);
        proof.seconds_ = new uint128[](depth);
        for (uint256 i = 0; i < depth; ++i) {
            bytes32 noise = keccak256(abi.encode(seed, i));
            Node memory sibling =
                Node(noise, uint128(seed * 1e18 + uint256(noise) % 1e18), uint128(seed << i));
            (proof.siblings[i], proof.amounts[i], proof.seconds_[i]) =
            (sibling.hash, sibling.amount, sibling.second);
            root = parent(sibling, root);
        }
    }
}
