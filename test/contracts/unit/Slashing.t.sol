// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed.
// forge-lint: disable-start(unsafe-typecast)

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IDelegationPools} from "../../../contracts/staking/IDelegationPools.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {IOffenceRegistry} from "../../../contracts/staking/IOffenceRegistry.sol";
import {PoolId} from "../../../contracts/staking/PoolId.sol";
import {DelegationFixture} from "../support/DelegationFixture.sol";

/// @notice Offences, slashes, jail and bench. Starts in epoch 70.
contract SlashingTest is DelegationFixture {
    function test_slash_takesTheBondFirst_andRewardsHalfOfThat(uint96 amount) public {
        amount = uint96(bound(amount, 1 ether, 50_000 ether));
        fund(edge, 100_000 ether);
        vm.prank(edge);
        staking.addBond(60_000 ether);
        delegate(alice, edge, 100 ether);
        uint256 supply = token.totalSupply();

        vm.expectEmit(address(offences));
        emit IOffenceRegistry.Slashed(edge, FINE, "k", bob, amount, 0, amount / 2);
        vm.assertEq(punish(FINE, edge, "k", amount, bob), amount, "taken");

        vm.assertEq(token.balanceOf(bob), amount / 2, "reward");
        vm.assertEq(token.totalSupply(), supply - (amount - amount / 2), "burned");
        vm.assertEq(staking.node(edge).bond, 70_000 ether - amount, "bond");
        vm.assertEq(pools.totalHeld(), 100 ether, "delegators keep theirs");
        vm.assertEq(stakeAt(edge, 71), 70_100 ether - amount, "stake");
        vm.assertTrue(offences.isPunished(FINE, edge, "k"), "punished");
        checkSolvent();
    }

    /// @dev Invariant 4: never twice.
    function test_slash_doesNothing_whenRepeated() public {
        punish(FINE, edge, "k", 100 ether, bob);
        vm.assertEq(punish(FINE, edge, "k", 100 ether, bob), 0, "repeated");
        vm.assertEq(staking.node(edge).bond, EDGE_BOND - 100 ether, "bond");
        vm.assertEq(punish(FINE, edge, "k2", 100 ether, bob), 100 ether, "another case");
        vm.assertEq(punish(FINE, other, "k", 100 ether, bob), 100 ether, "another node");
    }

    /// @dev Invariant 4: never reverts for lack of funds.
    function test_slash_takesAllThereIs_whenThatIsLess(uint96 delegated, uint96 unbonding) public {
        delegated = uint96(bound(delegated, 20 ether, 20_000 ether));
        unbonding = uint96(bound(unbonding, 1, delegated - 10 ether));
        PoolId id = delegate(alice, edge, delegated);
        vm.prank(alice);
        pools.undelegate(id, uint256(unbonding) * 1e6);
        PoolId moved = redelegateAll(bob, delegate(bob, edge, 10 ether), other);
        uint96 all = EDGE_BOND + delegated + 10 ether;

        vm.assertEq(punish(WHOLE, edge, "k", 0, address(this)), all, "all");
        vm.assertEq(pools.totalHeld(), 0, "nothing is held");
        vm.assertEq(pools.valueOf(moved, bob), 0, "moved");
        vm.assertEq(punish(FINE, edge, "k", 100 ether, bob), 0, "nothing left to take");
        vm.assertEq(punish(FINE, bob, "k", 100 ether, bob), 0, "nobody");
        vm.assertEq(punish(FINE, address(0), "k", 100 ether, bob), 0, "address 0");
        checkSolvent();

        // Worthless shares can be thrown away, and the queue goes on.
        undelegateAll(alice, id);
        skip(profile.unbonding);
        vm.assertEq(pools.withdraw(alice, 10), 0, "withdrawn");
        vm.assertEq(pools.unbondingOf(alice).length, 0, "queue");
    }

    function test_slash_takesFromAllDelegators_proRata(uint96 wanted) public {
        // Ten thousand of bond come first.
        wanted = uint96(bound(wanted, EDGE_BOND + 1, EDGE_BOND + 699 ether));
        PoolId id = delegate(alice, edge, 400 ether);
        delegate(bob, edge, 300 ether);
        PoolId moved = redelegateAll(bob, id, other);
        vm.prank(alice);
        pools.undelegate(id, 300 ether * 1e6);
        uint96 part = wanted - EDGE_BOND;

        uint96 taken = punish(FINE, edge, "k", wanted, address(0));
        vm.assertGe(taken, wanted, "at least");
        vm.assertLe(taken, wanted + 3, "rounded against the slashed");
        uint256 left = 700 ether - part;
        vm.assertApproxEqAbs(pools.valueOf(id, alice), left / 7, 2, "stays");
        vm.assertApproxEqAbs(pools.unbondingOf(alice)[0].amount, left * 3 / 7, 2, "unbonding");
        vm.assertApproxEqAbs(pools.valueOf(moved, bob), left * 3 / 7, 2, "moved");
        vm.assertEq(
            staking.node(other).stake, EDGE_BOND + pools.pool(moved).stake, "other counts less"
        );
        checkSolvent();
    }

    function test_slash_holdsTheAmountToBounds() public {
        vm.assertEq(punish(FINE, guardian, "low", 1, bob), 1 ether, "raised");
        vm.assertEq(punish(FINE, guardian, "high", type(uint96).max, bob), 50_000 ether, "lowered");
    }

    function test_slash_reverts_whenCallerIsNotTheEvidence(address caller, bytes32 offence) public {
        vm.assume(caller != evidence && caller != address(0));
        vm.assume(offence != FINE && offence != ABSENCE && offence != WHOLE);
        expectNotEvidence(caller, FINE);
        expectNotEvidence(evidence, offence);
        expectError(abi.encodeWithSelector(INodeStaking.NotPartOfStaking.selector, caller));
        vm.prank(caller);
        staking.punish(edge, 1, 0, caller, 0);
    }

    function test_slash_benches_belowTheLeastBond() public {
        vm.expectEmit(address(staking));
        emit INodeStaking.NodeSuspended(
            edge, EDGE, INodeStaking.Status.Benched, Epoch.wrap(71), Epoch.wrap(0)
        );
        punish(FINE, edge, "k", 1 ether, address(0));
        vm.assertEq(staking.activeCount(EDGE, Epoch.wrap(70)), 2, "this epoch");
        vm.assertEq(staking.activeCount(EDGE, Epoch.wrap(71)), 1, "next");
        vm.assertEq(stakeAt(edge, 71), 0, "stake");
        vm.assertEq(statusOf(edge), uint8(INodeStaking.Status.Benched), "status");

        expectError(
            abi.encodeWithSelector(
                INodeStaking.BondTooSmall.selector, EDGE_BOND - 1 ether, EDGE_BOND
            )
        );
        vm.prank(edge);
        staking.rejoin();
        fund(edge, 1 ether);
        vm.startPrank(edge);
        staking.addBond(1 ether);
        vm.assertEq(stakeAt(edge, 71), 0, "a bond alone does not bring it back");
        vm.expectEmit(address(staking));
        emit INodeStaking.NodeRejoined(edge, EDGE, Epoch.wrap(71));
        staking.rejoin();
        expectError(abi.encodeWithSelector(INodeStaking.NotSuspended.selector, edge));
        staking.rejoin();
        vm.stopPrank();
        vm.assertEq(stakeAt(edge, 71), EDGE_BOND, "back");
        vm.assertEq(staking.activeCount(EDGE, Epoch.wrap(71)), 2, "two");
    }

    function test_jail_lastsItsTime_andOnlyTheOperatorEndsIt() public {
        delegate(alice, edge, 100 ether);
        vm.assertEq(punish(ABSENCE, edge, "k", 100 ether, bob), 0, "takes nothing");
        vm.assertEq(statusOf(edge), uint8(INodeStaking.Status.Jailed), "jailed");
        vm.assertEq(stakeAt(edge, 70), EDGE_BOND, "this epoch");
        vm.assertEq(stakeAt(edge, 71), 0, "next");
        vm.assertEq(stakeAt(edge, 80), 0, "until it rejoins");
        vm.assertEq(Epoch.unwrap(staking.node(edge).jailedUntil), 73, "until");
        warpTo(72);
        expectError(abi.encodeWithSelector(INodeStaking.StillJailed.selector, 73, 72));
        vm.prank(edge);
        staking.rejoin();
        warpTo(73);
        vm.prank(edge);
        staking.rejoin();
        vm.assertEq(stakeAt(edge, 74), EDGE_BOND + 100 ether, "back with its delegations");
        expectError(abi.encodeWithSelector(INodeStaking.NotSuspended.selector, bob));
        vm.prank(bob);
        staking.rejoin();
    }

    function test_jail_isProlonged_whenJailedAgain() public {
        punish(ABSENCE, edge, "k", 0, bob);
        warpTo(72);
        punish(ABSENCE, edge, "k2", 0, bob);
        vm.assertEq(Epoch.unwrap(staking.node(edge).jailedUntil), 75, "until");
        vm.assertEq(Epoch.unwrap(staking.node(edge).inactiveFrom), 71, "since");
    }

    function test_jail_actsAfterDelay_whenGuardian() public {
        punish(ABSENCE, guardian, "k", 0, bob);
        vm.assertNotEq(staking.guardianSetHash(Epoch.wrap(71)), bytes32(0), "before");
        vm.assertEq(staking.guardianSetHash(Epoch.wrap(72)), bytes32(0), "after");
        warpTo(74);
        vm.prank(guardian);
        staking.rejoin();
        vm.assertEq(staking.guardianSetHash(Epoch.wrap(75)), bytes32(0), "not yet");
        vm.assertNotEq(staking.guardianSetHash(Epoch.wrap(76)), bytes32(0), "back");
    }

    function test_leave_isOpen_whenJailed() public {
        punish(ABSENCE, edge, "k", 0, bob);
        rotate(edge, EDGE, "new key");
        vm.prank(edge);
        staking.leave();
        uint64 opensAt = staking.node(edge).withdrawableAt;
        vm.assertEq(opensAt, block.timestamp + profile.unbonding, "time");
        punish(ABSENCE, edge, "k2", 0, bob);
        vm.assertEq(
            statusOf(edge), uint8(INodeStaking.Status.Unbonding), "a slash does not bring it back"
        );
        vm.warp(opensAt);
        vm.prank(edge);
        staking.withdraw(edge);
        vm.assertEq(token.balanceOf(edge), EDGE_BOND, "paid");
    }

    function test_wiped_poolsEnd_andTheNextDelegationOpensAnother() public {
        PoolId id = delegate(alice, edge, 100 ether);
        vm.prank(alice);
        pools.undelegate(id, 40 ether * 1e6);
        fund(edge, EDGE_BOND);
        punish(WHOLE, edge, "k", 0, bob);
        vm.assertTrue(pools.poolOf(edge) == PoolId.wrap(0), "ended");
        vm.startPrank(edge);
        staking.addBond(EDGE_BOND);
        vm.warp(staking.startOf(staking.node(edge).jailedUntil));
        staking.rejoin();
        vm.stopPrank();
        PoolId next = delegate(bob, edge, 100 ether);
        vm.assertTrue(next != id, "another");
        vm.assertEq(pools.valueOf(next, bob), 100 ether, "at the first price");
        vm.assertEq(pools.valueOf(id, alice), 0, "the old one is worth nothing");
    }

    /// @dev Less than a millionth is left: all is taken, so that shares never outgrow their type.
    function test_slash_takesTheRest_whenNextToNothingWouldStay() public {
        delegate(alice, edge, 49_000 ether);
        uint96 taken = punish(FINE, edge, "k", 0, bob);
        vm.assertEq(taken, 1 ether, "bond");
        punish(FINE, edge, "k2", EDGE_BOND - 1 ether, bob);
        taken = punish(FINE, edge, "k3", 49_000 ether - 1e15, bob);
        vm.assertEq(taken, 49_000 ether, "all");
        vm.assertEq(pools.totalHeld(), 0, "held");
    }

    function test_announceOffence_actsAfterEverybodyCouldLeave() public {
        IOffenceRegistry.Offence memory terms = offenceOf(5 ether, 6 ether, 0, 0);
        uint64 from = uint64(block.timestamp) + 23 days;
        vm.expectEmit(address(offences));
        emit IOffenceRegistry.OffenceAnnounced(FINE, terms, from);
        offences.announceOffence(FINE, terms);
        (IOffenceRegistry.Offence memory next, uint64 at) = offences.announcedOffence(FINE);
        vm.assertEq(at, from, "announced");
        vm.assertEq(next.maxAmount, 6 ether, "next");
        vm.assertEq(offences.offenceOf(FINE).maxAmount, 50_000 ether, "until then");
        vm.warp(from);
        vm.assertEq(offences.offenceOf(FINE).maxAmount, 6 ether, "then");
        (, at) = offences.announcedOffence(FINE);
        vm.assertEq(at, 0, "nothing more to come");
        // The next announcement keeps what acts.
        offences.announceOffence(FINE, offenceOf(1, 2, 0, 0));
        vm.assertEq(offences.offenceOf(FINE).maxAmount, 6 ether, "still");
    }

    function test_withdrawOffence_actsAtOnce() public {
        offences.withdrawOffence(FINE);
        expectNotEvidence(evidence, FINE);
    }

    function test_announceOffence_reverts_outOfBounds(uint16 bps, uint32 jail, uint96 most) public {
        expectInvalid(offenceOf(2, 1, 0, 0));
        expectInvalid(offenceOf(0, 0, uint16(bound(bps, 5001, type(uint16).max)), 0));
        expectInvalid(offenceOf(0, 0, 0, uint32(bound(jail, 31, type(uint32).max))));
        expectInvalid(
            offenceOf(0, uint96(bound(most, 100_000 ether + 1, type(uint96).max - 1)), 0, 0)
        );
        expectInvalid(IOffenceRegistry.Offence(address(0), 0, 0, 0, 0));
    }

    function test_offences_areTheGovernorsAlone(address caller) public {
        vm.assume(caller != address(this));
        bytes memory refusal =
            abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller);
        IOffenceRegistry.Offence memory terms = offenceOf(0, 0, 0, 0);
        vm.startPrank(caller);
        expectError(refusal);
        offences.announceOffence(FINE, terms);
        expectError(refusal);
        offences.withdrawOffence(FINE);
        vm.stopPrank();
    }

    function expectInvalid(IOffenceRegistry.Offence memory terms) private {
        expectError(abi.encodeWithSelector(IOffenceRegistry.InvalidOffence.selector, bytes32("x")));
        offences.announceOffence("x", terms);
    }

    function expectNotEvidence(address caller, bytes32 offence) private {
        expectError(abi.encodeWithSelector(IOffenceRegistry.NotEvidence.selector, offence, caller));
        vm.prank(caller);
        offences.slash(offence, edge, "k", 1, caller);
    }
}
