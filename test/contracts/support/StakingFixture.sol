// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profile} from "../../../contracts/network/Profile.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {NodeStaking} from "../../../contracts/staking/NodeStaking.sol";
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

    function deployStaking(Profile memory chosen) internal {
        vm.warp(GENESIS);
        profile = chosen;
        token = Genesis.token(address(this), address(this));
        staking = new NodeStaking(token, GENESIS, chosen);
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
