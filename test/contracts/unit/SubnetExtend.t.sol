// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ISubnetLicense} from "../../../contracts/space/ISubnetLicense.sol";
import {SegmentId} from "../../../contracts/space/SegmentId.sol";
import {LAST_EXPIRY} from "../../../contracts/space/SegmentRecord.sol";
import {SpaceFixture} from "../support/SpaceFixture.sol";

contract SubnetExtendTest is SpaceFixture {
    SegmentId internal top;
    SegmentId internal child;

    function setUp() public override {
        super.setUp();
        top = grantTop();
        child = split(top, 1, bob, START + 10);
    }

    function test_extend_byTheParentsHolder_upToTheParentsExpiry(uint64 expiry) external {
        expiry = uint64(bound(expiry, START + 11, END));
        vm.expectEmit(address(segments));
        emit ISubnetLicense.SegmentExtended(child, START + 10, expiry);
        vm.expectEmit(address(segments));
        emit IERC4906.MetadataUpdate(SegmentId.unwrap(child));
        vm.prank(alice);
        segments.extend(child, expiry);
        vm.assertEq(segments.segment(child).expiry, expiry, "expiry");
        vm.assertEq(segments.ownerOf(SegmentId.unwrap(child)), bob, "holder");
        vm.assertEq(segments.segment(top).children, 1, "parent's children");
    }

    function test_extend_ofATopSegment_byTheGovernor(uint64 expiry) external {
        expiry = uint64(bound(expiry, END + 1, LAST_EXPIRY));
        vm.prank(governor);
        segments.extend(top, expiry);
        vm.assertEq(segments.segment(top).expiry, expiry, "expiry");
    }

    function test_extend_reverts_whenNotLater_orBehindTheParents(uint64 expiry) external {
        if (expiry > START + 10 && expiry <= END) expiry += END;
        expectError(
            abi.encodeWithSelector(ISubnetLicense.InvalidSegmentExpiry.selector, expiry, END)
        );
        vm.prank(alice);
        segments.extend(child, expiry);

        if (expiry > END && expiry <= LAST_EXPIRY) expiry += LAST;
        expectError(
            abi.encodeWithSelector(
                ISubnetLicense.InvalidSegmentExpiry.selector, expiry, LAST_EXPIRY
            )
        );
        vm.prank(governor);
        segments.extend(top, expiry);
    }

    function test_extend_reverts_forAnyoneElse(address caller) external {
        vm.assume(caller != alice && caller != governor && caller != address(segments));
        expectError(abi.encodeWithSelector(ISubnetLicense.NotParentHolder.selector, child, caller));
        vm.prank(caller);
        segments.extend(child, END);
        expectError(abi.encodeWithSelector(ISubnetLicense.NotParentHolder.selector, top, caller));
        vm.prank(caller);
        segments.extend(top, END + 1);
    }

    /// @dev Else whole dead subtrees could come back.
    function test_extend_reverts_whenExpired(uint256 elapsed) external {
        skip(bound(elapsed, 10, END - START - 1));
        expectError(
            abi.encodeWithSelector(ISubnetLicense.SegmentExpired.selector, child, START + 10)
        );
        vm.prank(alice);
        segments.extend(child, END);
    }

    function test_extend_reverts_forWhatIsNoToken(uint256 id) external {
        vm.assume(id != SegmentId.unwrap(top) && id != SegmentId.unwrap(child));
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id));
        vm.prank(alice);
        segments.extend(SegmentId.wrap(id), END);
    }
}
