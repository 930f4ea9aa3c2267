// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {DelegationPools} from "../../../contracts/staking/DelegationPools.sol";
import {IDelegationPools} from "../../../contracts/staking/IDelegationPools.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {NodeStaking} from "../../../contracts/staking/NodeStaking.sol";
import {PoolId} from "../../../contracts/staking/PoolId.sol";
import {SendToken} from "../../../contracts/token/SendToken.sol";
import {Test} from "../Base.sol";
import {DelegationHandler} from "../support/DelegationHandler.sol";

/// @notice Staking, delegating, moving, slashing, jailing and leaving in any order.
/// 2: both contracts hold what they owe. 3: bonds + pools + unbonding = stake balance, and nothing leaves
/// before its time (asserted by the handler). 4: no slash reverts, repeats or is dodged (the handler's
/// model says what each must take). After every run all delegations are worth what the model says.
/// forge-config: default.invariant.fail-on-revert = true
contract DelegationInvariants is Test {
    DelegationHandler private handler;
    NodeStaking private staking;
    DelegationPools private pools;
    SendToken private token;

    function setUp() public {
        handler = new DelegationHandler();
        (address a, address b, address c) = handler.parts();
        (staking, pools, token) = (NodeStaking(a), DelegationPools(b), SendToken(c));
        bytes4[] memory selectors = new bytes4[](10);
        selectors[0] = DelegationHandler.delegate.selector;
        selectors[1] = DelegationHandler.undelegate.selector;
        selectors[2] = DelegationHandler.redelegate.selector;
        selectors[3] = DelegationHandler.settle.selector;
        selectors[4] = DelegationHandler.withdraw.selector;
        selectors[5] = DelegationHandler.slash.selector;
        selectors[6] = DelegationHandler.jail.selector;
        selectors[7] = DelegationHandler.serve.selector;
        selectors[8] = DelegationHandler.pass.selector;
        selectors[9] = DelegationHandler.delegate.selector;
        targetSelectors(address(handler), selectors);
    }

    /// forge-config: default.invariant.runs = 1000
    /// forge-config: default.invariant.depth = 100
    function invariant_2_3_4_stakeIsCoveredAndCounted() public view {
        vm.assertEq(staking.totalBonded(), handler.totalBond(), "3: bonds");
        vm.assertEq(token.balanceOf(address(staking)), staking.totalBonded(), "2: bonds' balance");
        vm.assertEq(token.balanceOf(address(pools)), pools.totalHeld(), "2: pools' balance");
    }

    function afterInvariant() public view {
        uint256 held;
        for (uint64 id = 1; PoolId.unwrap(PoolId.wrap(id)) <= handler.poolCount(); ++id) {
            IDelegationPools.Pool memory pool = pools.pool(PoolId.wrap(id));
            held += pool.stake + pool.unbonding;
        }
        vm.assertEq(held, pools.totalHeld(), "3: pools and unbonding");
        for (uint256 i = 0; i < handler.lotCount(); ++i) {
            DelegationHandler.Lot memory lot = lotAt(i);
            if (lot.withdrawableAt != 0) continue;
            vm.assertApproxEqAbs(
                pools.valueOf(lot.pool, lot.owner),
                lot.amount,
                handler.toleranceOf(lot) * 4,
                "a delegation's worth"
            );
        }
        checkNodes();
        Epoch later = staking.currentEpoch() + Epoch.wrap(3);
        for (uint256 i = 0; i < 5; ++i) {
            address operator = handler.operators(i);
            vm.assertEq(staking.stakeAt(operator, later), staking.node(operator).stake, "stakeAt");
        }
        // A shrunk or replayed run is shorter.
        if (handler.attempts() < 100) return;
        uint256 acts = handler.calls("slash") + handler.calls("serve") + handler.calls("delegate");
        vm.assertGt(acts, 5, "it did something");
    }

    function checkNodes() private view {
        for (uint256 i = 0; i < 5; ++i) {
            address operator = handler.operators(i);
            INodeStaking.Node memory node = staking.node(operator);
            vm.assertEq(node.bond, handler.bonds(operator), "3: bond");
            uint256 counted = pools.delegatedTo(operator);
            if (counted > 10 * uint256(node.bond)) counted = 10 * uint256(node.bond);
            bool active = node.status == INodeStaking.Status.Active;
            vm.assertEq(node.stake, active ? node.bond + counted : 0, "stake");
        }
    }

    function lotAt(uint256 i) private view returns (DelegationHandler.Lot memory lot) {
        (
            lot.owner,
            lot.pool,
            lot.operator,
            lot.formerly,
            lot.liableUntil,
            lot.withdrawableAt,
            lot.amount,
            lot.original
        ) = handler.lots(i);
    }
}
