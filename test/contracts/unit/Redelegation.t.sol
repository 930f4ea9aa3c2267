// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed.
// forge-lint: disable-start(unsafe-typecast)

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IDelegationPools} from "../../../contracts/staking/IDelegationPools.sol";
import {PoolId} from "../../../contracts/staking/PoolId.sol";
import {DelegationFixture} from "../support/DelegationFixture.sol";

/// @notice Moving stake from node to node without unbonding. Starts in epoch 70.
contract RedelegationTest is DelegationFixture {
    function test_redelegate_countsForTheOtherFromNextEpoch(uint96 amount) public {
        amount = uint96(bound(amount, 10 ether, 50_000 ether));
        PoolId from = delegate(alice, edge, amount);
        warpTo(71);
        PoolId to = redelegateAll(alice, from, other);

        vm.assertEq(stakeAt(edge, 71), EDGE_BOND + amount, "this epoch");
        vm.assertEq(stakeAt(other, 71), EDGE_BOND, "other, this epoch");
        vm.assertEq(stakeAt(edge, 72), EDGE_BOND, "next");
        vm.assertEq(stakeAt(other, 72), EDGE_BOND + amount, "other, next");
        vm.assertEq(pools.valueOf(to, alice), amount, "value");
        IDelegationPools.Pool memory pool = pools.pool(to);
        vm.assertEq(pool.operator, other, "backs");
        vm.assertEq(pool.formerly, edge, "formerly");
        vm.assertGe(pool.liableUntil, block.timestamp + profile.unbonding, "long enough");
        vm.assertLe(pool.liableUntil, block.timestamp + profile.unbonding * 4 / 3 + 2, "bounded");
        vm.assertEq(pools.poolsOf(alice).length, 1, "moved");
        checkSolvent();
    }

    function test_redelegate_shares_onePoolForAWhile() public {
        PoolId from = delegate(alice, edge, 100 ether);
        delegate(bob, edge, 200 ether);
        PoolId first = redelegateAll(alice, from, other);
        PoolId second = redelegateAll(bob, from, other);
        vm.assertTrue(first == second, "one pool");
        vm.assertEq(pools.liablePools(edge).length, 2, "beside the former's own");
        vm.assertEq(pools.liablePools(other).length, 1, "and to the present");
    }

    function test_redelegate_reverts_whenMovedBefore() public {
        PoolId to = redelegateAll(alice, delegate(alice, edge, 100 ether), other);
        uint64 until = pools.pool(to).liableUntil;
        uint256 shares = pools.sharesOf(to, alice);
        expectError(abi.encodeWithSelector(IDelegationPools.StillLiable.selector, to, until));
        vm.prank(alice);
        pools.redelegate(to, shares, guardian);
        expectError(abi.encodeWithSelector(IDelegationPools.StillLiable.selector, to, until));
        pools.settle(to, alice);
        vm.warp(until);
        vm.prank(alice);
        pools.redelegate(to, shares, guardian);
        vm.assertEq(staking.node(guardian).stake, GUARDIAN_BOND + 100 ether);
    }

    function test_redelegate_reverts_toSameOrInactiveOperator() public {
        PoolId id = delegate(alice, edge, 100 ether);
        uint256 shares = pools.sharesOf(id, alice);
        vm.startPrank(alice);
        expectError(abi.encodeWithSelector(IDelegationPools.SameOperator.selector, edge));
        pools.redelegate(id, shares, edge);
        expectError(abi.encodeWithSelector(IDelegationPools.NodeNotActive.selector, bob));
        pools.redelegate(id, shares, bob);
        expectError(
            abi.encodeWithSelector(IDelegationPools.DelegationTooSmall.selector, 5 ether, 10 ether)
        );
        pools.redelegate(id, 5 ether * 1e6, other);
        vm.stopPrank();
    }

    function test_settle_joinsTheOwnPool_byAnyone(uint96 amount) public {
        amount = uint96(bound(amount, 10 ether, 50_000 ether));
        delegate(bob, other, 33 ether);
        PoolId to = redelegateAll(alice, delegate(alice, edge, amount), other);
        vm.warp(pools.pool(to).liableUntil);
        uint96 counted = staking.node(other).stake;
        PoolId own = pools.settle(to, alice);
        vm.assertTrue(own == pools.poolOf(other), "own");
        vm.assertApproxEqAbs(pools.valueOf(own, alice), amount, 1, "value");
        vm.assertEq(staking.node(other).stake, counted, "stake stays");
        expectError(abi.encodeWithSelector(IDelegationPools.SameOperator.selector, other));
        pools.settle(own, alice);
        checkSolvent();
    }

    /// @dev Thirty-two kinds at most, so that a slash has a bounded cost; leaving stays possible.
    function test_redelegate_reverts_whenTooManyMoves() public {
        PoolId id = delegate(alice, edge, 10_000 ether);
        for (uint256 i; i < 32; ++i) {
            address node = makeAccount(string.concat("node ", vm.toString(i)));
            join(node, EDGE, EDGE_BOND, bytes32(i));
            vm.prank(alice);
            pools.redelegate(id, 10 ether * 1e6, node);
        }
        expectError(abi.encodeWithSelector(IDelegationPools.TooManyMoves.selector, edge, 32));
        vm.prank(alice);
        pools.redelegate(id, 10 ether * 1e6, other);
        vm.prank(alice);
        pools.undelegate(id, 10 ether * 1e6);

        // A slash of all of them, whole: everything is found, and it fits a block.
        uint256 gas = gasleft();
        uint96 taken = punish(WHOLE, edge, "k", 0, bob);
        vm.assertLt(gas - gasleft(), 10_000_000, "gas");
        vm.assertEq(taken, EDGE_BOND + 10_000 ether, "taken");
        vm.assertEq(pools.totalHeld(), 0, "nothing is left");

        // The emptied ones make room.
        delegate(alice, other, 100 ether);
        redelegateAll(alice, pools.poolOf(other), guardian);
    }

    function test_redelegate_makesRoom_whenMovesAreOver() public {
        PoolId id = delegate(alice, edge, 10_000 ether);
        for (uint256 i; i < 32; ++i) {
            address node = makeAccount(string.concat("node ", vm.toString(i)));
            join(node, EDGE, EDGE_BOND, bytes32(i));
            vm.prank(alice);
            pools.redelegate(id, 10 ether * 1e6, node);
        }
        skip(profile.unbonding * 4 / 3 + 2);
        vm.assertEq(pools.liablePools(edge).length, 1, "only its own");
        vm.prank(alice);
        pools.redelegate(id, 10 ether * 1e6, other);
        vm.assertEq(pools.liablePools(edge).length, 2, "and the new one");
    }

    function test_pastEpochs_keepTheirAnswers() public {
        PoolId from = delegate(alice, edge, 100 ether);
        warpTo(72);
        PoolId to = redelegateAll(alice, from, other);
        warpTo(90);
        undelegateAll(alice, to);
        vm.assertEq(pools.sharesAt(from, alice, Epoch.wrap(71)), 100 ether * 1e6, "71");
        vm.assertEq(pools.sharesAt(from, alice, Epoch.wrap(73)), 0, "73");
        vm.assertEq(pools.sharesAt(to, alice, Epoch.wrap(72)), 0, "to, 72");
        vm.assertEq(pools.sharesAt(to, alice, Epoch.wrap(73)), 100 ether * 1e6, "to, 73");
        vm.assertEq(pools.sharesAt(to, alice, Epoch.wrap(91)), 0, "to, 91");
    }
}
