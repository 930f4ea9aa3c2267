// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SNARK_SCALAR_FIELD} from "@zk-kit/lean-imt.sol/Constants.sol";
import {WrongSiblingNodes} from "@zk-kit/lean-imt.sol/InternalLeanIMT.sol";
import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {IdentityGroup} from "../../../contracts/watchdog/IdentityGroup.sol";
import {IWatchDogLicense} from "../../../contracts/watchdog/IWatchDogLicense.sol";
import {LeanTree} from "../support/LeanTree.sol";
import {LicenseFixture} from "../support/LicenseFixture.sol";

/// @notice Licences, the identities behind them, and the queues that lead into the group.
contract WatchDogIdentitiesTest is LicenseFixture {
    address private alice;
    address private bob;

    function setUp() public {
        deployLicense(Profiles.development());
        alice = makeAccount("alice");
        bob = makeAccount("bob");
    }

    function test_issue_mintsConsecutiveLicenses(uint8 first, uint8 second) public {
        vm.assertEq(license.issue(alice, first), 1, "first");
        vm.assertEq(license.issue(bob, second), uint256(first) + 1, "second");
        vm.assertEq(license.balanceOf(alice), first, "alice");
        vm.assertEq(license.balanceOf(bob), second, "bob");
        vm.assertEq(license.issued(), uint256(first) + second, "issued");
    }

    function test_issue_reverts_whenCallerIsNotTheIssuer(address caller) public {
        // The contract believes its own calls to be a signer's.
        vm.assume(caller != address(this) && caller != address(license));
        expectError(abi.encodeWithSelector(IWatchDogLicense.NotIssuer.selector, caller));
        vm.prank(caller);
        license.issue(caller, 1);
    }

    function test_issue_reverts_whenSupplyIsExhausted(uint256 quantity) public {
        license.issue(alice, 1);
        quantity = bound(quantity, 100_000, type(uint256).max);
        expectError(abi.encodeWithSelector(IWatchDogLicense.SupplyExhausted.selector, 100_000));
        license.issue(alice, quantity);
    }

    function test_registerIdentity_queuesIt(uint256 commitment) public {
        commitment = bound(commitment, 1, SNARK_SCALAR_FIELD - 1);
        uint256 id = license.issue(alice, 1);
        vm.expectEmit(address(license));
        emit IWatchDogLicense.IdentityQueued(id, commitment);
        vm.prank(alice);
        license.registerIdentity(id, commitment);

        vm.assertEq(license.commitmentOf(id), commitment, "commitment");
        expectQueued(0, 1);
    }

    function test_registerIdentity_reverts_whenCommitmentIsNotInTheField(uint256 commitment)
        public
    {
        if (commitment != 0) {
            commitment = bound(commitment, SNARK_SCALAR_FIELD, type(uint256).max);
        }
        uint256 id = license.issue(alice, 1);
        expectError(abi.encodeWithSelector(IWatchDogLicense.InvalidCommitment.selector, commitment));
        vm.prank(alice);
        license.registerIdentity(id, commitment);
    }

    function test_registerIdentity_reverts_whenCommitmentWasEverUsed() public {
        uint256 other = license.issue(alice, 1);
        uint256 pending = issueWith(bob, 11);
        expectUsed(other, 11);
        transfer(pending, alice);
        expectUsed(other, 11);

        uint256 member = issueWith(bob, 12);
        applyAll(12);
        transfer(member, alice);
        applyAll(new uint256[](0));
        expectUsed(other, 12);
    }

    function test_registerIdentity_reverts_whenCallerIsNotTheHolder(address caller) public {
        vm.assume(caller != alice && caller != address(license));
        uint256 id = license.issue(alice, 1);
        expectError(abi.encodeWithSelector(IWatchDogLicense.NotLicenseHolder.selector, id, caller));
        vm.prank(caller);
        license.registerIdentity(id, 1);
    }

    function test_registerIdentity_reverts_whenLicenseDoesNotExist() public {
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 1));
        license.registerIdentity(1, 1);
    }

    /// @dev The queue cannot be filled by changing one's mind.
    function test_registerIdentity_takesThePendingOnesPlace() public {
        uint256 id = issueWith(alice, 11);
        vm.expectEmit(address(license));
        emit IWatchDogLicense.IdentityWithdrawn(id, 11);
        vm.prank(alice);
        license.registerIdentity(id, 12);
        expectQueued(0, 1);
        applyAll(12);
        vm.assertEq(license.commitmentOf(id), 12, "commitment");
        warpToFreeze(2);
        skip(1);
        vm.assertEq(rootOf(2), 12, "root");
    }

    function test_registerIdentity_queuesRemovalOfAMember() public {
        uint256 id = issueWith(alice, 11);
        applyAll(11);
        warpTo(1);
        vm.expectEmit(address(license));
        emit IWatchDogLicense.IdentityRemovalQueued(id, 11, GENESIS + profile.epochLength);
        vm.prank(alice);
        license.registerIdentity(id, 12);
        expectQueued(1, 1);
        vm.assertEq(license.pendingRemovals()[0], 11, "removal");
    }

    /// @dev Leaves are never used again, so each licence takes at most one an epoch.
    function test_registerIdentity_reverts_whenTheLicenseTookALeafInThisEpoch() public {
        uint256 id = issueWith(alice, 11);
        applyAll(11);
        bytes memory refusal = abi.encodeWithSelector(
            IWatchDogLicense.IdentityChangedInEpoch.selector, id, Epoch.wrap(0)
        );
        expectError(refusal);
        vm.prank(alice);
        license.registerIdentity(id, 12);

        transfer(id, bob);
        expectError(refusal);
        vm.prank(bob);
        license.registerIdentity(id, 12);

        warpTo(1);
        vm.prank(bob);
        license.registerIdentity(id, 12);
    }

    function test_registerIdentity_reverts_whenTheGroupIsFull() public {
        issueWith(alice, 11);
        uint256 id = license.issue(alice, 1);
        fillAdditions();
        expectError(abi.encodeWithSelector(IWatchDogLicense.GroupFull.selector, 1 << 20));
        vm.prank(alice);
        license.registerIdentity(id, 12);
    }

    function test_transfer_withdrawsAPendingIdentity() public {
        uint256 id = issueWith(alice, 11);
        vm.expectEmit(address(license));
        emit IWatchDogLicense.IdentityWithdrawn(id, 11);
        transfer(id, bob);
        vm.assertEq(license.commitmentOf(id), 0, "commitment");

        vm.prank(bob);
        license.registerIdentity(id, 12);
        expectQueued(0, 1);
        applyAll(12);
        vm.assertEq(license.commitmentOf(id), 12, "new holder's");
    }

    function test_transfer_queuesRemovalOfAMember_once() public {
        uint256 id = issueWith(alice, 11);
        applyAll(11);
        vm.expectEmit(address(license));
        emit IWatchDogLicense.IdentityRemovalQueued(id, 11, GENESIS);
        transfer(id, bob);
        transfer(id, alice);
        vm.assertEq(license.commitmentOf(id), 0, "commitment");
        expectQueued(1, 0);
    }

    function test_transfer_keepsTheIdentity_whenToTheHolder() public {
        uint256 id = issueWith(alice, 11);
        applyAll(11);
        transfer(id, alice);
        vm.assertEq(license.commitmentOf(id), 11, "commitment");
        expectQueued(0, 0);
    }

    function test_applyQueue_tellsOfMembersAndRoot() public {
        issueWith(alice, 11);
        uint256 gone = issueWith(alice, 12);
        issueWith(alice, 13);
        transfer(gone, bob);
        leaves = [11, 13];
        uint256 root = currentRoot();
        vm.expectEmit(address(license));
        emit IWatchDogLicense.MemberAdded(0, 11, root);
        vm.expectEmit(address(license));
        emit IWatchDogLicense.MemberAdded(1, 13, root);
        vm.expectEmit(address(license));
        emit IWatchDogLicense.RootRecorded(root, 2, GENESIS);
        license.applyQueue(3, new uint256[][](0));
        expectQueued(0, 0);

        transfer(1, bob);
        uint256[][] memory paths = new uint256[][](1);
        paths[0] = LeanTree.siblings(leaves, 0);
        leaves = [0, 13];
        root = currentRoot();
        vm.expectEmit(address(license));
        emit IWatchDogLicense.MemberRemoved(0, 11, root);
        vm.expectEmit(address(license));
        emit IWatchDogLicense.RootRecorded(root, 2, GENESIS);
        license.applyQueue(1, paths);
    }

    function test_applyQueue_worksOffInParts_removalsFirst(uint8 limit) public {
        limit = uint8(bound(limit, 1, 4));
        uint256 first = issueWith(alice, 11);
        uint256 second = issueWith(alice, 12);
        license.applyQueue(2, new uint256[][](0));
        leaves = [11, 12];
        transfer(second, bob);
        transfer(first, bob);
        issueWith(bob, 13);
        issueWith(bob, 14);

        uint256 removals = 2;
        uint256 additions = 2;
        while (removals + additions > 0) {
            uint256 removing = limit < removals ? limit : removals;
            uint256[] memory removed = new uint256[](removing);
            for (uint256 i; i < removing; ++i) {
                removed[i] = license.pendingRemovals()[i];
            }
            uint256 adding = limit - removing < additions ? limit - removing : additions;
            license.applyQueue(limit, pathsOf(removed));
            removals -= removing;
            additions -= adding;
            expectQueued(removals, additions);
        }
        leaves.push(13);
        leaves.push(14);
        warpTo(2);
        vm.assertEq(rootOf(2), currentRoot(), "root");
    }

    function test_applyQueue_doesNothing_whenNothingIsQueued(uint256 limit) public {
        vm.recordLogs();
        license.applyQueue(limit, new uint256[][](0));
        vm.assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_applyQueue_reverts_whenPathsAreNotOnePerRemoval(uint8 given) public {
        vm.assume(given != 1);
        uint256 id = issueWith(alice, 11);
        applyAll(11);
        transfer(id, bob);
        expectError(abi.encodeWithSelector(IWatchDogLicense.InvalidSiblings.selector, given, 1));
        license.applyQueue(5, new uint256[][](given));
    }

    function test_applyQueue_reverts_whenAPathHasAnotherLength(uint8 given) public {
        vm.assume(given != 1);
        uint256 id = issueWith(alice, 11);
        issueWith(alice, 12);
        license.applyQueue(2, new uint256[][](0));
        transfer(id, bob);
        uint256[][] memory paths = new uint256[][](1);
        paths[0] = new uint256[](given);
        expectError(abi.encodeWithSelector(IWatchDogLicense.InvalidSiblings.selector, given, 1));
        license.applyQueue(1, paths);
    }

    function test_applyQueue_reverts_whenAPathIsWrong(uint256 sibling) public {
        sibling = bound(sibling, 0, SNARK_SCALAR_FIELD - 1);
        vm.assume(sibling != 12);
        uint256 id = issueWith(alice, 11);
        issueWith(alice, 12);
        license.applyQueue(2, new uint256[][](0));
        transfer(id, bob);
        uint256[][] memory paths = new uint256[][](1);
        paths[0] = new uint256[](1);
        paths[0][0] = sibling;
        expectError(abi.encodeWithSelector(WrongSiblingNodes.selector));
        license.applyQueue(1, paths);
    }

    function expectUsed(uint256 id, uint256 commitment) private {
        expectError(abi.encodeWithSelector(IWatchDogLicense.CommitmentUsed.selector, commitment));
        vm.prank(alice);
        license.registerIdentity(id, commitment);
    }

    /// @dev Makes the queue's length its capacity: the slot that holds 1 after the first addition.
    function fillAdditions() private {
        uint256 slot = 0;
        while (
            uint256(vm.load(address(license), bytes32(slot))) != 1
                || uint256(vm.load(address(license), keccak256(abi.encode(slot)))) != 11
        ) ++slot;
        vm.store(address(license), bytes32(slot), bytes32(IdentityGroup.CAPACITY));
    }

    function expectQueued(uint256 expectedRemovals, uint256 expectedAdditions) private view {
        (uint256 removals, uint256 additions) = license.queued();
        vm.assertEq(removals, expectedRemovals, "removals");
        vm.assertEq(additions, expectedAdditions, "additions");
    }
}
