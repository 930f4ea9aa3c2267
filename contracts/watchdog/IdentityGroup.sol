// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {LeanIMT, LeanIMTData} from "@zk-kit/lean-imt.sol/LeanIMT.sol";
import {IWatchDogLicense} from "./IWatchDogLicense.sol";

/// @title IdentityGroup
/// @notice Members of a Semaphore group in a LeanIMT, changed through two queues that are worked off in
/// order, removals first. Each removal needs a Merkle path that only exists when its turn comes, and a
/// batch of additions costs a fraction of single ones.
///
/// {rootAt} answers for a moment that has passed: the root of the members added by then, less those
/// whose removal was queued by then, *even if that removal is applied later*. It can be answered late
/// because additions wait for all removals: from the moment until the last removal due is applied the
/// tree can only lose exactly the members in question. So somebody who queues a removal in the last
/// second neither stays a member nor makes the group unusable; anyone can apply it.
library IdentityGroup {
    using Checkpoints for Checkpoints.Trace160;
    using Checkpoints for Checkpoints.Trace256;
    using LeanIMT for LeanIMTData;

    struct Group {
        LeanIMTData tree;
        /// Commitments to add; 0 where one was withdrawn.
        uint256[] additions;
        uint256[] removals;
        uint256 additionsApplied;
        uint256 removalsApplied;
        mapping(uint256 removals => uint256 root) rootAfter;
        /// The last three by time: root, removals queued so far, removals applied so far.
        Checkpoints.Trace256 roots;
        Checkpoints.Trace160 queuedRemovals;
        Checkpoints.Trace160 appliedRemovals;
    }

    /// @dev 2^20 leaves, the most that the circuit's depth holds. Leaves are never used again.
    uint256 internal constant CAPACITY = 1 << 20;

    /// @return place Where the addition stands in its queue.
    function queueAddition(Group storage self, uint256 commitment)
        internal
        returns (uint256 place)
    {
        place = self.additions.length;
        require(place < CAPACITY, IWatchDogLicense.GroupFull(CAPACITY));
        self.additions.push(commitment);
    }

    /// @dev `commitment` must be a member without a queued removal.
    function queueRemoval(Group storage self, uint256 commitment) internal {
        self.removals.push(commitment);
        // Casts: counts and timestamps are far smaller.
        // forge-lint: disable-next-line(unsafe-typecast)
        self.queuedRemovals.push(uint96(block.timestamp), uint160(self.removals.length));
    }

    /// @dev Changes an addition that is pending; 0 withdraws it.
    function replaceAddition(Group storage self, uint256 place, uint256 commitment) internal {
        self.additions[place] = commitment;
    }

    /// @notice Applies up to `limit` entries of the queues, one path for each removal among them.
    function applyQueue(Group storage self, uint256 limit, uint256[][] calldata siblings) internal {
        (uint256 removals, uint256 additions) = pending(self);
        if (removals > limit) removals = limit;
        if (additions > limit - removals) additions = limit - removals;
        require(
            siblings.length == removals, IWatchDogLicense.InvalidSiblings(siblings.length, removals)
        );
        if (removals + additions == 0) return;

        if (removals != 0) _remove(self, siblings);
        if (additions != 0) _add(self, additions);

        uint256 root = self.tree.root();
        self.roots.push(block.timestamp, root);
        // Cast: a timestamp fits 64 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit IWatchDogLicense.RootRecorded(root, self.tree.size, uint64(block.timestamp));
    }

    function isPending(Group storage self, uint256 place) internal view returns (bool) {
        return place >= self.additionsApplied;
    }

    function pending(Group storage self)
        internal
        view
        returns (uint256 removals, uint256 additions)
    {
        removals = self.removals.length - self.removalsApplied;
        additions = self.additions.length - self.additionsApplied;
    }

    /// @notice Commitments to remove, in the order in which {applyQueue} will.
    function pendingRemovals(Group storage self)
        internal
        view
        returns (uint256[] memory commitments)
    {
        (uint256 count,) = pending(self);
        commitments = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            commitments[i] = self.removals[self.removalsApplied + i];
        }
    }

    /// @notice Root for `time`, which must have passed; 0 if the group was empty or a removal queued by
    /// then has not been applied yet.
    function rootAt(Group storage self, uint64 time) internal view returns (uint256 root) {
        uint256 due = self.queuedRemovals.upperLookupRecent(time);
        if (self.appliedRemovals.upperLookupRecent(time) == due) {
            return self.roots.upperLookupRecent(time);
        }
        return self.rootAfter[due];
    }

    function _remove(Group storage self, uint256[][] calldata siblings) private {
        uint256 applied = self.removalsApplied;
        for (uint256 i; i < siblings.length; ++i) {
            uint256 commitment = self.removals[applied];
            uint256 index = self.tree.indexOf(commitment);
            uint256 expected = _pathLength(self, index);
            require(
                siblings[i].length == expected,
                IWatchDogLicense.InvalidSiblings(siblings[i].length, expected)
            );
            uint256 root = self.tree.remove(commitment, siblings[i]);
            self.rootAfter[++applied] = root;
            emit IWatchDogLicense.MemberRemoved(index, commitment, root);
        }
        self.removalsApplied = applied;
        // Casts: counts and timestamps are far smaller.
        // forge-lint: disable-next-line(unsafe-typecast)
        self.appliedRemovals.push(uint96(block.timestamp), uint160(applied));
    }

    function _add(Group storage self, uint256 entries) private {
        uint256[] memory commitments = new uint256[](entries);
        uint256 count;
        for (uint256 i; i < entries; ++i) {
            uint256 commitment = self.additions[self.additionsApplied + i];
            if (commitment != 0) commitments[count++] = commitment;
        }
        self.additionsApplied += entries;
        if (count == 0) return;
        assembly ("memory-safe") {
            mstore(commitments, count)
        }

        uint256 first = self.tree.size;
        uint256 root = self.tree.insertMany(commitments);
        for (uint256 i; i < count; ++i) {
            emit IWatchDogLicense.MemberAdded(first + i, commitments[i], root);
        }
    }

    /// @dev A LeanIMT has no sibling where the tree ends on the left of a level's last node.
    function _pathLength(Group storage self, uint256 index) private view returns (uint256 length) {
        uint256 last = self.tree.size - 1;
        uint256 depth = self.tree.depth;
        for (uint256 level; level < depth; ++level) {
            if ((index >> level) & 1 == 1 || index >> level != last >> level) ++length;
        }
    }
}
