// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @title AllocationTree
/// @notice Trees of (address account, uint256 amount) as the contracts check them: leaves hashed twice,
/// pairs hashed in order of size; a level's odd last node moves up.
library AllocationTree {
    struct Entry {
        address account;
        uint256 amount;
    }

    function leafOf(Entry memory entry) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(entry.account, entry.amount))));
    }

    /// @notice Root of the tree, and the proof of entry `index`.
    function build(Entry[] memory entries, uint256 index)
        internal
        pure
        returns (bytes32 root, bytes32[] memory proof)
    {
        bytes32[] memory level = new bytes32[](entries.length);
        for (uint256 i = 0; i < entries.length; ++i) {
            level[i] = leafOf(entries[i]);
        }
        proof = new bytes32[](32);
        uint256 length;
        uint256 count = level.length;
        while (count > 1) {
            if (index ^ 1 < count) proof[length++] = level[index ^ 1];
            for (uint256 i = 0; i < count; i += 2) {
                level[i / 2] =
                    i + 1 < count ? Hashes.commutativeKeccak256(level[i], level[i + 1]) : level[i];
            }
            (count, index) = ((count + 1) / 2, index / 2);
        }
        root = level[0];
        assembly ("memory-safe") {
            mstore(proof, length)
        }
    }
}
