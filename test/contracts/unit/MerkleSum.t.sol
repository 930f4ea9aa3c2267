// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {Test} from "../Base.sol";
import {MerkleSumHarness} from "../support/MerkleSumHarness.sol";
import {SumTree} from "../support/SumTree.sol";

/// @notice Vectors (test/vectors/merkle-sum.json, which the SDK checks too) and the bounds of a proof.
contract MerkleSumTest is Test {
    MerkleSumHarness private merkle = new MerkleSumHarness();

    function test_root_matchesVectors() external view {
        string memory json = vm.readFile("test/vectors/merkle-sum.json");
        uint256 trees;
        uint256 leaves;
        for (; vm.keyExistsJson(json, _tree(trees)); ++trees) {
            leaves += _checkTree(json, _tree(trees));
        }
        vm.assertGt(trees, 5, "trees");
        vm.assertGt(leaves, 50, "leaves");
    }

    function test_root_isTheLeaf_whenAlone() external view {
        SumTree.Leaf memory leaf = SumTree.draw(1, 7)[0];
        (bytes32 root, uint256 amount) = merkle.root(leaf, _emptyProof(0));
        vm.assertEq(root, merkle.leaf(leaf), "root");
        vm.assertEq(amount, leaf.amount, "amount");
    }

    function test_root_reverts_whenIndexOutsideTheTree() external {
        SumTree.Leaf[] memory leaves = SumTree.draw(4, 1);
        (, IEpochSettlement.SumProof memory proof) = SumTree.build(leaves, 0);
        // Bits above the path would be ignored by a verifier that only shifts.
        proof.index = 4;
        _expectInvalid(leaves[0], proof);
        _expectInvalid(leaves[0], _emptyProof(1));
    }

    function test_root_reverts_whenDeeperThan32() external {
        _expectInvalid(SumTree.draw(1, 1)[0], _zeroProof(33));
    }

    function test_root_accepts_depth32() external view {
        IEpochSettlement.SumProof memory proof = _zeroProof(32);
        proof.index = type(uint32).max;
        (, uint256 amount) = merkle.root(SumTree.draw(1, 1)[0], proof);
        vm.assertEq(amount, SumTree.draw(1, 1)[0].amount, "amount");
    }

    function test_root_reverts_whenLengthsDiffer() external {
        SumTree.Leaf[] memory leaves = SumTree.draw(4, 1);
        (, IEpochSettlement.SumProof memory proof) = SumTree.build(leaves, 2);
        proof.amounts = new uint128[](1);
        _expectInvalid(leaves[2], proof);
        (, proof) = SumTree.build(leaves, 2);
        proof.seconds_ = new uint128[](3);
        _expectInvalid(leaves[2], proof);
    }

    function test_root_reverts_whenASumLeaves128Bits() external {
        SumTree.Leaf memory leaf = SumTree.draw(1, 1)[0];
        leaf.amount = 1;
        leaf.second = 1;
        IEpochSettlement.SumProof memory proof = _zeroProof(1);
        proof.amounts[0] = type(uint128).max;
        _expectInvalid(leaf, proof);
        proof.amounts[0] = type(uint128).max - 1;
        proof.seconds_[0] = type(uint128).max;
        _expectInvalid(leaf, proof);
        proof.seconds_[0] = type(uint128).max - 1;
        (, uint256 amount) = merkle.root(leaf, proof);
        vm.assertEq(amount, type(uint128).max, "widest");
    }

    function _expectInvalid(SumTree.Leaf memory leaf, IEpochSettlement.SumProof memory proof)
        internal
    {
        vm.expectRevert(IEpochSettlement.InvalidProof.selector);
        merkle.root(leaf, proof);
    }

    function _checkTree(string memory json, string memory tree)
        internal
        view
        returns (uint256 count)
    {
        count = vm.parseJsonUint(json, string.concat(tree, ".count"));
        bytes32 root = vm.parseJsonBytes32(json, string.concat(tree, ".root"));
        SumTree.Leaf[] memory leaves = new SumTree.Leaf[](count);
        for (uint256 i = 0; i < count; ++i) {
            string memory path = string.concat(tree, ".leaves[", vm.toString(i), "]");
            leaves[i] = _leaf(json, path);
            (bytes32 hash, uint256 amount) =
                merkle.root(leaves[i], _proof(json, string.concat(path, ".proof")));
            vm.assertEq(hash, root, "root from a proof");
            vm.assertEq(amount, vm.parseJsonUint(json, string.concat(tree, ".amount")), "amount");
            bytes32 leafHash = vm.parseJsonBytes32(json, string.concat(path, ".hash"));
            vm.assertEq(merkle.leaf(leaves[i]), leafHash, "leaf hash");
        }
        vm.assertEq(SumTree.rootOf(leaves).hash, root, "root of the builder");
    }

    function _leaf(string memory json, string memory path)
        internal
        pure
        returns (SumTree.Leaf memory)
    {
        return SumTree.Leaf({
            key: vm.parseJsonAddress(json, string.concat(path, ".key")),
            amount: uint96(vm.parseJsonUint(json, string.concat(path, ".amount"))),
            second: uint64(vm.parseJsonUint(json, string.concat(path, ".second"))),
            payloadDigest: vm.parseJsonBytes32(json, string.concat(path, ".payloadDigest"))
        });
    }

    function _proof(string memory json, string memory path)
        internal
        pure
        returns (IEpochSettlement.SumProof memory proof)
    {
        proof.index = uint32(vm.parseJsonUint(json, string.concat(path, ".index")));
        proof.siblings = vm.parseJsonBytes32Array(json, string.concat(path, ".siblings"));
        proof.amounts = _narrow(vm.parseJsonUintArray(json, string.concat(path, ".amounts")));
        proof.seconds_ = _narrow(vm.parseJsonUintArray(json, string.concat(path, ".seconds")));
    }

    function _narrow(uint256[] memory wide) internal pure returns (uint128[] memory narrow) {
        narrow = new uint128[](wide.length);
        for (uint256 i = 0; i < wide.length; ++i) {
            narrow[i] = uint128(wide[i]);
        }
    }

    function _tree(uint256 index) internal pure returns (string memory) {
        return string.concat(".trees[", vm.toString(index), "]");
    }

    function _emptyProof(uint32 index)
        internal
        pure
        returns (IEpochSettlement.SumProof memory proof)
    {
        proof.index = index;
    }

    function _zeroProof(uint256 depth)
        internal
        pure
        returns (IEpochSettlement.SumProof memory proof)
    {
        proof.siblings = new bytes32[](depth);
        proof.amounts = new uint128[](depth);
        proof.seconds_ = new uint128[](depth);
    }
}
