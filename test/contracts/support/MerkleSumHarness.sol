// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {MerkleSum} from "../../../contracts/settlement/MerkleSum.sol";
import {SumTree} from "./SumTree.sol";

/// @notice Makes the library callable with calldata.
contract MerkleSumHarness {
    function leaf(SumTree.Leaf calldata entry) external pure returns (bytes32) {
        return MerkleSum.leaf(entry.key, entry.amount, entry.second, entry.payloadDigest);
    }

    function root(SumTree.Leaf calldata entry, IEpochSettlement.SumProof calldata proof)
        external
        pure
        returns (bytes32 hash, uint256 amount)
    {
        bytes32 start = MerkleSum.leaf(entry.key, entry.amount, entry.second, entry.payloadDigest);
        return MerkleSum.root(start, entry.amount, entry.second, proof);
    }
}
