// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ISubnetLicense} from "../../../contracts/space/ISubnetLicense.sol";
import {SegmentId} from "../../../contracts/space/SegmentId.sol";
import {LAST_EXPIRY} from "../../../contracts/space/SegmentRecord.sol";
import {SpaceFixture} from "../support/SpaceFixture.sol";

contract SubnetGrantTest is SpaceFixture {
    function test_grant_makesATopSegment(address to, uint16 prefix, uint64 expiry) external {
        vm.assume(to != address(0));
        expiry = uint64(bound(expiry, START + 1, LAST_EXPIRY));
        uint256 id = (uint256(prefix) << 8) | 16;
        vm.expectEmit(address(segments));
        emit ISubnetLicense.SegmentGranted(SegmentId.wrap(id), to, expiry);
        vm.prank(governor);
        SegmentId made = segments.grant(to, prefix, expiry);

        vm.assertEq(SegmentId.unwrap(made), id, "id");
        vm.assertEq(segments.ownerOf(id), to, "holder");
        vm.assertEq(segments.balanceOf(to), 1, "balance");
        ISubnetLicense.Segment memory it = segments.segment(made);
        vm.assertEq(it.holder, to, "holder of the record");
        vm.assertEq(it.expiry, expiry, "expiry");
        vm.assertEq(it.since, START, "since");
        vm.assertEq(it.childBits, 0, "child bits");
        vm.assertEq(it.children, 0, "children");
        vm.assertTrue(it.emancipated, "emancipated");
        vm.assertTrue(segments.isLive(made), "live");
        vm.assertEq(SegmentId.unwrap(segments.parentOf(made)), 0, "parent");
    }

    function test_grant_reverts_whenCallerIsNotTheGovernor(address caller) external {
        vm.assume(caller != governor);
        expectError(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller));
        vm.prank(caller);
        segments.grant(alice, 1, END);
    }

    function test_grant_reverts_whenPrefixHasStrayBits(uint256 prefix) external {
        prefix = bound(prefix, 1 << 16, type(uint256).max);
        expectError(abi.encodeWithSelector(ISubnetLicense.StrayBits.selector, prefix, 16));
        vm.prank(governor);
        segments.grant(alice, prefix, END);
    }

    function test_grant_reverts_whenExpiryIsNotAhead_orTooFar(uint64 expiry) external {
        if (expiry > START && expiry <= LAST_EXPIRY) expiry += LAST;
        expectError(
            abi.encodeWithSelector(
                ISubnetLicense.InvalidSegmentExpiry.selector, expiry, LAST_EXPIRY
            )
        );
        vm.prank(governor);
        segments.grant(alice, 1, expiry);
    }

    function test_grant_reverts_forNobody() external {
        expectError(
            abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(0))
        );
        vm.prank(governor);
        segments.grant(address(0), 1, END);
    }

    function test_grant_reverts_overALiveOne(uint256 elapsed) external {
        SegmentId id = grantTop();
        skip(bound(elapsed, 0, END - START - 1));
        expectError(existing(id));
        vm.prank(governor);
        segments.grant(bob, TOP_PREFIX, END + 1);
    }

    function test_grant_replacesAnExpiredOne_andItsSubtreeIsDead(uint256 elapsed) external {
        (SegmentId parent, SegmentId child) = grantAndSplit(carol);
        skip(bound(elapsed, END - START, 10 * 365 days));
        vm.prank(governor);
        segments.grant(bob, TOP_PREFIX, LAST);

        vm.assertEq(segments.ownerOf(SegmentId.unwrap(parent)), bob, "new holder");
        vm.assertEq(segments.balanceOf(alice), 0, "former holder's balance");
        vm.assertEq(segments.balanceOf(bob), 1, "new holder's balance");
        vm.assertFalse(segments.isLive(child), "child");
        vm.assertEq(segments.segment(parent).children, 0, "children");
        vm.assertEq(SegmentId.unwrap(segments.parentOf(child)), 0, "child's parent");
        vm.assertEq(operatorOf(child.first()), bob, "operator");
        // The former child's token is nobody's but its holder's; anyone may clear it away.
        reclaim(bob, child);
        vm.assertEq(segments.segment(parent).children, 0, "children after");
        assertGone(child, "child after");
    }

    function test_governor_hasNoPowerOverLiveSegments() external {
        (SegmentId parent, SegmentId child) = grantAndSplit(bob);
        expectError(abi.encodeWithSelector(ISubnetLicense.StillEmancipated.selector, parent, END));
        reclaim(governor, parent);
        expectError(
            abi.encodeWithSelector(ISubnetLicense.NotParentHolder.selector, child, governor)
        );
        reclaim(governor, child);
    }

    function test_reclaim_burnsAnExpiredTopSegment_byTheGovernorOnly(address caller) external {
        vm.assume(caller != governor && caller != address(segments));
        SegmentId id = grantTop();
        vm.warp(END);
        expectError(abi.encodeWithSelector(ISubnetLicense.NotParentHolder.selector, id, caller));
        reclaim(caller, id);
        reclaim(governor, id);
        assertGone(id, "burned");
    }
}
