// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed, and constants may be shifted.
// forge-lint: disable-start(unsafe-typecast, incorrect-shift)

import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {Test} from "../Base.sol";
import {MerkleSumHarness} from "../support/MerkleSumHarness.sol";
import {SumTree} from "../support/SumTree.sol";

/// @notice Any leaf of any tree verifies; a change of any bit does not; a node is no leaf.
contract MerkleSumFuzzTest is Test {
    MerkleSumHarness private merkle = new MerkleSumHarness();

    function test_root_isTheTrees_forEveryLeaf(uint256 seed, uint8 size) external view {
        SumTree.Leaf[] memory leaves = SumTree.draw(bound(size, 1, 40), seed);
        SumTree.Node memory expected = SumTree.rootOf(leaves);
        for (uint256 i = 0; i < leaves.length; ++i) {
            (, IEpochSettlement.SumProof memory proof) = SumTree.build(leaves, i);
            (bytes32 root, uint256 amount) = merkle.root(leaves[i], proof);
            vm.assertEq(root, expected.hash, "root");
            vm.assertEq(amount, expected.amount, "amount");
        }
    }

    function test_root_differs_whenAnythingChanged(
        uint256 seed,
        uint8 size,
        uint8 at,
        uint8 what,
        uint256 bit
    ) external view {
        SumTree.Leaf[] memory leaves = SumTree.draw(bound(size, 2, 40), seed);
        uint256 index = bound(at, 0, leaves.length - 1);
        (SumTree.Node memory expected, IEpochSettlement.SumProof memory proof) =
            SumTree.build(leaves, index);
        _mutate(leaves[index], proof, bound(what, 0, 7), bit);
        try merkle.root(leaves[index], proof) returns (bytes32 root, uint256) {
            vm.assertNotEq(root, expected.hash, "a changed element gives another root");
        } catch (bytes memory reason) {
            vm.assertEq(reason, abi.encodePacked(IEpochSettlement.InvalidProof.selector), "reason");
        }
    }

    function test_root_differs_whenTheDepthChanges(uint256 seed, uint8 size, uint8 at)
        external
        view
    {
        SumTree.Leaf[] memory leaves = SumTree.draw(bound(size, 2, 40), seed);
        uint256 index = bound(at, 0, leaves.length - 1);
        (SumTree.Node memory expected, IEpochSettlement.SumProof memory proof) =
            SumTree.build(leaves, index);
        uint256 depth = proof.siblings.length;
        proof.siblings = _resize(proof.siblings, depth + 1);
        proof.amounts = new uint128[](depth + 1);
        proof.seconds_ = new uint128[](depth + 1);
        (bytes32 root,) = merkle.root(leaves[index], proof);
        vm.assertNotEq(root, expected.hash, "a longer path");
    }

    /// A leaf that claims to be what an inner node hashes to would let its finder invent members.
    function test_leaf_isNoNode(SumTree.Leaf memory leaf, uint256 seed, uint8 size, uint8 height)
        external
        view
    {
        SumTree.Leaf[] memory leaves = SumTree.draw(bound(size, 2, 40), seed);
        (SumTree.Node memory expected, IEpochSettlement.SumProof memory proof) =
            SumTree.build(leaves, 0);
        uint256 cut = bound(height, 1, proof.siblings.length);
        IEpochSettlement.SumProof memory upper;
        upper.siblings = new bytes32[](proof.siblings.length - cut);
        upper.amounts = new uint128[](upper.siblings.length);
        upper.seconds_ = new uint128[](upper.siblings.length);
        for (uint256 i = 0; i < upper.siblings.length; ++i) {
            upper.siblings[i] = proof.siblings[cut + i];
            upper.amounts[i] = proof.amounts[cut + i];
            upper.seconds_[i] = proof.seconds_[cut + i];
        }
        (bytes32 root,) = merkle.root(leaf, upper);
        vm.assertNotEq(root, expected.hash, "a leaf in a node's place");
    }

    /// Flips one bit of the element that `what` names.
    function _mutate(
        SumTree.Leaf memory leaf,
        IEpochSettlement.SumProof memory proof,
        uint256 what,
        uint256 bit
    ) internal pure {
        uint256 level = bit % proof.siblings.length;
        if (what == 0) leaf.key = address(uint160(leaf.key) ^ uint160(1 << (bit % 160)));
        else if (what == 1) leaf.amount ^= uint96(1 << (bit % 96));
        else if (what == 2) leaf.second ^= uint64(1 << (bit % 64));
        else if (what == 3) leaf.payloadDigest ^= bytes32(1 << (bit % 256));
        else if (what == 4) proof.siblings[level] ^= bytes32(1 << ((bit >> 8) % 256));
        else if (what == 5) proof.amounts[level] ^= uint128(1 << ((bit >> 8) % 128));
        else if (what == 6) proof.seconds_[level] ^= uint128(1 << ((bit >> 8) % 128));
        else proof.index ^= uint32(1 << (bit % 32));
    }

    function _resize(bytes32[] memory from, uint256 length)
        internal
        pure
        returns (bytes32[] memory to)
    {
        to = new bytes32[](length);
        for (uint256 i = 0; i < from.length; ++i) {
            to[i] = from[i];
        }
    }
}
