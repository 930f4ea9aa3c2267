// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {IDelegationPools} from "../../../contracts/staking/IDelegationPools.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {SettlementFixture} from "../support/SettlementFixture.sol";
import {SumTree} from "../support/SumTree.sol";

/// @notice Earnings are claimed and delegated in one transaction. Alice earned 20 SEND in epoch 1.
contract CompoundingTest is SettlementFixture {
    uint96 private constant EARNED = 20 ether;

    address private edge;
    address private alice;
    SumTree.Leaf[] private credits;

    function setUp() public {
        _deploy();
        _registerGuardians(1);
        _register(INodeStaking.Role.Edge, "edge", 10_000 ether);
        edge = makeAccount("edge");
        alice = makeAccount("alice");
        credits.push(SumTree.Leaf(alice, EARNED, 1, 0));
        _settleCredits(1, credits, EARNED);
        _finalize();
        vm.prank(alice);
        net.token.approve(address(net.pools), type(uint256).max);
    }

    function test_claimAndDelegate_delegatesWhatWasEarned() public {
        vm.prank(alice);
        vm.assertEq(net.pools.claimAndDelegate(edge, _claimOf()), EARNED, "amount");
        vm.assertEq(net.pools.valueOf(net.pools.poolOf(edge), alice), EARNED, "delegated");
        vm.assertEq(net.token.balanceOf(alice), 0, "nothing else moves");
        vm.assertEq(net.staking.node(edge).stake, 10_000 ether + EARNED, "counts");
    }

    function test_compound_isForAnyone_whenAskedFor(address caller) public {
        vm.expectEmit(address(net.pools));
        emit IDelegationPools.CompoundingSet(alice, address(0), edge);
        vm.prank(alice);
        net.pools.setCompounding(edge);
        vm.prank(caller);
        vm.assertEq(net.pools.compound(alice, _claimOf()), EARNED, "amount");
        vm.assertEq(net.pools.valueOf(net.pools.poolOf(edge), alice), EARNED, "hers");
    }

    /// @dev What was earned can be claimed without, so nobody is held up by a node that is gone.
    function test_compound_reverts_whenNotAskedForOrNodeIsGone() public {
        IDelegationPools.CreditClaim memory claim = _claimOf();
        expectError(abi.encodeWithSelector(IDelegationPools.CompoundingOff.selector, alice));
        net.pools.compound(alice, claim);
        vm.prank(alice);
        net.pools.setCompounding(edge);
        vm.prank(edge);
        net.staking.leave();
        expectError(abi.encodeWithSelector(IDelegationPools.NodeNotActive.selector, edge));
        net.pools.compound(alice, claim);
        settlement.claimCredit(alice, EARNED, 1, 0, claim.proof);
        vm.assertEq(net.token.balanceOf(alice), EARNED, "claimed");
        expectError(abi.encodeWithSelector(IEpochSettlement.NothingToClaim.selector, alice));
        net.pools.compound(alice, claim);
    }

    function _claimOf() private view returns (IDelegationPools.CreditClaim memory) {
        (, IEpochSettlement.SumProof memory proof) = SumTree.build(credits, 0);
        return IDelegationPools.CreditClaim(EARNED, 1, 0, proof);
    }
}
