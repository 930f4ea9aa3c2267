// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {PoolId} from "../../../contracts/staking/PoolId.sol";
import {StakingFixture} from "./StakingFixture.sol";

/// @title DelegationFixture
/// @notice Two Edges and a Guardian on the network's profile, in epoch 40, and two offences: `FINE`, of 1 to
/// 50,000 SEND with half for the reporter, and `ABSENCE`, which only jails for two epochs.
abstract contract DelegationFixture is StakingFixture {
    INodeStaking.Role internal constant EDGE = INodeStaking.Role.Edge;
    INodeStaking.Role internal constant GUARDIAN = INodeStaking.Role.Guardian;
    bytes32 internal constant WHOLE = keccak256("guardian-equivocation");
    bytes32 internal constant FINE = "fine";
    bytes32 internal constant ABSENCE = "absence";

    uint96 internal constant EDGE_BOND = 10_000 ether;
    uint96 internal constant GUARDIAN_BOND = 100_000 ether;

    address internal edge;
    address internal other;
    address internal guardian;
    address internal alice;
    address internal bob;

    function setUp() public virtual {
        deployStaking(Profiles.network());
        announce(FINE, 1 ether, 50_000 ether, 5000, 0);
        offences.announceOffence(ABSENCE, offenceOf(0, 0, 0, 2));
        edge = makeAccount("edge");
        other = makeAccount("other");
        guardian = makeAccount("guardian");
        alice = makeAccount("alice");
        bob = makeAccount("bob");
        join(edge, EDGE, EDGE_BOND, "edge");
        join(other, EDGE, EDGE_BOND, "other");
        join(guardian, GUARDIAN, GUARDIAN_BOND, "guardian");
        skip(offences.OFFENCE_DELAY());
        warpTo(70);
    }

    function undelegateAll(address delegator, PoolId id) internal returns (uint96 amount) {
        uint256 shares = pools.sharesOf(id, delegator);
        vm.prank(delegator);
        return pools.undelegate(id, shares);
    }

    function redelegateAll(address delegator, PoolId id, address to) internal returns (PoolId) {
        uint256 shares = pools.sharesOf(id, delegator);
        vm.prank(delegator);
        (PoolId newId,) = pools.redelegate(id, shares, to);
        return newId;
    }

    function stakeAt(address operator, uint64 epoch) internal view returns (uint96) {
        return staking.stakeAt(operator, Epoch.wrap(epoch));
    }

    function statusOf(address operator) internal view returns (uint8) {
        return uint8(staking.node(operator).status);
    }
}
