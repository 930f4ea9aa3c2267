// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ISubnetLicense} from "../../../contracts/space/ISubnetLicense.sol";
import {SegmentId, SegmentIds} from "../../../contracts/space/SegmentId.sol";
import {SpaceFixture} from "../support/SpaceFixture.sol";

contract SubnetReclaimTest is SpaceFixture {
    function test_reclaim_mergesChildrenBack(uint256 count, uint256 kept) external {
        count = bound(count, 1, 64);
        kept = bound(kept, 0, count - 1);
        SegmentId parent = grantTop();
        vm.prank(alice);
        segments.subdivide(parent, 24, CHILD_PREFIX, count, alice, END);
        SegmentId[] memory ids = new SegmentId[](count - kept);
        for (uint256 i = 0; i < ids.length; ++i) {
            ids[i] = SegmentIds.make(CHILD_PREFIX + i, 24);
        }
        vm.prank(alice);
        segments.reclaim(ids);

        vm.assertEq(segments.segment(parent).children, kept, "children");
        vm.assertEq(segments.balanceOf(alice), kept + 1, "balance");
        vm.assertEq(segments.segment(ids[0]).expiry, START, "end");
        assertGone(ids[0], "merged");
    }

    function test_reclaim_mergesFromTheBottomUp() external {
        (, SegmentId child) = grantAndSplit(alice);
        vm.prank(alice);
        segments.subdivide(child, 32, CHILD_PREFIX << 8, 2, alice, END);
        expectError(abi.encodeWithSelector(ISubnetLicense.HasChildren.selector, child, 2));
        reclaim(alice, child);

        SegmentId[] memory ids = new SegmentId[](3);
        ids[0] = SegmentIds.make(CHILD_PREFIX << 8, 32);
        ids[1] = SegmentIds.make((CHILD_PREFIX << 8) + 1, 32);
        ids[2] = child;
        vm.prank(alice);
        segments.reclaim(ids);
        vm.assertEq(segments.balanceOf(alice), 1, "only the top segment");
    }

    function test_reclaim_reverts_whenChildIsEmancipatedByItsMint(uint256 elapsed) external {
        (, SegmentId child) = grantAndSplit(bob);
        skip(bound(elapsed, 0, END - START - 1));
        expectError(abi.encodeWithSelector(ISubnetLicense.StillEmancipated.selector, child, END));
        reclaim(alice, child);
    }

    function test_transfer_emancipates_whenToAnyoneButTheParentsHolder(address to) external {
        vm.assume(to != address(0) && to != alice);
        (, SegmentId child) = grantAndSplit(alice);
        vm.expectEmit(address(segments));
        emit ISubnetLicense.SegmentEmancipated(child);
        transfer(child, to);
        vm.assertTrue(segments.segment(child).emancipated, "emancipated");
        expectError(abi.encodeWithSelector(ISubnetLicense.StillEmancipated.selector, child, END));
        reclaim(alice, child);
    }

    function test_transfer_doesNotEmancipate_whenToTheParentsHolder() external {
        (SegmentId parent, SegmentId child) = grantAndSplit(alice);
        transfer(parent, bob);
        transfer(child, bob);
        vm.assertFalse(segments.segment(child).emancipated, "not emancipated");
        reclaim(bob, child);
        assertGone(child, "merged");
    }

    function test_reclaim_byTheParentsBuyer_whileTheSellerKeptTheChild() external {
        (SegmentId parent, SegmentId child) = grantAndSplit(alice);
        transfer(parent, bob);
        expectError(abi.encodeWithSelector(ISubnetLicense.NotParentHolder.selector, child, alice));
        reclaim(alice, child);
        reclaim(bob, child);
        vm.assertEq(segments.balanceOf(alice), 0, "seller");
        assertGone(child, "merged");
    }

    function test_reclaim_mergesAnEmancipatedChild_whenTheParentsHolderHasIt() external {
        (, SegmentId child) = grantAndSplit(bob);
        transfer(child, alice);
        vm.assertTrue(segments.segment(child).emancipated, "for ever");
        reclaim(alice, child);
        assertGone(child, "merged");
    }

    function test_reclaim_reverts_whenLeased(uint64 expires) external {
        (, SegmentId child) = grantAndSplit(alice);
        expires = uint64(bound(expires, START + 1, END));
        lease(child, bob, expires);
        expectError(
            abi.encodeWithSelector(ISubnetLicense.SegmentLeased.selector, child, bob, expires)
        );
        reclaim(alice, child);
        vm.warp(expires);
        reclaim(alice, child);
        assertGone(child, "merged after the lease");
    }

    function test_reclaim_reverts_forAnyoneElse(address caller, bool expired) external {
        vm.assume(caller != alice && caller != address(segments));
        SegmentId parent = grantTop();
        SegmentId child = split(parent, 7, caller == address(0) ? bob : caller, START + 5);
        if (expired) vm.warp(START + 5);
        expectError(abi.encodeWithSelector(ISubnetLicense.NotParentHolder.selector, child, caller));
        reclaim(caller, child);
    }

    function test_reclaim_reverts_forWhatIsNoToken(uint256 id) external {
        (SegmentId parent, SegmentId child) = grantAndSplit(alice);
        vm.assume(id != SegmentId.unwrap(parent) && id != SegmentId.unwrap(child));
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id));
        reclaim(alice, SegmentId.wrap(id));
    }

    function test_reclaim_burnsAnExpiredChild_withItsWholeSubtree(uint64 expiry) external {
        expiry = uint64(bound(expiry, START + 1, END - 1));
        SegmentId parent = grantTop();
        SegmentId child = split(parent, 0, bob, expiry);
        vm.prank(bob);
        segments.subdivide(child, 40, CHILD_PREFIX << 16, 256, carol, expiry);
        SegmentId grandchild = SegmentIds.make((CHILD_PREFIX << 16) + 9, 40);
        vm.warp(expiry);
        reclaim(alice, child);

        vm.assertEq(segments.segment(parent).children, 0, "children");
        vm.assertFalse(segments.isLive(grandchild), "grandchild");
        // A new segment in its place starts without children; the old ones stay dead.
        split(parent, 0, bob, END);
        vm.assertEq(segments.segment(child).children, 0, "children of the new one");
        vm.assertFalse(segments.isLive(grandchild), "grandchild, again");
        vm.assertEq(operatorOf(grandchild.first()), bob, "operator");
        reclaim(carol, grandchild);
        vm.assertEq(segments.segment(child).children, 0, "children after clearing");
        vm.assertEq(segments.balanceOf(carol), 255, "carol's");
    }

    /// @dev The expired segment in between is in nobody's way; what is below it belongs to nobody.
    function test_reclaim_clearsAGrandchild_whoseParentIsExpired(address anyone) external {
        vm.assume(anyone != address(segments));
        SegmentId parent = grantTop();
        SegmentId child = split(parent, 0, bob, START + 5);
        vm.prank(bob);
        segments.subdivide(child, 32, CHILD_PREFIX << 8, 1, carol, START + 5);
        vm.warp(START + 5);
        reclaim(anyone, SegmentIds.make(CHILD_PREFIX << 8, 32));
        vm.assertEq(segments.balanceOf(carol), 0, "carol's");
    }

    function test_reclaim_leavesNoApproval_forWhatComesBack() external {
        (SegmentId parent, SegmentId child) = grantAndSplit(alice);
        vm.prank(alice);
        segments.approve(carol, SegmentId.unwrap(child));
        reclaim(alice, child);
        split(parent, 0, bob, END);
        vm.assertEq(segments.getApproved(SegmentId.unwrap(child)), address(0), "approval");
    }
}
