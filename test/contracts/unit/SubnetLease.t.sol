// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC4907} from "../../../contracts/space/IERC4907.sol";
import {ISubnetLicense} from "../../../contracts/space/ISubnetLicense.sol";
import {SegmentId} from "../../../contracts/space/SegmentId.sol";
import {SpaceFixture} from "../support/SpaceFixture.sol";

/// @notice ERC-4907 as segments have it: a lease that its tenant alone can end before its time.
contract SubnetLeaseTest is SpaceFixture {
    SegmentId internal id;
    uint256 internal token;

    function setUp() public override {
        super.setUp();
        id = grantTop();
        token = SegmentId.unwrap(id);
    }

    function test_setUser_makesTheTenantTheOperator(address tenant, uint64 expires, uint256 host)
        external
    {
        vm.assume(tenant != address(0));
        expires = uint64(bound(expires, START + 1, END));
        vm.expectEmit(address(segments));
        emit IERC4907.UpdateUser(token, tenant, expires);
        lease(id, tenant, expires);
        vm.assertEq(segments.userOf(token), tenant, "user");
        vm.assertEq(segments.userExpires(token), expires, "expires");
        vm.assertEq(operatorOf(addressIn(id, host)), tenant, "operator");

        vm.warp(expires - 1);
        vm.assertEq(segments.userOf(token), tenant, "last second");
        vm.warp(expires);
        vm.assertEq(segments.userOf(token), address(0), "over");
        vm.assertEq(segments.userExpires(token), expires, "expires stays");
        address operator = expires == END ? address(0) : alice;
        vm.assertEq(operatorOf(addressIn(id, host)), operator, "operator after");
    }

    function test_setUser_byAnApprovedOperator(address market, bool forAll) external {
        vm.assume(market != address(0) && market != alice && market != address(segments));
        vm.prank(alice);
        if (forAll) segments.setApprovalForAll(market, true);
        else segments.approve(market, token);
        vm.prank(market);
        segments.setUser(token, bob, END);
        vm.assertEq(segments.userOf(token), bob, "user");
    }

    function test_setUser_reverts_forAnyoneElse(address caller) external {
        vm.assume(caller != alice && caller != address(segments));
        expectError(
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, caller, token)
        );
        vm.prank(caller);
        segments.setUser(token, bob, END);
    }

    function test_setUser_reverts_whenExpiryIsPast_orBehindTheSegments(uint64 expires) external {
        if (expires > START && expires <= END) expires += END;
        expectError(
            abi.encodeWithSelector(ISubnetLicense.InvalidSegmentExpiry.selector, expires, END)
        );
        leaseBy(alice, id, bob, expires);
    }

    function test_setUser_reverts_whenSegmentIsExpired() external {
        vm.warp(END);
        expectError(abi.encodeWithSelector(ISubnetLicense.SegmentExpired.selector, id, END));
        leaseBy(alice, id, bob, END + 1);
    }

    function test_setUser_reverts_forWhatIsNoToken(uint256 other) external {
        vm.assume(other != token);
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, other));
        segments.setUser(other, bob, END);
    }

    function test_lease_isNotReplaced_withoutTheTenant(address caller, address user, uint64 expires)
        external
    {
        vm.assume(caller != bob && caller != address(segments));
        lease(id, bob, START + 100);
        expectError(
            abi.encodeWithSelector(ISubnetLicense.SegmentLeased.selector, id, bob, START + 100)
        );
        vm.prank(caller);
        segments.setUser(token, user, expires);
    }

    function test_lease_outlastsTransfers(address to) external {
        vm.assume(to != address(0) && to != bob);
        lease(id, bob, START + 100);
        uint64 tenancy = segments.find(id.first()).tenancy;
        transfer(id, to);
        vm.assertEq(segments.userOf(token), bob, "tenant");
        vm.assertEq(segments.find(id.first()).tenancy, tenancy, "same tenancy");
        expectError(
            abi.encodeWithSelector(ISubnetLicense.SegmentLeased.selector, id, bob, START + 100)
        );
        leaseBy(to, id, carol, END);
        vm.warp(START + 100);
        lease(id, carol, END);
        vm.assertEq(segments.userOf(token), carol, "next tenant");
    }

    function test_tenant_endsTheLease_andCannotHandItOn(uint64 expires, address other) external {
        vm.assume(other != address(0));
        lease(id, bob, START + 100);
        expectError(
            abi.encodeWithSelector(ISubnetLicense.SegmentLeased.selector, id, bob, START + 100)
        );
        vm.prank(bob);
        segments.setUser(token, other, START + 50);

        vm.expectEmit(address(segments));
        emit IERC4907.UpdateUser(token, address(0), 0);
        vm.prank(bob);
        segments.setUser(token, address(0), expires);
        vm.assertEq(segments.userOf(token), address(0), "user");
        vm.assertEq(segments.userExpires(token), 0, "expires");
        lease(id, carol, END);
        vm.assertEq(segments.userOf(token), carol, "next tenant");
    }

    function test_tenant_cannotSplit_sellOrReclaim(address tenant) external {
        vm.assume(tenant != alice && tenant != address(0) && tenant != address(segments));
        SegmentId child = split(id, 0, alice, END);
        lease(id, tenant, END);
        expectError(abi.encodeWithSelector(ISubnetLicense.NotSegmentHolder.selector, id, tenant));
        vm.prank(tenant);
        segments.subdivide(id, 24, CHILD_PREFIX + 1, 1, tenant, END);
        expectError(abi.encodeWithSelector(ISubnetLicense.NotParentHolder.selector, child, tenant));
        reclaim(tenant, child);
        expectError(
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, tenant, token)
        );
        vm.prank(tenant);
        segments.transferFrom(alice, tenant, token);
    }

    /// @dev Whatever changes the operator changes the tenancy, and no tenancy comes back.
    function test_tenancy_neverRepeats() external {
        uint64[8] memory seen;
        seen[0] = _tenancy();
        transfer(id, bob);
        seen[1] = _tenancy();
        transfer(id, alice);
        seen[2] = _tenancy();
        lease(id, alice, START + 10);
        seen[3] = _tenancy();
        vm.warp(START + 10);
        seen[4] = _tenancy();
        lease(id, alice, START + 20);
        seen[5] = _tenancy();
        vm.prank(alice);
        segments.setUser(token, address(0), 0);
        seen[6] = _tenancy();
        transfer(id, alice);
        seen[7] = _tenancy();
        for (uint256 i = 1; i < seen.length; ++i) {
            for (uint256 j = 0; j < i; ++j) {
                vm.assertNotEq(uint256(seen[i]), seen[j], "tenancy");
            }
        }
    }

    function _tenancy() internal view returns (uint64) {
        return segments.find(id.first()).tenancy;
    }
}
