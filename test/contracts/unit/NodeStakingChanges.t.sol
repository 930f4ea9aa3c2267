// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {StakingFixture} from "../support/StakingFixture.sol";

/// @notice What an operator does to its node after registering. Starts in epoch 10.
contract NodeStakingChangesTest is StakingFixture {
    INodeStaking.Role private constant EDGE = INodeStaking.Role.Edge;
    INodeStaking.Role private constant GUARDIAN = INodeStaking.Role.Guardian;

    address private edge;
    address private guardian;

    function setUp() public {
        deployStaking(Profiles.network());
        edge = makeAccount("edge");
        guardian = makeAccount("guardian");
        join(edge, EDGE, 10_000 ether, "edge");
        join(guardian, GUARDIAN, 100_000 ether, "guardian");
        fund(edge, 1_000_000 ether);
        fund(guardian, 1_000_000 ether);
        warpTo(10);
    }

    function test_addBond_countsFromNextEpoch_whenEdge(uint96 amount) public {
        amount = uint96(bound(amount, 1, 1_000_000 ether));
        vm.expectEmit(address(staking));
        emit INodeStaking.BondChanged(edge, 10_000 ether, 10_000 ether + amount, Epoch.wrap(11));
        vm.prank(edge);
        staking.addBond(amount);

        vm.assertEq(staking.stakeAt(edge, Epoch.wrap(10)), 10_000 ether, "before");
        vm.assertEq(staking.stakeAt(edge, Epoch.wrap(11)), 10_000 ether + amount, "after");
        vm.assertEq(staking.node(edge).bond, 10_000 ether + amount, "bond");
        vm.assertEq(staking.totalBonded(), token.balanceOf(address(staking)), "bonded");
    }

    function test_addBond_countsAfterDelay_whenGuardian(uint96 amount) public {
        amount = uint96(bound(amount, 1, 1_000_000 ether));
        bytes32 before = staking.guardianSetHash(Epoch.wrap(10));
        vm.prank(guardian);
        staking.addBond(amount);

        vm.assertEq(staking.stakeAt(guardian, Epoch.wrap(11)), 100_000 ether, "before");
        vm.assertEq(staking.stakeAt(guardian, Epoch.wrap(12)), 100_000 ether + amount, "after");
        vm.assertEq(staking.guardianSetHash(Epoch.wrap(11)), before, "hash before");
        vm.assertEq(
            staking.guardianSetHash(Epoch.wrap(12)),
            keccak256(abi.encodePacked(signerOf("guardian"), 100_000 ether + amount)),
            "hash after"
        );
    }

    function test_addBond_reverts_whenAmountIsZero() public {
        expectError(abi.encodeWithSelector(INodeStaking.BondTooSmall.selector, 0, 1));
        vm.prank(edge);
        staking.addBond(0);
    }

    function test_addBond_reverts_whenLeavingOrUnknown() public {
        leave(edge);
        expectNotRegistered(edge);
        staking.addBond(1);
        expectNotRegistered(address(this));
        staking.addBond(1);
    }

    function test_rotateKeys_actsFromNextEpoch_whenEdge(bytes32 seed) public {
        vm.assume(seed != "guardian" && seed != "edge");
        bytes memory consent = consentOf(edge, EDGE, seed);
        vm.expectEmit(address(staking));
        emit INodeStaking.KeysRotated(
            edge,
            peerIdOf(seed),
            signerOf(seed),
            Epoch.wrap(11),
            1,
            type(uint256).max,
            PEER_SIGNATURE
        );
        vm.prank(edge);
        staking.rotateKeys(
            peerIdOf(seed), signerOf(seed), type(uint256).max, consent, PEER_SIGNATURE
        );

        vm.assertEq(staking.signerAt(edge, Epoch.wrap(10)), signerOf("edge"), "before");
        vm.assertEq(staking.signerAt(edge, Epoch.wrap(11)), signerOf(seed), "after");
        vm.assertEq(staking.node(edge).peerId, peerIdOf(seed), "peerId");
    }

    function test_rotateKeys_actsAfterDelay_whenGuardian() public {
        rotate(guardian, GUARDIAN, "new");
        vm.assertEq(staking.signerAt(guardian, Epoch.wrap(11)), signerOf("guardian"), "before");
        vm.assertEq(staking.signerAt(guardian, Epoch.wrap(12)), signerOf("new"), "after");
        (,, uint96[] memory stakes) = staking.guardianSet(Epoch.wrap(12));
        vm.assertEq(
            staking.guardianSetHash(Epoch.wrap(12)),
            keccak256(abi.encodePacked(signerOf("new"), stakes[0])),
            "hash"
        );
    }

    function test_rotateKeys_keepsLastKeys_whenRotatedTwiceInOneEpoch() public {
        rotate(edge, EDGE, "second");
        rotate(edge, EDGE, "third");
        vm.assertEq(staking.signerAt(edge, Epoch.wrap(10)), signerOf("edge"), "before");
        vm.assertEq(staking.signerAt(edge, Epoch.wrap(11)), signerOf("third"), "after");
    }

    function test_rotateKeys_mayReturnToOwnKeys() public {
        rotate(edge, EDGE, "second");
        rotate(edge, EDGE, "edge");
        vm.assertEq(staking.signerAt(edge, Epoch.wrap(11)), signerOf("edge"));
    }

    function test_rotateKeys_reverts_whenKeyIsAnothers() public {
        bytes memory consent = consentOf(edge, EDGE, "guardian");
        expectError(abi.encodeWithSelector(INodeStaking.KeyInUse.selector, peerIdOf("guardian")));
        vm.prank(edge);
        staking.rotateKeys(
            peerIdOf("guardian"), signerOf("guardian"), type(uint256).max, consent, PEER_SIGNATURE
        );
    }

    function test_rotateKeys_reverts_whenLeaving() public {
        bytes memory consent = consentOf(edge, EDGE, "new");
        leave(edge);
        expectNotRegistered(edge);
        staking.rotateKeys(
            peerIdOf("new"), signerOf("new"), type(uint256).max, consent, PEER_SIGNATURE
        );
    }

    function test_setMultiaddrs_replacesTheList(bytes[] memory first, bytes[] memory second)
        public
    {
        bytes[] memory given = bounded(first);
        vm.prank(edge);
        staking.setMultiaddrs(given);
        given = bounded(second);
        vm.expectEmit(address(staking));
        emit INodeStaking.MultiaddrsChanged(edge, given);
        vm.prank(edge);
        staking.setMultiaddrs(given);
        vm.assertEq(abi.encode(staking.multiaddrsOf(edge)), abi.encode(given));
    }

    function test_setMultiaddrs_isAllowed_whenLeaving() public {
        leave(edge);
        vm.prank(edge);
        staking.setMultiaddrs(listOf(1, 1));
    }

    function test_setMultiaddrs_reverts_whenCountOrLengthIsOutOfBounds(uint8 count) public {
        vm.assume(count == 0 || count > 8);
        expectInvalidMultiaddrs(listOf(count, 1));
        expectInvalidMultiaddrs(listOf(8, 0));
        expectInvalidMultiaddrs(listOf(8, 129));
        vm.prank(edge);
        staking.setMultiaddrs(listOf(8, 128));
    }

    function test_setMultiaddrs_reverts_whenUnknown() public {
        expectNotRegistered(address(this));
        staking.setMultiaddrs(listOf(1, 1));
    }

    function test_leave_actsFromNextEpoch_whenEdge() public {
        uint64 withdrawableAt = uint64(block.timestamp) + profile.unbonding;
        vm.expectEmit(address(staking));
        emit INodeStaking.NodeLeft(edge, EDGE, Epoch.wrap(11), withdrawableAt);
        leave(edge);

        vm.assertEq(staking.activeCount(EDGE, Epoch.wrap(10)), 1, "before");
        vm.assertEq(staking.signerAt(edge, Epoch.wrap(10)), signerOf("edge"), "signer before");
        vm.assertEq(staking.activeCount(EDGE, Epoch.wrap(11)), 0, "after");
        vm.assertEq(staking.signerAt(edge, Epoch.wrap(11)), signerOf("edge"), "signer after");
        vm.assertEq(staking.stakeAt(edge, Epoch.wrap(11)), 0, "stake after");
        vm.assertEq(staking.totalBonded(), 110_000 ether, "still bonded");
    }

    function test_leave_actsAfterDelay_whenGuardian() public {
        leave(guardian);
        vm.assertEq(staking.activeCount(GUARDIAN, Epoch.wrap(11)), 1, "before");
        vm.assertEq(staking.activeCount(GUARDIAN, Epoch.wrap(12)), 0, "after");
        vm.assertNotEq(staking.guardianSetHash(Epoch.wrap(11)), bytes32(0), "hash before");
        vm.assertEq(staking.guardianSetHash(Epoch.wrap(12)), bytes32(0), "hash after");
    }

    function test_leave_leavesNoTrace_whenInTheEpochOfJoining() public {
        address other = makeAccount("other");
        join(other, EDGE, 10_000 ether, "other");
        leave(other);
        for (uint64 e = 9; e < 13; ++e) {
            vm.assertEq(staking.activeCount(EDGE, Epoch.wrap(e)), 1, "count");
            vm.assertEq(staking.activeAt(EDGE, Epoch.wrap(e), 0), edge, "slot");
            vm.assertEq(staking.stakeAt(other, Epoch.wrap(e)), 0, "stake");
        }
    }

    /// @dev What it holds is still its own to answer for, with the key that it announced last.
    function test_leave_keepsTheSignerUntilWithdrawal() public {
        rotate(edge, EDGE, "new");
        leave(edge);
        vm.warp(staking.node(edge).withdrawableAt);
        Epoch last = staking.currentEpoch();
        vm.prank(edge);
        staking.withdraw(edge);
        vm.assertEq(staking.signerAt(edge, Epoch.wrap(10)), signerOf("edge"), "old");
        vm.assertEq(staking.signerAt(edge, Epoch.wrap(11)), signerOf("new"), "new");
        vm.assertEq(staking.signerAt(edge, last), signerOf("new"), "last");
        vm.assertEq(staking.signerAt(edge, last + Epoch.wrap(1)), address(0), "after");
    }

    function test_leave_movesLastIntoTheSlot_fromThatEpochOn() public {
        address other = makeAccount("other");
        join(other, EDGE, 10_000 ether, "other");
        warpTo(11);
        leave(edge);
        vm.assertEq(staking.activeAt(EDGE, Epoch.wrap(11), 0), edge, "slot 0");
        vm.assertEq(staking.activeAt(EDGE, Epoch.wrap(11), 1), other, "slot 1");
        vm.assertEq(staking.activeAt(EDGE, Epoch.wrap(12), 0), other, "moved");
        expectError(abi.encodeWithSelector(INodeStaking.NoSuchSlot.selector, 1, 1));
        staking.activeAt(EDGE, Epoch.wrap(12), 1);
    }

    function test_leave_reverts_whenLeft() public {
        leave(edge);
        expectNotRegistered(edge);
        staking.leave();
    }

    function test_withdraw_paysBondOnce_afterUnbonding(uint256 late) public {
        address to = makeAccount("to");
        leave(edge);
        vm.warp(staking.node(edge).withdrawableAt + bound(late, 0, 365 days));
        vm.expectEmit(address(staking));
        emit INodeStaking.BondWithdrawn(edge, to, 10_000 ether);
        vm.prank(edge);
        staking.withdraw(to);

        vm.assertEq(token.balanceOf(to), 10_000 ether, "paid");
        vm.assertEq(staking.totalBonded(), 100_000 ether, "bonded");
        vm.assertTrue(staking.node(edge).status == INodeStaking.Status.None, "status");
        vm.assertEq(staking.multiaddrsOf(edge).length, 0, "multiaddrs");
        expectError(abi.encodeWithSelector(INodeStaking.NotUnbonding.selector, edge));
        vm.prank(edge);
        staking.withdraw(to);
    }

    function test_withdraw_reverts_beforeUnbonding(uint256 early) public {
        leave(edge);
        uint64 opensAt = staking.node(edge).withdrawableAt;
        vm.warp(bound(early, block.timestamp, opensAt - 1));
        expectError(
            abi.encodeWithSelector(
                INodeStaking.StillBonded.selector, opensAt, vm.getBlockTimestamp()
            )
        );
        vm.prank(edge);
        staking.withdraw(edge);
    }

    function test_withdraw_reverts_whenActive() public {
        expectError(abi.encodeWithSelector(INodeStaking.NotUnbonding.selector, edge));
        vm.prank(edge);
        staking.withdraw(edge);
    }

    /// @dev A node may come back in another role; its past keeps its answers.
    function test_register_afterWithdrawal_changesRole() public {
        leave(guardian);
        vm.warp(staking.node(guardian).withdrawableAt);
        vm.prank(guardian);
        staking.withdraw(guardian);
        join(guardian, EDGE, 10_000 ether, "guardian");

        Epoch next = staking.currentEpoch() + Epoch.wrap(1);
        vm.assertEq(staking.stakeAt(guardian, next), 10_000 ether, "stake");
        vm.assertEq(staking.activeCount(EDGE, next), 2, "edges");
        vm.assertEq(staking.stakeAt(guardian, Epoch.wrap(11)), 100_000 ether, "past stake");
        vm.assertEq(staking.activeAt(GUARDIAN, Epoch.wrap(11), 0), guardian, "past slot");
    }

    function leave(address operator) private {
        vm.prank(operator);
        staking.leave();
    }

    function expectNotRegistered(address operator) private {
        expectError(abi.encodeWithSelector(INodeStaking.NotRegistered.selector, operator));
        vm.prank(operator);
    }

    function expectInvalidMultiaddrs(bytes[] memory multiaddrs) private {
        expectError(
            abi.encodeWithSelector(INodeStaking.InvalidMultiaddrs.selector, multiaddrs.length)
        );
        vm.prank(edge);
        staking.setMultiaddrs(multiaddrs);
    }

    function listOf(uint256 count, uint256 length) private pure returns (bytes[] memory list) {
        list = new bytes[](count);
        for (uint256 i; i < count; ++i) {
            list[i] = new bytes(length);
        }
    }

    /// @dev The first 1 to 8 entries, each 1 to 128 bytes.
    function bounded(bytes[] memory given) private pure returns (bytes[] memory list) {
        uint256 count = bound(given.length, 1, 8);
        list = new bytes[](count);
        for (uint256 i; i < count; ++i) {
            bytes memory entry = i < given.length ? given[i] : bytes("x");
            list[i] = entry.length == 0 || entry.length > 128 ? bytes("y") : entry;
        }
    }
}
