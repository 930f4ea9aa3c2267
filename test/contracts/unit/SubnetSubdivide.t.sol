// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ISubnetLicense} from "../../../contracts/space/ISubnetLicense.sol";
import {SegmentId, SegmentIds} from "../../../contracts/space/SegmentId.sol";
import {SpaceFixture} from "../support/SpaceFixture.sol";

contract SubnetSubdivideTest is SpaceFixture {
    SegmentId internal top;

    function setUp() public override {
        super.setUp();
        top = grantTop();
    }

    function test_subdivide_makesConsecutiveChildren(
        uint256 bits,
        uint256 first,
        uint256 count,
        bool forHolder,
        uint64 expiry
    ) external {
        bits = bound(bits, 17, 120);
        uint256 room = 2 ** (bits - 16);
        count = bound(count, 1, room < 256 ? room : 256);
        first = (TOP_PREFIX << (bits - 16)) + bound(first, 0, room - count);
        expiry = uint64(bound(expiry, START + 1, END));
        address to = forHolder ? alice : bob;

        vm.expectEmit(address(segments));
        // Casts: bounded above.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit ISubnetLicense.SegmentSubdivided(top, to, first, uint16(count), uint8(bits), expiry);
        vm.prank(alice);
        // forge-lint: disable-next-line(unsafe-typecast)
        segments.subdivide(top, uint8(bits), first, count, to, expiry);

        vm.assertEq(segments.balanceOf(to), count + (forHolder ? 1 : 0), "balance");
        ISubnetLicense.Segment memory parent = segments.segment(top);
        vm.assertEq(parent.childBits, bits, "length");
        vm.assertEq(parent.children, count, "children");
        for (uint256 i = 0; i < count; i += 17) {
            SegmentId id = SegmentIds.make(first + i, bits);
            ISubnetLicense.Segment memory child = segments.segment(id);
            vm.assertEq(child.holder, to, "holder");
            vm.assertEq(child.expiry, expiry, "expiry");
            vm.assertTrue(child.emancipated != forHolder, "emancipated iff for another");
            vm.assertEq(SegmentId.unwrap(segments.parentOf(id)), SegmentId.unwrap(top), "parent");
        }
    }

    function test_subdivide_nests(uint256 seed) external {
        SegmentId parent = top;
        uint64 expiry = END;
        for (uint256 bits = 17; bits <= 120; bits += bound(seed >> bits, 1, 40)) {
            uint256 index = seed % 2 ** (bits - parent.bits());
            uint256 prefix = (parent.prefix() << (bits - parent.bits())) | index;
            vm.prank(alice);
            // forge-lint: disable-next-line(unsafe-typecast)
            segments.subdivide(parent, uint8(bits), prefix, 1, alice, --expiry);
            SegmentId child = SegmentIds.make(prefix, bits);
            vm.assertEq(SegmentId.unwrap(segments.parentOf(child)), SegmentId.unwrap(parent), "up");
            parent = child;
        }
        ISubnetLicense.Match memory found = segments.find(addressIn(parent, seed));
        vm.assertEq(SegmentId.unwrap(found.segment), SegmentId.unwrap(parent), "longest");
        vm.assertEq(found.expiry, expiry, "expiry");
    }

    function test_subdivide_reverts_whenCallerIsNotTheHolder(address caller) external {
        vm.assume(caller != alice && caller != address(0) && caller != address(segments));
        // Not even an approved operator: splitting is not in a market's business.
        vm.prank(alice);
        segments.setApprovalForAll(caller, true);
        expectError(abi.encodeWithSelector(ISubnetLicense.NotSegmentHolder.selector, top, caller));
        _subdivide(caller, 24, CHILD_PREFIX, 1);
    }

    function test_subdivide_reverts_whenParentDoesNotExist(uint256 parent) external {
        vm.assume(parent != SegmentId.unwrap(top));
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, parent));
        vm.prank(alice);
        segments.subdivide(SegmentId.wrap(parent), 24, CHILD_PREFIX, 1, alice, END);
    }

    function test_subdivide_reverts_whenParentIsExpired() external {
        vm.warp(END);
        expectError(abi.encodeWithSelector(ISubnetLicense.SegmentExpired.selector, top, END));
        vm.prank(alice);
        segments.subdivide(top, 24, CHILD_PREFIX, 1, alice, END + 1);
    }

    function test_subdivide_reverts_whenParentIsLeased(uint64 expires) external {
        expires = uint64(bound(expires, START + 1, END));
        lease(top, bob, expires);
        expectError(
            abi.encodeWithSelector(ISubnetLicense.SegmentLeased.selector, top, bob, expires)
        );
        _subdivide(alice, 24, CHILD_PREFIX, 1);
    }

    function test_subdivide_reverts_whenBitsAreOutOfRange(uint8 bits) external {
        if (bits > 16 && bits <= 120) bits += 120;
        expectError(abi.encodeWithSelector(ISubnetLicense.InvalidBits.selector, bits, 16));
        _subdivide(alice, bits, 0, 1);
    }

    function test_subdivide_reverts_whenCountIsOutOfRange(uint256 count) external {
        if (count <= 256) count = 0;
        expectError(abi.encodeWithSelector(ISubnetLicense.InvalidCount.selector, count));
        _subdivide(alice, 24, CHILD_PREFIX, count);
    }

    function test_subdivide_reverts_whenPrefixHasStrayBits(uint256 prefix) external {
        prefix = bound(prefix, 1 << 24, type(uint256).max);
        expectError(abi.encodeWithSelector(ISubnetLicense.StrayBits.selector, prefix, 24));
        _subdivide(alice, 24, prefix, 1);
    }

    function test_subdivide_reverts_whenAnyChildLiesOutside(uint256 first, uint256 count) external {
        first = bound(first, 0, (1 << 24) - 1);
        count = bound(count, 1, 256);
        bool inside = first >= CHILD_PREFIX && first + count <= CHILD_PREFIX + 256;
        if (inside) first += 256;
        expectError(
            abi.encodeWithSelector(ISubnetLicense.OutsideParent.selector, top, first, count)
        );
        _subdivide(alice, 24, first, count);
    }

    function test_subdivide_reverts_whenExpiryOutlivesTheParent_orIsPast(uint64 expiry) external {
        if (expiry > START && expiry <= END) expiry += END;
        expectError(
            abi.encodeWithSelector(ISubnetLicense.InvalidSegmentExpiry.selector, expiry, END)
        );
        vm.prank(alice);
        segments.subdivide(top, 24, CHILD_PREFIX, 1, alice, expiry);
    }

    function test_subdivide_reverts_forNobody() external {
        expectError(
            abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(0))
        );
        vm.prank(alice);
        segments.subdivide(top, 24, CHILD_PREFIX, 1, address(0), END);
    }

    function test_subdivide_reverts_overALiveChild(uint256 existingIndex, uint256 count) external {
        count = bound(count, 1, 256);
        SegmentId child = split(top, bound(existingIndex, 0, count - 1), bob, END - 1);
        expectError(existing(child));
        _subdivide(alice, 24, CHILD_PREFIX, count);
    }

    function test_subdivide_reverts_withAnotherLength_whileThereIsAChild(uint8 bits) external {
        bits = uint8(bound(bits, 17, 120));
        vm.assume(bits != 24);
        split(top, 3, bob, START + 10);
        // Also when the child is expired, until somebody clears it away.
        vm.warp(START + 10);
        expectError(abi.encodeWithSelector(ISubnetLicense.ChildLengthFixed.selector, top, 24));
        _subdivide(alice, bits, TOP_PREFIX << (bits - 16), 1);
    }

    function test_subdivide_takesAnotherLength_whenNoChildIsLeft(uint8 bits) external {
        bits = uint8(bound(bits, 17, 120));
        reclaim(alice, split(top, 3, alice, END));
        _subdivide(alice, bits, TOP_PREFIX << (bits - 16), 1);
        vm.assertEq(segments.segment(top).childBits, bits, "length");
        vm.assertEq(segments.segment(top).children, 1, "children");
    }

    function test_subdivide_replacesExpiredChildren(uint256 index, uint256 count) external {
        index = bound(index, 0, 255);
        count = bound(count, 1, 256);
        SegmentId child = split(top, index, bob, START + 10);
        vm.warp(START + 10);
        _subdivide(alice, 24, CHILD_PREFIX, count);
        bool replaced = index < count;
        vm.assertEq(segments.segment(top).children, replaced ? count : count + 1, "children");
        vm.assertEq(segments.balanceOf(bob), replaced ? 0 : 1, "former holder");
        vm.assertEq(segments.ownerOf(SegmentId.unwrap(child)), replaced ? alice : bob, "holder");
        vm.assertEq(segments.isLive(child), replaced, "live");
    }

    /// @dev Tokens left over from children of an earlier segment here count for nobody.
    function test_subdivide_replacesLeftovers_withoutCountingThem(uint256 index) external {
        SegmentId child = split(top, bound(index, 0, 255), bob, END);
        vm.warp(END);
        vm.prank(governor);
        segments.grant(carol, TOP_PREFIX, END + 100);
        vm.prank(carol);
        segments.subdivide(top, 24, CHILD_PREFIX, 256, carol, END + 100);
        vm.assertEq(segments.segment(top).children, 256, "children");
        vm.assertEq(segments.balanceOf(bob), 0, "former holder");
        vm.assertEq(segments.ownerOf(SegmentId.unwrap(child)), carol, "holder");
    }

    function test_subdivide_reverts_beyondTheMostChildren() external {
        // The counter stands in bits 228 to 247 of the record.
        bytes32 slot = keccak256(abi.encode(SegmentId.unwrap(top), _recordsSlot()));
        uint256 word = uint256(vm.load(address(segments), slot));
        uint256 full = ((1 << 20) - 2) << 228;
        vm.store(address(segments), slot, bytes32(word | full | (24 << 248)));
        vm.assertEq(segments.segment(top).children, (1 << 20) - 2, "before");
        _subdivide(alice, 24, CHILD_PREFIX, 1);
        expectError(
            abi.encodeWithSelector(ISubnetLicense.TooManyChildren.selector, top, (1 << 20) - 1)
        );
        _subdivide(alice, 24, CHILD_PREFIX + 1, 1);
    }

    function _subdivide(address caller, uint8 bits, uint256 first, uint256 count) internal {
        vm.prank(caller);
        segments.subdivide(top, bits, first, count, caller, END);
    }

    function _recordsSlot() internal view returns (uint256 slot) {
        while (
            vm.load(address(segments), keccak256(abi.encode(SegmentId.unwrap(top), slot))) == 0
        ) {
            ++slot;
        }
    }
}
