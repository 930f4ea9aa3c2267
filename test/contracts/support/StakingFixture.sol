// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profile} from "../../../contracts/network/Profile.sol";
import {EpochSettlement} from "../../../contracts/settlement/EpochSettlement.sol";
import {DelegationPools} from "../../../contracts/staking/DelegationPools.sol";
import {IOffenceRegistry} from "../../../contracts/staking/IOffenceRegistry.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {NodeStaking} from "../../../contracts/staking/NodeStaking.sol";
import {OffenceRegistry} from "../../../contracts/staking/OffenceRegistry.sol";
import {PoolId} from "../../../contracts/staking/PoolId.sol";
import {SendToken} from "../../../contracts/token/SendToken.sol";
import {Test} from "../Base.sol";
import {Genesis} from "./Genesis.sol";

/// @title StakingFixture
/// @notice The real register over the real token, and nodes that can be made from a name.
abstract contract StakingFixture is Test {
    uint64 internal constant GENESIS = 1_000_000;
    /// @dev Of the right length; nobody checks it here.
    bytes internal constant PEER_SIGNATURE = abi.encode(uint256(1), uint256(2));

    Profile internal profile;
    SendToken internal token;
    NodeStaking internal staking;
    DelegationPools internal pools;
    OffenceRegistry internal offences;
    /// @dev Stands for the evidence contract of what is punished from the start.
    address internal evidence = address(0xe71de4ce);

    function deployStaking(Profile memory chosen) internal {
        vm.warp(GENESIS);
        profile = chosen;
        token = Genesis.token(address(this), address(this));
        staking = newStaking(chosen);
        pools = new DelegationPools(token, staking, EpochSettlement(address(0)), GENESIS, chosen);
        offences = new OffenceRegistry(staking, evidence, address(this), chosen);
        vm.assertEq(address(staking.POOLS()), address(pools), "pools");
        vm.assertEq(staking.OFFENCES(), address(offences), "offences");
    }

    /// @dev The next contracts that this one creates must be the pools and the offences.
    function newStaking(Profile memory chosen) internal returns (NodeStaking) {
        uint64 nonce = vm.getNonce(address(this));
        return new NodeStaking(
            token,
            DelegationPools(vm.computeCreateAddress(address(this), nonce + 1)),
            vm.computeCreateAddress(address(this), nonce + 2),
            GENESIS,
            chosen
        );
    }

    /// @notice Gives `operator` the bond and its approval, and registers it with keys made from `seed`.
    function join(address operator, INodeStaking.Role role, uint96 bond, bytes32 seed) internal {
        INodeStaking.Registration memory registration = registrationOf(role, bond, seed);
        bytes memory consent = consentOf(operator, role, seed);
        fund(operator, bond);
        vm.prank(operator);
        staking.register(registration, consent, PEER_SIGNATURE);
    }

    function rotate(address operator, INodeStaking.Role role, bytes32 seed) internal {
        bytes memory consent = consentOf(operator, role, seed);
        vm.prank(operator);
        staking.rotateKeys(
            peerIdOf(seed), signerOf(seed), type(uint256).max, consent, PEER_SIGNATURE
        );
    }

    function fund(address operator, uint256 amount) internal {
        vm.assertTrue(token.transfer(operator, amount));
        vm.prank(operator);
        token.approve(address(staking), type(uint256).max);
        vm.prank(operator);
        token.approve(address(pools), type(uint256).max);
    }

    /// @notice Makes `offence` punishable, which takes until the terms act.
    function announce(bytes32 offence, uint96 least, uint96 most, uint16 bps, uint32 jail)
        internal
    {
        offences.announceOffence(offence, offenceOf(least, most, bps, jail));
        skip(offences.OFFENCE_DELAY());
    }

    function offenceOf(uint96 least, uint96 most, uint16 bps, uint32 jail)
        internal
        view
        returns (IOffenceRegistry.Offence memory)
    {
        return IOffenceRegistry.Offence(evidence, least, most, bps, jail);
    }

    function punish(bytes32 offence, address operator, bytes32 key, uint96 amount, address reporter)
        internal
        returns (uint96 taken)
    {
        vm.prank(evidence);
        return offences.slash(offence, operator, key, amount, reporter);
    }

    function delegate(address delegator, address operator, uint96 amount)
        internal
        returns (PoolId id)
    {
        fund(delegator, amount);
        vm.prank(delegator);
        return pools.delegate(operator, amount);
    }

    /// @notice Every wei of the two contracts belongs to somebody.
    function checkSolvent() internal view {
        vm.assertEq(token.balanceOf(address(staking)), staking.totalBonded(), "bonds");
        vm.assertEq(token.balanceOf(address(pools)), pools.totalHeld(), "pools");
    }

    function warpTo(uint64 epoch) internal {
        vm.warp(staking.startOf(Epoch.wrap(epoch)));
    }

    /// @notice The signer's signature over its registration for `operator`.
    function consentOf(address operator, INodeStaking.Role role, bytes32 seed)
        internal
        view
        returns (bytes memory)
    {
        INodeStaking.NodeKeys memory keys = INodeStaking.NodeKeys({
            operator: operator,
            role: uint8(role),
            peerId: peerIdOf(seed),
            signer: signerOf(seed),
            nonce: staking.nonceOf(operator),
            deadline: type(uint256).max
        });
        return signature(keyOf(seed), staking.hashNodeKeys(keys));
    }

    function registrationOf(INodeStaking.Role role, uint96 bond, bytes32 seed)
        internal
        pure
        returns (INodeStaking.Registration memory)
    {
        bytes[] memory multiaddrs = new bytes[](1);
        multiaddrs[0] = abi.encodePacked(seed);
        return INodeStaking.Registration({
            role: role,
            peerId: peerIdOf(seed),
            signer: signerOf(seed),
            multiaddrs: multiaddrs,
            unicast: 0,
            bond: bond,
            commissionBps: 500,
            deadline: type(uint256).max
        });
    }

    function keyOf(bytes32 seed) internal pure returns (uint256) {
        return boundKey(uint256(keccak256(abi.encode("signer", seed))));
    }

    function signerOf(bytes32 seed) internal pure returns (address) {
        return vm.addr(keyOf(seed));
    }

    function peerIdOf(bytes32 seed) internal pure returns (bytes32) {
        return keccak256(abi.encode("peer", seed));
    }
}
