// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISubnetLicense} from "../../../contracts/space/ISubnetLicense.sol";
import {SegmentId, SegmentIds} from "../../../contracts/space/SegmentId.sol";
import {SpaceFixture} from "../support/SpaceFixture.sol";

/// @notice Longest prefix match. The invariant suite compares it with a search through all segments.
contract SubnetLookupTest is SpaceFixture {
    SegmentId internal top;

    function setUp() public override {
        super.setUp();
        top = grantTop();
    }

    function test_find_reverts_whenTheVersionIsUnknown(bytes32 unicast) external {
        vm.assume(unicast[0] != 0x01);
        expectError(abi.encodeWithSelector(ISubnetLicense.UnknownVersion.selector, unicast));
        segments.find(unicast);
    }

    function test_find_isEmpty_outsideOfEverySegment(bytes32 unicast) external view {
        unicast = (unicast >> 8) | bytes32(uint256(1) << 248);
        vm.assume((uint256(unicast) << 8) >> 240 != TOP_PREFIX);
        _assertEmpty(unicast);
    }

    function test_find_isEmpty_whenAllIsExpired(uint256 host) external {
        split(top, 0, bob, END);
        vm.warp(END);
        _assertEmpty(addressIn(top, host));
    }

    function test_find_namesTheChild_insideIt_andTheParentBesideIt(uint256 index, uint256 host)
        external
    {
        SegmentId child = split(top, bound(index, 0, 255), bob, END - 1);
        ISubnetLicense.Match memory found = segments.find(addressIn(child, host));
        vm.assertEq(SegmentId.unwrap(found.segment), SegmentId.unwrap(child), "inside");
        vm.assertEq(found.operator, bob, "operator");
        vm.assertEq(found.expiry, END - 1, "expiry");

        bytes32 beside = addressIn(SegmentIds.make(child.prefix() ^ 1, CHILD_BITS), host);
        found = segments.find(beside);
        vm.assertEq(SegmentId.unwrap(found.segment), SegmentId.unwrap(top), "beside");
        vm.assertEq(found.operator, alice, "operator beside");
        vm.assertEq(found.expiry, END, "expiry beside");
    }

    function test_find_returnsToTheParent_whenAChildIsOver(uint64 expiry, bool merged) external {
        expiry = uint64(bound(expiry, START + 1, END - 2));
        SegmentId child = split(top, 5, alice, expiry);
        vm.warp(merged ? expiry - 1 : expiry);
        if (merged) reclaim(alice, child);
        ISubnetLicense.Match memory found = segments.find(child.first());
        vm.assertEq(SegmentId.unwrap(found.segment), SegmentId.unwrap(top), "segment");
        vm.assertEq(found.since, merged ? expiry - 1 : expiry, "since the child's end");
        SegmentId other = SegmentIds.make(child.prefix() + 1, CHILD_BITS);
        vm.assertEq(segments.find(other.first()).since, START, "elsewhere as before");
    }

    function test_find_knowsWhenTheChildrenChangedTheirLength() external {
        reclaim(alice, split(top, 5, alice, END));
        skip(10);
        vm.prank(alice);
        segments.subdivide(top, 32, CHILD_PREFIX << 8, 1, bob, END);
        vm.assertEq(segments.find(addressIn(top, type(uint256).max)).since, START + 10, "since");
    }

    function test_find_walksToTheDeepestLevel() external {
        SegmentId parent = top;
        for (uint8 bits = 17; bits <= 120; ++bits) {
            vm.prank(alice);
            segments.subdivide(parent, bits, parent.prefix() << 1, 1, alice, END);
            parent = SegmentIds.make(parent.prefix() << 1, bits);
        }
        uint256 before = gasleft();
        ISubnetLicense.Match memory found = segments.find(parent.first());
        vm.assertLt(before - gasleft(), 500_000, "104 levels");
        vm.assertEq(found.segment.bits(), 120, "bits");
    }

    function test_parentOf_isEmpty_forWhatIsNoLiveChild() external {
        SegmentId child = split(top, 0, alice, START + 10);
        vm.assertEq(SegmentId.unwrap(segments.parentOf(top)), 0, "top");
        vm.assertEq(SegmentId.unwrap(segments.parentOf(SegmentId.wrap(0))), 0, "nothing");
        vm.warp(START + 10);
        vm.assertEq(SegmentId.unwrap(segments.parentOf(child)), SegmentId.unwrap(top), "expired");
        reclaim(alice, child);
        vm.assertEq(SegmentId.unwrap(segments.parentOf(child)), 0, "burned");
        SegmentId other = SegmentIds.make(CHILD_PREFIX << 8, 32);
        vm.assertEq(SegmentId.unwrap(segments.parentOf(other)), 0, "another length");
    }

    function _assertEmpty(bytes32 unicast) internal view {
        ISubnetLicense.Match memory found = segments.find(unicast);
        vm.assertEq(SegmentId.unwrap(found.segment), 0, "segment");
        vm.assertEq(found.operator, address(0), "operator");
        vm.assertEq(uint256(found.expiry) + found.tenancy + found.since, 0, "the rest");
    }
}
