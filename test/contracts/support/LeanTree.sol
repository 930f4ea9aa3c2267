// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {PoseidonT3} from "poseidon-solidity/PoseidonT3.sol";

/// @title LeanTree
/// @notice LeanIMT computed from all its leaves, level by level: a node without a right sibling moves up
/// unchanged. Reference for the incremental tree, and source of paths.
library LeanTree {
    function root(uint256[] memory leaves) internal pure returns (uint256) {
        if (leaves.length == 0) return 0;
        while (leaves.length > 1) leaves = above(leaves);
        return leaves[0];
    }

    /// @notice Path that a LeanIMT asks for, levels without a sibling left out.
    function siblings(uint256[] memory leaves, uint256 index)
        internal
        pure
        returns (uint256[] memory path)
    {
        path = new uint256[](32);
        uint256 length;
        for (; leaves.length > 1; index /= 2) {
            if ((index ^ 1) < leaves.length) path[length++] = leaves[index ^ 1];
            leaves = above(leaves);
        }
        assembly ("memory-safe") {
            mstore(path, length)
        }
    }

    function above(uint256[] memory level) private pure returns (uint256[] memory next) {
        next = new uint256[]((level.length + 1) / 2);
        for (uint256 i; i < next.length; ++i) {
            bool isPair = 2 * i + 1 < level.length;
            next[i] = isPair ? PoseidonT3.hash([level[2 * i], level[2 * i + 1]]) : level[2 * i];
        }
    }
}
