// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Epoch} from "../../../contracts/network/Epoch.sol";
import {EpochClock} from "../../../contracts/network/EpochClock.sol";
import {Profile, Profiles} from "../../../contracts/network/Profile.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {StakingFixture} from "../support/StakingFixture.sol";

/// @notice Joining the register: what is stored, when it acts, and what is refused.
contract NodeStakingRegisterTest is StakingFixture {
    INodeStaking.Role private constant EDGE = INodeStaking.Role.Edge;
    INodeStaking.Role private constant GUARDIAN = INodeStaking.Role.Guardian;

    address private operator;

    function setUp() public {
        deployStaking(Profiles.network());
        operator = makeAccount("operator");
        fund(operator, 1_000_000 ether);
    }

    function test_register_storesNode(uint96 bond, bytes32 seed, bytes32 unicast) public {
        bond = uint96(bound(bond, 10_000 ether, 1_000_000 ether));
        INodeStaking.Registration memory registration = registrationOf(EDGE, bond, seed);
        registration.unicast = unicast;
        bytes memory consent = consentOf(operator, EDGE, seed);

        vm.expectEmit(address(staking));
        emit INodeStaking.NodeRegistered(
            operator,
            EDGE,
            peerIdOf(seed),
            signerOf(seed),
            unicast,
            bond,
            Epoch.wrap(1),
            0,
            type(uint256).max,
            PEER_SIGNATURE
        );
        vm.expectEmit(address(staking));
        emit INodeStaking.MultiaddrsChanged(operator, registration.multiaddrs);
        vm.prank(operator);
        staking.register(registration, consent, PEER_SIGNATURE);

        INodeStaking.Node memory node = staking.node(operator);
        vm.assertTrue(node.role == EDGE, "role");
        vm.assertTrue(node.status == INodeStaking.Status.Active, "status");
        vm.assertEq(Epoch.unwrap(node.activeFrom), 1, "activeFrom");
        vm.assertEq(Epoch.unwrap(node.inactiveFrom), 0, "inactiveFrom");
        vm.assertEq(node.bond, bond, "bond");
        vm.assertEq(node.signer, signerOf(seed), "signer");
        vm.assertEq(node.peerId, peerIdOf(seed), "peerId");
        vm.assertEq(node.unicast, unicast, "unicast");
        vm.assertEq(staking.multiaddrsOf(operator)[0], registration.multiaddrs[0], "multiaddr");
        vm.assertEq(staking.nonceOf(operator), 1, "nonce");
        vm.assertEq(staking.totalBonded(), bond, "bonded");
        vm.assertEq(token.balanceOf(address(staking)), bond, "balance");
    }

    function test_register_actsFromNextEpoch_whenEdge(uint64 epoch, uint256 late) public {
        epoch = uint64(bound(epoch, 0, 100_000));
        vm.warp(staking.startOf(Epoch.wrap(epoch)) + bound(late, 0, profile.epochLength - 1));
        joinNode(EDGE, "a");
        expectActsFrom(EDGE, epoch + 1);
    }

    /// @dev No stake counts at once: a flash-borrowed bond decides nothing.
    function test_register_actsAfterDelay_whenGuardian(uint64 epoch, uint256 late) public {
        epoch = uint64(bound(epoch, 0, 100_000));
        vm.warp(staking.startOf(Epoch.wrap(epoch)) + bound(late, 0, profile.epochLength - 1));
        joinNode(GUARDIAN, "a");
        expectActsFrom(GUARDIAN, epoch + profile.guardianDelayEpochs);
        vm.assertEq(
            staking.guardianSetHash(Epoch.wrap(epoch + profile.guardianDelayEpochs)),
            keccak256(abi.encodePacked(signerOf("a"), uint96(100_000 ether))),
            "hash"
        );
        vm.assertEq(
            staking.guardianSetHash(Epoch.wrap(epoch + profile.guardianDelayEpochs - 1)),
            bytes32(0),
            "hash before"
        );
    }

    function test_register_reverts_whenRegistered() public {
        joinNode(EDGE, "a");
        expectRefusal(registrationOf(EDGE, 10_000 ether, "b"), alreadyRegistered());
    }

    function test_register_reverts_whenUnbonding() public {
        joinNode(EDGE, "a");
        vm.prank(operator);
        staking.leave();
        expectRefusal(registrationOf(EDGE, 10_000 ether, "b"), alreadyRegistered());
    }

    function test_register_reverts_whenRoleIsNone() public {
        INodeStaking.Role none = INodeStaking.Role.None;
        expectRefusal(
            registrationOf(none, 10_000 ether, "a"),
            abi.encodeWithSelector(INodeStaking.InvalidRole.selector, none)
        );
    }

    function test_register_reverts_whenEdgeBondIsTooSmall(uint96 bond) public {
        bond = uint96(bound(bond, 0, 10_000 ether - 1));
        expectRefusal(registrationOf(EDGE, bond, "a"), tooSmall(bond, 10_000 ether));
    }

    function test_register_reverts_whenGuardianBondIsTooSmall(uint96 bond) public {
        bond = uint96(bound(bond, 0, 100_000 ether - 1));
        expectRefusal(registrationOf(GUARDIAN, bond, "a"), tooSmall(bond, 100_000 ether));
    }

    function test_register_refusesTheThirtyThirdGuardian_whenItHasNoMoreStake() public {
        for (uint256 i; i < 32; ++i) {
            address guardian = makeAccount(vm.toString(i));
            join(guardian, GUARDIAN, 100_000 ether, bytes32(i));
        }
        expectRefusal(
            registrationOf(GUARDIAN, 100_000 ether, "a"),
            abi.encodeWithSelector(INodeStaking.GuardianSetFull.selector, 100_000 ether)
        );
        joinNode(EDGE, "a");
    }

    function test_register_reverts_whenDeadlinePassed(uint256 deadline) public {
        deadline = bound(deadline, 0, GENESIS - 1);
        INodeStaking.Registration memory registration = registrationOf(EDGE, 10_000 ether, "a");
        registration.deadline = deadline;
        expectRefusal(
            registration,
            abi.encodeWithSelector(INodeStaking.SignatureExpired.selector, deadline, GENESIS)
        );
    }

    function test_register_reverts_whenPeerIdIsZero() public {
        INodeStaking.Registration memory registration = registrationOf(EDGE, 10_000 ether, "a");
        registration.peerId = 0;
        expectRefusal(registration, abi.encodeWithSelector(INodeStaking.InvalidPeerId.selector));
    }

    function test_register_reverts_whenPeerSignatureIsNot64Bytes(bytes memory given) public {
        vm.assume(given.length != 64);
        INodeStaking.Registration memory registration = registrationOf(EDGE, 10_000 ether, "a");
        bytes memory consent = consentOf(operator, EDGE, "a");
        expectError(
            abi.encodeWithSelector(INodeStaking.InvalidPeerSignature.selector, given.length)
        );
        vm.prank(operator);
        staking.register(registration, consent, given);
    }

    function test_register_reverts_whenAnotherKeySigned(bytes32 other) public {
        vm.assume(other != "a");
        expectRefusal(
            registrationOf(EDGE, 10_000 ether, "a"),
            consentOf(operator, EDGE, other),
            abi.encodeWithSelector(INodeStaking.InvalidSignature.selector, signerOf("a"))
        );
    }

    function test_register_reverts_whenSignatureIsForAnotherOperatorOrRole() public {
        bytes memory refusal =
            abi.encodeWithSelector(INodeStaking.InvalidSignature.selector, signerOf("a"));
        INodeStaking.Registration memory registration = registrationOf(EDGE, 10_000 ether, "a");
        expectRefusal(registration, consentOf(address(1), EDGE, "a"), refusal);
        expectRefusal(registration, consentOf(operator, GUARDIAN, "a"), refusal);
    }

    /// @dev A recovery that fails gives the zero address.
    function test_register_reverts_whenSignerIsZero(bytes memory consent) public {
        INodeStaking.Registration memory registration = registrationOf(EDGE, 10_000 ether, "a");
        registration.signer = address(0);
        vm.assume(consent.length != 65);
        bytes memory refusal =
            abi.encodeWithSelector(INodeStaking.InvalidSignature.selector, address(0));
        expectRefusal(registration, consent, refusal);
        expectRefusal(registration, new bytes(65), refusal);
    }

    function test_register_reverts_whenSignatureWasUsed() public {
        bytes memory consent = consentOf(operator, EDGE, "a");
        joinNode(EDGE, "a");
        vm.prank(operator);
        staking.leave();
        vm.warp(staking.node(operator).withdrawableAt);
        vm.prank(operator);
        staking.withdraw(operator);
        expectRefusal(
            registrationOf(EDGE, 10_000 ether, "a"),
            consent,
            abi.encodeWithSelector(INodeStaking.InvalidSignature.selector, signerOf("a"))
        );
    }

    /// @dev Even a key whose node left for good stays its operator's.
    function test_register_reverts_whenKeyIsAnothersForEver(bool left) public {
        address other = makeAccount("other");
        join(other, EDGE, 10_000 ether, "a");
        if (left) {
            vm.prank(other);
            staking.leave();
            vm.warp(staking.node(other).withdrawableAt);
            vm.prank(other);
            staking.withdraw(other);
        }
        INodeStaking.Registration memory registration = registrationOf(EDGE, 10_000 ether, "a");
        expectRefusal(
            registration, abi.encodeWithSelector(INodeStaking.KeyInUse.selector, peerIdOf("a"))
        );

        registration.peerId = peerIdOf("b");
        INodeStaking.NodeKeys memory keys = INodeStaking.NodeKeys(
            operator, uint8(EDGE), peerIdOf("b"), signerOf("a"), 0, type(uint256).max
        );
        expectRefusal(
            registration,
            signature(keyOf("a"), staking.hashNodeKeys(keys)),
            abi.encodeWithSelector(INodeStaking.KeyInUse.selector, uint256(uint160(signerOf("a"))))
        );
    }

    function test_register_reverts_whenNotApproved() public {
        vm.prank(operator);
        token.approve(address(staking), 9999 ether);
        expectRefusal(
            registrationOf(EDGE, 10_000 ether, "a"),
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector,
                address(staking),
                9999 ether,
                10_000 ether
            )
        );
    }

    function test_register_reverts_beforeGenesis() public {
        vm.warp(GENESIS - 1);
        expectRefusal(
            registrationOf(EDGE, 10_000 ether, "a"),
            abi.encodeWithSelector(EpochClock.NotStarted.selector, GENESIS, GENESIS - 1)
        );
    }

    function test_constructor_reverts_whenUnbondingEndsBeforeDisputes(uint32 unbonding) public {
        Profile memory short = Profiles.network();
        // Two epochs of delay, seven hours of windows and a day of dispute.
        short.unbonding = uint32(bound(unbonding, 0, 3 days + 7 hours - 1));
        expectError(
            abi.encodeWithSelector(
                INodeStaking.UnbondingTooShort.selector, short.unbonding, 3 days + 7 hours
            )
        );
        newStaking(short);
    }

    function test_hashNodeKeys_isTheEip712Digest(INodeStaking.NodeKeys memory keys) public view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("SendingNetwork NodeStaking"),
                keccak256("1"),
                block.chainid,
                address(staking)
            )
        );
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "NodeKeys(address operator,uint8 role,bytes32 peerId,address signer,uint256 nonce,uint256 deadline)"
                ),
                keys.operator,
                keys.role,
                keys.peerId,
                keys.signer,
                keys.nonce,
                keys.deadline
            )
        );
        vm.assertEq(
            staking.hashNodeKeys(keys), keccak256(abi.encodePacked(hex"1901", domain, structHash))
        );
    }

    function joinNode(INodeStaking.Role role, bytes32 seed) private {
        join(operator, role, role == EDGE ? 10_000 ether : 100_000 ether, seed);
    }

    function expectRefusal(INodeStaking.Registration memory registration, bytes memory refusal)
        private
    {
        bytes memory consent = consentOf(operator, registration.role, "a");
        expectRefusal(registration, consent, refusal);
    }

    function expectRefusal(
        INodeStaking.Registration memory registration,
        bytes memory consent,
        bytes memory refusal
    ) private {
        expectError(refusal);
        vm.prank(operator);
        staking.register(registration, consent, PEER_SIGNATURE);
    }

    function expectActsFrom(INodeStaking.Role role, uint64 from) private view {
        Epoch before = Epoch.wrap(from - 1);
        vm.assertEq(staking.activeCount(role, before), 0, "count before");
        vm.assertEq(staking.signerAt(operator, before), address(0), "signer before");
        vm.assertEq(staking.stakeAt(operator, before), 0, "stake before");

        Epoch epoch = Epoch.wrap(from);
        vm.assertEq(staking.activeCount(role, epoch), 1, "count");
        vm.assertEq(staking.activeAt(role, epoch, 0), operator, "slot");
        vm.assertEq(staking.signerAt(operator, epoch), signerOf("a"), "signer");
        vm.assertEq(staking.stakeAt(operator, epoch), staking.node(operator).bond, "stake");
    }

    function alreadyRegistered() private view returns (bytes memory) {
        return abi.encodeWithSelector(INodeStaking.AlreadyRegistered.selector, operator);
    }

    function tooSmall(uint96 bond, uint256 minimum) private pure returns (bytes memory) {
        return abi.encodeWithSelector(INodeStaking.BondTooSmall.selector, bond, minimum);
    }
}
