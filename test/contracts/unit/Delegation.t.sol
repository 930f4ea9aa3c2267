// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed.
// forge-lint: disable-start(unsafe-typecast)

import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IDelegationPools} from "../../../contracts/staking/IDelegationPools.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {PoolId} from "../../../contracts/staking/PoolId.sol";
import {DelegationFixture} from "../support/DelegationFixture.sol";

/// @notice Delegating, undelegating and withdrawing without slashes. Starts in epoch 70.
contract DelegationTest is DelegationFixture {
    function test_delegate_countsFromNextEpoch_whenEdge(uint96 amount) public {
        amount = uint96(bound(amount, 10 ether, 100_000 ether));
        PoolId id = PoolId.wrap(1);
        fund(alice, amount);
        vm.expectEmit(address(pools));
        emit IDelegationPools.PoolOpened(id, edge, address(0), 0);
        vm.expectEmit(address(pools));
        emit IDelegationPools.Delegated(alice, edge, id, amount);
        vm.expectEmit(address(pools));
        emit IDelegationPools.DelegationChanged(
            id, alice, uint256(amount) * 1e6, uint256(amount) * 1e6, amount, Epoch.wrap(71)
        );
        vm.prank(alice);
        PoolId given = pools.delegate(edge, amount);

        vm.assertTrue(given == id && pools.poolOf(edge) == id, "id");
        vm.assertEq(stakeAt(edge, 70), EDGE_BOND, "before");
        vm.assertEq(stakeAt(edge, 71), EDGE_BOND + amount, "after");
        vm.assertEq(pools.sharesAt(id, alice, Epoch.wrap(70)), 0, "shares before");
        vm.assertEq(pools.sharesAt(id, alice, Epoch.wrap(71)), uint256(amount) * 1e6, "shares");
        (uint96 stake, uint256 shares) = pools.poolAt(id, Epoch.wrap(71));
        vm.assertEq(stake, amount, "pool");
        vm.assertEq(shares, uint256(amount) * 1e6, "pool shares");
        vm.assertEq(pools.valueOf(id, alice), amount, "value");
        vm.assertEq(pools.poolsOf(alice).length, 1, "listed");
        checkSolvent();
    }

    function test_delegate_countsAfterDelay_whenGuardian(uint96 amount) public {
        amount = uint96(bound(amount, 10 ether, 1_000_000 ether));
        delegate(alice, guardian, amount);
        vm.assertEq(stakeAt(guardian, 71), GUARDIAN_BOND, "before");
        vm.assertEq(stakeAt(guardian, 72), GUARDIAN_BOND + amount, "after");
        vm.assertEq(
            staking.guardianSetHash(Epoch.wrap(72)),
            keccak256(abi.encodePacked(signerOf("guardian"), GUARDIAN_BOND + amount)),
            "hash"
        );
    }

    function test_delegate_countsUpToTenTimesTheBond(uint96 amount, uint96 more) public {
        amount = uint96(bound(amount, 100_000 ether, 1_000_000 ether));
        more = uint96(bound(more, 1, 500_000 ether));
        delegate(alice, edge, amount);
        vm.assertEq(stakeAt(edge, 71), 11 * EDGE_BOND, "bounded");
        vm.assertEq(staking.node(edge).stake, 11 * EDGE_BOND, "node");
        fund(edge, more);
        vm.prank(edge);
        staking.addBond(more);
        uint256 bond = EDGE_BOND + more;
        uint256 counted = amount < 10 * bond ? amount : 10 * bond;
        vm.assertEq(stakeAt(edge, 71), bond + counted, "with more bond");
    }

    function test_delegate_addsUp_whenAgain(uint96 first, uint96 second) public {
        first = uint96(bound(first, 10 ether, 10_000 ether));
        second = uint96(bound(second, 1, 10_000 ether));
        PoolId id = delegate(alice, edge, first);
        warpTo(71);
        delegate(alice, edge, second);
        vm.assertEq(pools.valueOf(id, alice), first + second, "value");
        vm.assertEq(pools.sharesAt(id, alice, Epoch.wrap(71)), uint256(first) * 1e6, "before");
        vm.assertEq(pools.poolsOf(alice).length, 1, "listed once");
    }

    function test_delegate_reverts_belowMinimum(uint96 amount) public {
        amount = uint96(bound(amount, 0, 10 ether - 2));
        fund(alice, amount);
        expectError(
            abi.encodeWithSelector(IDelegationPools.DelegationTooSmall.selector, amount, 10 ether)
        );
        vm.prank(alice);
        pools.delegate(edge, amount);
    }

    function test_delegate_reverts_whenOperatorHasNoActiveNode() public {
        fund(alice, 100 ether);
        expectError(abi.encodeWithSelector(IDelegationPools.NodeNotActive.selector, bob));
        vm.prank(alice);
        pools.delegate(bob, 100 ether);
        vm.prank(edge);
        staking.leave();
        expectError(abi.encodeWithSelector(IDelegationPools.NodeNotActive.selector, edge));
        vm.prank(alice);
        pools.delegate(edge, 100 ether);
    }

    function test_undelegate_stopsCountingAndUnbonds(uint96 amount, uint256 shares) public {
        amount = uint96(bound(amount, 20 ether, 10_000 ether));
        PoolId id = delegate(alice, edge, amount);
        warpTo(71);
        shares = bound(shares, 1, uint256(amount - 10 ether) * 1e6);
        uint64 opensAt = uint64(block.timestamp) + profile.unbonding;
        vm.prank(alice);
        uint96 out = pools.undelegate(id, shares);

        vm.assertEq(out, shares / 1e6, "amount");
        vm.assertEq(stakeAt(edge, 71), EDGE_BOND + amount, "this epoch");
        vm.assertEq(stakeAt(edge, 72), EDGE_BOND + amount - out, "next epoch");
        IDelegationPools.Unbonding[] memory queue = pools.unbondingOf(alice);
        if (out == 0) return;
        vm.assertEq(queue.length, 1, "queue");
        vm.assertEq(queue[0].amount, out, "queued");
        vm.assertEq(queue[0].withdrawableAt, opensAt, "time");
        vm.assertTrue(queue[0].pool == id, "pool");
        vm.assertEq(pools.pool(id).unbonding, out, "pool's");
        checkSolvent();
    }

    function test_undelegate_reverts_whenLittleWouldStay(uint96 left) public {
        left = uint96(bound(left, 1, 10 ether - 2));
        PoolId id = delegate(alice, edge, 100 ether);
        expectError(
            abi.encodeWithSelector(IDelegationPools.DelegationTooSmall.selector, left, 10 ether)
        );
        vm.prank(alice);
        pools.undelegate(id, uint256(100 ether - left) * 1e6);
    }

    function test_undelegate_reverts_whenSharesAreNotHeld(uint256 shares) public {
        PoolId id = delegate(alice, edge, 100 ether);
        delegate(bob, edge, 100 ether);
        uint256 held = 100 ether * 1e6;
        shares = bound(shares, held + 1, type(uint256).max);
        expectError(
            abi.encodeWithSelector(IDelegationPools.NotEnoughShares.selector, id, shares, held)
        );
        vm.prank(alice);
        pools.undelegate(id, shares);
        expectError(abi.encodeWithSelector(IDelegationPools.NotEnoughShares.selector, id, 0, held));
        vm.prank(alice);
        pools.undelegate(id, 0);
    }

    function test_withdraw_paysInOrder_afterUnbonding() public {
        PoolId id = delegate(alice, edge, 100 ether);
        uint256 part = 30 ether * 1e6;
        vm.prank(alice);
        pools.undelegate(id, part);
        skip(1 hours);
        vm.prank(alice);
        pools.undelegate(id, part);
        undelegateAll(alice, id);
        vm.assertEq(pools.poolsOf(alice).length, 0, "no pool left");
        expectNothing(alice, pools.unbondingOf(alice)[0].withdrawableAt);

        skip(profile.unbonding - 1 hours);
        vm.expectEmit(address(pools));
        emit IDelegationPools.UnbondingWithdrawn(alice, 1, 30 ether);
        // Anyone may.
        vm.assertEq(pools.withdraw(alice, 10), 30 ether, "first");
        vm.assertEq(pools.unbondingOf(alice).length, 2, "two wait");
        skip(1 hours);
        vm.assertEq(pools.withdraw(alice, 1), 30 ether, "limited");
        vm.assertEq(pools.withdraw(alice, type(uint256).max), 40 ether, "rest");
        vm.assertEq(token.balanceOf(alice), 100 ether, "all");
        vm.assertEq(pools.totalHeld(), 0, "none held");
        expectNothing(alice, 0);
    }

    function test_withdraw_isOpen_whenNodeIsGone() public {
        PoolId id = delegate(alice, edge, 100 ether);
        vm.prank(edge);
        staking.leave();
        vm.warp(staking.node(edge).withdrawableAt);
        vm.prank(edge);
        staking.withdraw(edge);
        undelegateAll(alice, id);
        skip(profile.unbonding);
        vm.assertEq(pools.withdraw(alice, 1), 100 ether);
    }

    /// @dev A Guardian's pool changes after its delay, and sooner once the operator has no node.
    function test_undelegate_keepsOrder_whenGuardianHasJustWithdrawn() public {
        PoolId id = delegate(alice, guardian, 100 ether);
        vm.prank(guardian);
        staking.leave();
        vm.warp(staking.node(guardian).withdrawableAt);
        uint64 epoch = Epoch.unwrap(staking.currentEpoch());
        vm.prank(alice);
        pools.undelegate(id, 10 ether * 1e6);
        vm.prank(guardian);
        staking.withdraw(guardian);
        undelegateAll(alice, id);
        (uint96 stake,) = pools.poolAt(id, Epoch.wrap(epoch + 1));
        vm.assertEq(stake, 100 ether, "before");
        (stake,) = pools.poolAt(id, Epoch.wrap(epoch + 2));
        vm.assertEq(stake, 0, "after");
        vm.assertEq(punish(WHOLE, guardian, "k", 0, bob), 100 ether, "still slashable");
    }

    function test_delegation_survivesLeaving_andCountsForANewNode() public {
        delegate(alice, edge, 100 ether);
        vm.prank(edge);
        staking.leave();
        vm.warp(staking.node(edge).withdrawableAt);
        vm.prank(edge);
        staking.withdraw(edge);
        join(edge, EDGE, EDGE_BOND, "edge");
        vm.assertEq(staking.node(edge).stake, EDGE_BOND + 100 ether);
    }

    function test_setCommission_actsAtOnceDown_andAfterNoticeUp(uint16 up, uint16 down) public {
        up = uint16(bound(up, 501, 5000));
        down = uint16(bound(down, 0, 500));
        vm.assertEq(pools.commissionAt(edge, Epoch.wrap(70)), 500, "registered");
        vm.assertEq(pools.COMMISSION_NOTICE(), 22, "longer than unbonding");
        vm.expectEmit(address(pools));
        emit IDelegationPools.CommissionChanged(edge, 500, up, Epoch.wrap(92));
        vm.prank(edge);
        pools.setCommission(up);
        vm.assertEq(pools.commissionAt(edge, Epoch.wrap(91)), 500, "notice");
        vm.assertEq(pools.commissionAt(edge, Epoch.wrap(92)), up, "raised");

        // Replaces the raise, and acts no sooner than it would have.
        warpTo(80);
        vm.prank(edge);
        pools.setCommission(down);
        vm.assertEq(pools.commissionAt(edge, Epoch.wrap(91)), 500, "before");
        vm.assertEq(pools.commissionAt(edge, Epoch.wrap(92)), down, "replaced");

        warpTo(100);
        vm.prank(edge);
        pools.setCommission(0);
        vm.assertEq(pools.commissionAt(edge, Epoch.wrap(101)), 0, "cut");
    }

    function test_setCommission_reverts_aboveBound(uint16 bps) public {
        bps = uint16(bound(bps, 5001, type(uint16).max));
        expectError(abi.encodeWithSelector(IDelegationPools.CommissionTooHigh.selector, bps, 5000));
        vm.prank(edge);
        pools.setCommission(bps);
    }

    function test_register_cannotSkipTheNotice() public {
        vm.prank(edge);
        staking.leave();
        vm.warp(staking.node(edge).withdrawableAt);
        vm.prank(edge);
        staking.withdraw(edge);
        INodeStaking.Registration memory registration = registrationOf(EDGE, EDGE_BOND, "edge");
        registration.commissionBps = 5000;
        bytes memory consent = consentOf(edge, EDGE, "edge");
        vm.prank(edge);
        staking.register(registration, consent, PEER_SIGNATURE);
        Epoch next = staking.currentEpoch() + Epoch.wrap(1);
        vm.assertEq(pools.commissionAt(edge, next), 500, "still");
        vm.assertEq(pools.commissionAt(edge, next + Epoch.wrap(21)), 5000, "later");
    }

    function test_restricted_reverts_whenCalledByOthers(address caller) public {
        vm.assume(caller != address(staking) && caller != address(pools));
        vm.startPrank(caller);
        expectError(abi.encodeWithSelector(IDelegationPools.NotStaking.selector, caller));
        pools.slash(edge, 1);
        expectError(abi.encodeWithSelector(IDelegationPools.NotStaking.selector, caller));
        pools.registerCommission(edge, 1, Epoch.wrap(71));
        expectError(abi.encodeWithSelector(INodeStaking.NotPartOfStaking.selector, caller));
        staking.refreshStake(edge);
        vm.stopPrank();
    }

    function test_callBySignature_delegates_forWhoeverSigned() public {
        (, uint256 key) = makeKey("alice");
        fund(alice, 100 ether);
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(IDelegationPools.delegate, (edge, 100 ether));
        ISignedCalls signed = pools;
        bytes32 digest = signed.hashCalls(ISignedCalls.Calls(alice, calls, 0, 1e12));
        signed.callBySignature(alice, calls, 1e12, signature(key, digest));
        vm.assertEq(pools.valueOf(pools.poolOf(edge), alice), 100 ether);
    }

    function test_pool_packsItsStateIntoThreeSlots() public {
        PoolId id = delegate(alice, edge, 100 ether);
        vm.prank(alice);
        pools.undelegate(id, 10 ether * 1e6);
        bytes32[] memory words = new bytes32[](3);
        bytes32 slot = slotOfPool(id);
        for (uint256 i = 0; i < 3; ++i) {
            words[i] = vm.load(address(pools), bytes32(uint256(slot) + i));
        }
        vm.assertEq(address(uint160(uint256(words[0]))), edge, "operator");
        vm.assertEq(uint256(words[1]) >> 160, 10 ether, "unbonding beside the former operator");
        vm.assertEq(uint128(uint256(words[2])), 10 ether, "unbonding shares");
    }

    function expectNothing(address delegator, uint64 opensAt) private {
        expectError(
            abi.encodeWithSelector(
                IDelegationPools.NothingWithdrawable.selector, delegator, opensAt
            )
        );
        pools.withdraw(delegator, 10);
    }

    /// @dev Found by its first word, so that a new variable before it does not matter.
    function slotOfPool(PoolId id) private view returns (bytes32 slot) {
        for (uint256 base = 0; base < 20; ++base) {
            slot = keccak256(abi.encode(id, base));
            if (address(uint160(uint256(vm.load(address(pools), slot)))) == edge) return slot;
        }
        revert("no slot");
    }
}
