// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed.
// forge-lint: disable-start(unsafe-typecast)

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {PoolId} from "../../../contracts/staking/PoolId.sol";
import {DelegationFixture} from "../support/DelegationFixture.sol";

/// @notice What others' staking fell to, tried here. Starts in epoch 70.
contract StakingAttacksTest is DelegationFixture {
    /// @dev Borrowed stake that is gone by the end of the transaction never counts.
    function test_attack_flashStake(uint96 amount) public {
        amount = uint96(bound(amount, 10 ether, 1_000_000 ether));
        PoolId id = delegate(alice, edge, amount);
        vm.assertEq(stakeAt(edge, 70), EDGE_BOND, "not in this epoch");
        undelegateAll(alice, id);
        for (uint64 epoch = 70; epoch < 75; ++epoch) {
            vm.assertEq(stakeAt(edge, epoch), EDGE_BOND, "nor later");
            vm.assertEq(pools.sharesAt(id, alice, Epoch.wrap(epoch)), 0, "no earnings");
        }
        vm.assertEq(token.balanceOf(alice), 0, "and it is not back at once");
    }

    function test_attack_slashDodging_byUnbonding(uint64 wait) public {
        wait = uint64(bound(wait, 0, profile.unbonding - 1));
        PoolId id = delegate(alice, edge, 500 ether);
        vm.prank(edge);
        staking.leave();
        undelegateAll(alice, id);
        skip(wait);
        vm.assertEq(punish(WHOLE, edge, "k", 0, bob), EDGE_BOND + 500 ether, "taken");
        skip(profile.unbonding);
        vm.prank(edge);
        staking.withdraw(edge);
        pools.withdraw(alice, 10);
        vm.assertEq(token.balanceOf(edge) + token.balanceOf(alice), 0, "nothing came out");
    }

    /// @dev Not by moving, not by leaving from where it was moved to, not by waiting in either.
    function test_attack_slashDodging_byRedelegation(uint64 wait, bool leavesThere) public {
        wait = uint64(bound(wait, 0, profile.unbonding - 1));
        PoolId moved = redelegateAll(alice, delegate(alice, edge, 500 ether), other);
        if (leavesThere) undelegateAll(alice, moved);
        skip(wait);
        vm.assertEq(punish(WHOLE, edge, "k", 0, bob), EDGE_BOND + 500 ether, "taken");
        vm.assertEq(staking.node(other).stake, EDGE_BOND, "the other's stake is less too");
        vm.assertEq(staking.node(other).bond, EDGE_BOND, "but not its bond");
        checkSolvent();
    }

    function test_attack_slashDodging_byRedelegation_ofTheNewOperator(bool leavesThere) public {
        PoolId moved = redelegateAll(alice, delegate(alice, edge, 500 ether), other);
        if (leavesThere) undelegateAll(alice, moved);
        vm.assertEq(punish(WHOLE, other, "k", 0, bob), EDGE_BOND + 500 ether, "taken");
        vm.assertEq(staking.node(edge).bond, EDGE_BOND, "not the former operator's");
    }

    /// @dev Moving on to a third node would shed the first one's claim.
    function test_attack_slashDodging_byHopping() public {
        PoolId moved = redelegateAll(alice, delegate(alice, edge, 500 ether), other);
        uint256 shares = pools.sharesOf(moved, alice);
        vm.expectRevert();
        vm.prank(alice);
        pools.redelegate(moved, shares, guardian);
        vm.assertEq(punish(WHOLE, edge, "k", 0, bob), EDGE_BOND + 500 ether, "taken");
    }

    /// @dev An emptied pool of moved stake is forgotten, and its next use is not overlooked.
    function test_attack_slashDodging_throughAForgottenPool() public {
        PoolId moved = redelegateAll(alice, delegate(alice, edge, 500 ether), other);
        punish(WHOLE, edge, "k", 0, bob);
        vm.assertEq(pools.pool(moved).stake, 0, "emptied");
        fund(edge, EDGE_BOND);
        vm.startPrank(edge);
        staking.addBond(EDGE_BOND);
        vm.warp(staking.startOf(staking.node(edge).jailedUntil));
        staking.rejoin();
        vm.stopPrank();
        PoolId again = redelegateAll(bob, delegate(bob, edge, 500 ether), other);
        vm.assertTrue(again != moved, "another pool");
        vm.assertEq(punish(WHOLE, edge, "k2", 0, alice), EDGE_BOND + 500 ether, "taken");
    }

    /// @dev The classic: one wei of shares, a donation, and whoever comes next gets nothing for its money.
    function test_attack_shareInflation_byTheFirstDepositor(uint96 donation, uint96 amount) public {
        donation = uint96(bound(donation, 1, 1_000_000 ether));
        amount = uint96(bound(amount, 10 ether, 1_000_000 ether));
        PoolId id = delegate(alice, edge, 10 ether);
        vm.assertTrue(token.transfer(address(pools), donation));
        delegate(bob, edge, amount);
        vm.assertGe(pools.valueOf(id, bob) + 1, amount, "bob lost nothing");
        vm.assertLe(pools.valueOf(id, alice), 10 ether, "alice gained nothing");
    }

    /// @dev Likewise after a slash, and by rounding: joining and leaving never gains.
    function test_attack_shareInflation_byRounding(uint96 fine, uint96 amount, uint256 part)
        public
    {
        fine = uint96(bound(fine, 1, 99 ether));
        amount = uint96(bound(amount, 20 ether, 1_000_000 ether));
        PoolId id = delegate(alice, edge, 100 ether);
        punish(FINE, edge, "k", EDGE_BOND + fine, bob);
        fund(edge, EDGE_BOND);
        vm.startPrank(edge);
        staking.addBond(EDGE_BOND);
        staking.rejoin();
        vm.stopPrank();
        uint256 before = pools.valueOf(id, alice);
        delegate(bob, edge, amount);
        uint256 shares = pools.sharesOf(id, bob);
        part = bound(part, 1, shares / 3);
        vm.prank(bob);
        uint96 out = pools.undelegate(id, part);
        out += undelegateAll(bob, id);
        vm.assertLe(out, amount, "bob gained nothing");
        vm.assertGe(pools.valueOf(id, alice) + 1, before, "alice lost nothing");
    }

    /// @dev An operator that reports itself gets at most half of its own bond, and nothing of others'.
    function test_attack_reporterCollusion_robbingDelegators(uint96 delegated) public {
        delegated = uint96(bound(delegated, 10 ether, 10_000_000 ether));
        delegate(alice, edge, delegated);
        uint256 supply = token.totalSupply();
        uint96 bond = staking.node(edge).bond;
        punish(FINE, edge, "k", 50_000 ether, edge);
        vm.assertLe(token.balanceOf(edge), bond / 2, "half of its own at most");
        vm.assertEq(
            supply - token.totalSupply(),
            uint256(bond) + delegated - pools.totalHeld() - token.balanceOf(edge),
            "all else is burned"
        );
    }

    /// @dev A slash, a jail, new keys and new stake in any order within an epoch never act out of order.
    function test_attack_keysOutOfOrder(uint256 seed) public {
        address[2] memory nodes = [edge, guardian];
        delegate(alice, edge, 1000 ether);
        delegate(alice, guardian, 1000 ether);
        for (uint256 i; i < 24; ++i) {
            address node = nodes[(seed >> i) % 2];
            uint256 action = uint256(keccak256(abi.encode(seed, i))) % 6;
            INodeStaking.Role role = node == edge ? EDGE : GUARDIAN;
            bytes32 key = keccak256(abi.encode(node, i));
            if (action == 0) punish(FINE, node, key, 1 ether, bob);
            else if (action == 1) punish(ABSENCE, node, key, 0, bob);
            else if (action == 2) rotate(node, role, key);
            else if (action == 3) skip(13 hours);
            else if (action == 4) attempt(node);
            else undelegateSome(node);
        }
        uint64 last = Epoch.unwrap(staking.currentEpoch()) + 3;
        vm.assertEq(stakeAt(edge, last), staking.node(edge).stake, "edge");
        vm.assertEq(stakeAt(guardian, last), staking.node(guardian).stake, "guardian");
    }

    function attempt(address node) private {
        fund(node, 10 ether);
        vm.startPrank(node);
        staking.addBond(10 ether);
        try staking.rejoin() {} catch {}
        vm.stopPrank();
    }

    function undelegateSome(address node) private {
        PoolId id = pools.poolOf(node);
        vm.prank(alice);
        pools.undelegate(id, 10 ether * 1e6);
    }
}
