// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SegmentId, SegmentIds} from "../../../contracts/space/SegmentId.sol";
import {SpaceFixture} from "../support/SpaceFixture.sol";

/// @notice A binding lives as long as the tenancy that it was made under, and never comes back.
contract AddressBookTenancyTest is SpaceFixture {
    SegmentId internal top;
    bytes32 internal unicast;

    function setUp() public override {
        super.setUp();
        top = grantTop();
        unicast = addressIn(SegmentIds.make(CHILD_PREFIX, CHILD_BITS), 7);
    }

    function test_binding_ends_withATransfer_thereAndBack(bool back) external {
        _bindAndCheck();
        transfer(top, bob);
        _assertEnded();
        if (back) transfer(top, alice);
        _assertEnded();
    }

    function test_binding_outlives_aTransferUnderALease() external {
        lease(top, bob, END - 10);
        _bindAndCheck();
        transfer(top, carol);
        vm.assertEq(book.walletAt(unicast), wallet, "the tenant's");
        vm.warp(END - 10);
        _assertEnded();
    }

    function test_binding_ends_withTheLease(uint64 expires, bool byTenant) external {
        expires = uint64(bound(expires, START + 2, END));
        lease(top, bob, expires);
        _bindAndCheck();
        if (byTenant) {
            vm.prank(bob);
            segments.setUser(SegmentId.unwrap(top), address(0), 0);
        } else {
            vm.warp(expires - 1);
            vm.assertEq(book.walletAt(unicast), wallet, "last second");
            vm.warp(expires);
        }
        _assertEnded();
        // The same tenant again: another tenancy.
        if (expires < END) {
            lease(top, bob, END);
            _assertEnded();
        }
    }

    function test_binding_ofTheHolder_ends_withALease() external {
        _bindAndCheck();
        lease(top, bob, START + 10);
        _assertEnded();
        vm.warp(START + 10);
        _assertEnded();
    }

    function test_binding_ofATenant_endsWithTheLease_evenIfTheTenantBoughtTheToken() external {
        lease(top, bob, START + 10);
        _bindAndCheck();
        transfer(top, bob);
        vm.assertEq(book.walletAt(unicast), wallet, "same tenancy");
        vm.warp(START + 10);
        _assertEnded();
    }

    function test_binding_ends_withTheSegment(bool replaced) external {
        _bindAndCheck();
        vm.warp(END);
        _assertEnded();
        if (!replaced) return;
        vm.prank(governor);
        segments.grant(alice, TOP_PREFIX, END + 100);
        _assertEnded();
    }

    function test_binding_survivesExtension() external {
        _bindAndCheck();
        vm.prank(governor);
        segments.extend(top, END + 100);
        vm.warp(END + 50);
        vm.assertEq(book.walletAt(unicast), wallet, "extended");
    }

    function test_binding_ends_whenAChildComesAroundIt_forEver(uint256 how) external {
        _bindAndCheck();
        bytes32 beside = addressIn(top, type(uint256).max);
        (address other, uint256 otherKey) = makeKey("other");
        bindNow(beside, other, otherKey);
        skip(1);
        SegmentId child = split(top, 0, alice, START + 10);
        _assertEnded();
        how = how % 3;
        if (how == 0) {
            vm.warp(START + 10);
        } else {
            skip(1);
            reclaim(alice, child);
        }
        _assertEnded();
        vm.assertEq(book.walletAt(beside), other, "beside");
        if (how == 2) {
            // Children of another length leave no trace of the earlier ones but the time of the change.
            vm.prank(alice);
            segments.subdivide(top, 40, (CHILD_PREFIX << 16) + 0xffff, 1, alice, END);
            _assertEnded();
        }
    }

    function test_binding_ends_withAMerge_evenWithinOneSecond() external {
        SegmentId child = split(top, 0, alice, END);
        _bindAndCheck();
        reclaim(alice, child);
        _assertEnded();
        split(top, 0, bob, END);
        _assertEnded();
    }

    function test_binding_ofALeftover_doesNotReturnWithTheNextSegment() external {
        SegmentId child = split(top, 0, bob, START + 10);
        _bindAndCheck();
        vm.warp(START + 10);
        split(top, 0, bob, END);
        _assertEnded();
        vm.assertEq(segments.ownerOf(SegmentId.unwrap(child)), bob, "same holder again");
    }

    function test_bind_again_afterTheEnd() external {
        _bindAndCheck();
        transfer(top, bob);
        bindNow(unicast, wallet, walletKey);
        vm.assertEq(book.walletAt(unicast), wallet, "the next operator's");
    }

    function _bindAndCheck() internal {
        bindNow(unicast, wallet, walletKey);
        vm.assertEq(book.walletAt(unicast), wallet, "bound");
        vm.assertEq(book.addressOf(wallet), unicast, "found");
    }

    function _assertEnded() internal view {
        vm.assertEq(book.walletAt(unicast), address(0), "ended");
        vm.assertEq(book.addressOf(wallet), bytes32(0), "not found");
    }
}
