// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Arrays} from "@openzeppelin/contracts/utils/Arrays.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Epoch} from "../network/Epoch.sol";
import {EpochClock} from "../network/EpochClock.sol";
import {Profile} from "../network/Profile.sol";
import {ActiveSet} from "./ActiveSet.sol";
import {INodeStaking} from "./INodeStaking.sol";
import {KeyRegister} from "./KeyRegister.sol";
import {Multiaddrs} from "./Multiaddrs.sol";

/// @title NodeStaking
/// @notice Register of Edges and Guardians, and custodian of their bonds.
///
/// An operator has one node at a time: none -> active -> unbonding -> none. Every change to a node
/// (join, leave, stake, signer) acts from one epoch on, the same for all four: the next epoch for an
/// Edge, the epoch after the Guardian delay for a Guardian. Until then every answer is as if it had not
/// happened, so no stake, key or place can be taken or dropped for an epoch whose randomness is known.
/// The signer alone outlives the place, until the bond is withdrawn: a node that left still answers for
/// what it holds.
/// Changes of one operator can never act out of order: a role changes only after a withdrawal, which
/// cannot happen before the epoch in which the node stopped counting is over.
///
/// A bond leaves only after the unbonding time, which is longer than it takes to settle and dispute the
/// last epoch in which the node served. There is no other way out, no pause and no owner. Amounts are in
/// wei of SEND; the token moves exactly what it is told and calls nobody back.
contract NodeStaking is KeyRegister, EpochClock {
    using ActiveSet for ActiveSet.Set;
    using Checkpoints for Checkpoints.Trace160;
    using Checkpoints for Checkpoints.Trace256;
    using SafeERC20 for IERC20;

    uint96 public constant MIN_EDGE_BOND = 10_000 ether;
    uint96 public constant MIN_GUARDIAN_BOND = 100_000 ether;
    uint256 public constant MAX_GUARDIANS = 32;

    IERC20 public immutable TOKEN;
    /// @notice Seconds from leaving to withdrawing.
    uint32 public immutable UNBONDING;
    /// @notice Epochs until a change to a Guardian acts.
    uint32 public immutable GUARDIAN_DELAY;

    /// @inheritdoc INodeStaking
    uint256 public totalBonded;

    mapping(address operator => Node node) private _nodes;
    mapping(address operator => bytes[] multiaddrs) private _multiaddrs;
    mapping(address operator => Checkpoints.Trace160 signers) private _signers;
    mapping(address operator => Checkpoints.Trace160 stakes) private _stakes;
    mapping(Role role => ActiveSet.Set set) private _sets;
    Checkpoints.Trace256 private _guardianHashes;

    constructor(IERC20 token, uint64 genesis, Profile memory profile) EpochClock(genesis, profile) {
        // A Guardian that leaves at an epoch's first second serves until the delay is over.
        uint256 minimum = uint256(Math.max(profile.guardianDelayEpochs, 1)) * profile.epochLength
            + profile.billWindow + profile.challengeWindow + profile.reportWindow
            + profile.attestWindow + profile.disputeWindow;
        require(profile.unbonding >= minimum, UnbondingTooShort(profile.unbonding, minimum));
        TOKEN = token;
        UNBONDING = profile.unbonding;
        // A delay of 0 would change the set in the middle of an epoch.
        GUARDIAN_DELAY = profile.guardianDelayEpochs == 0 ? 1 : profile.guardianDelayEpochs;
    }

    /// @inheritdoc INodeStaking
    function register(
        Registration calldata registration,
        bytes calldata signerSignature,
        bytes calldata peerSignature
    ) external {
        Role role = registration.role;
        require(_nodes[msg.sender].status == Status.None, AlreadyRegistered(msg.sender));
        require(role != Role.None, InvalidRole(role));
        uint96 minimum = role == Role.Edge ? MIN_EDGE_BOND : MIN_GUARDIAN_BOND;
        require(registration.bond >= minimum, BondTooSmall(registration.bond, minimum));
        require(
            role == Role.Edge || _sets[role].latestCount() < MAX_GUARDIANS,
            GuardianSetFull(MAX_GUARDIANS)
        );
        NodeKeys memory keys = NodeKeys({
            operator: msg.sender,
            role: uint8(role),
            peerId: registration.peerId,
            signer: registration.signer,
            nonce: 0,
            deadline: registration.deadline
        });
        _takeKeys(keys, signerSignature, peerSignature);

        Epoch from = _effectiveFrom(role);
        _nodes[msg.sender] = Node({
            role: role,
            status: Status.Active,
            activeFrom: from,
            inactiveFrom: Epoch.wrap(0),
            withdrawableAt: 0,
            bond: registration.bond,
            signer: registration.signer,
            peerId: registration.peerId,
            unicast: registration.unicast
        });
        totalBonded += registration.bond;
        _sets[role].join(from, msg.sender);
        _emitRegistered(keys, registration, from, peerSignature);
        _setSigner(from, registration.signer);
        _setStake(role, from, registration.bond);
        _setMultiaddrs(registration.multiaddrs);

        TOKEN.safeTransferFrom(msg.sender, address(this), registration.bond);
    }

    /// @inheritdoc INodeStaking
    function setMultiaddrs(bytes[] calldata multiaddrs) external {
        require(_nodes[msg.sender].status != Status.None, NotRegistered(msg.sender));
        _setMultiaddrs(multiaddrs);
    }

    /// @inheritdoc INodeStaking
    function addBond(uint96 amount) external {
        Node storage entry = _active();
        require(amount != 0, BondTooSmall(amount, 1));

        uint96 oldBond = entry.bond;
        uint96 newBond = oldBond + amount;
        entry.bond = newBond;
        totalBonded += amount;
        Epoch from = _effectiveFrom(entry.role);
        emit BondChanged(msg.sender, oldBond, newBond, from);
        _setStake(entry.role, from, newBond);

        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc INodeStaking
    function rotateKeys(
        bytes32 peerId,
        address signer,
        uint256 deadline,
        bytes calldata signerSignature,
        bytes calldata peerSignature
    ) external {
        Node storage entry = _active();
        NodeKeys memory keys = NodeKeys({
            operator: msg.sender,
            role: uint8(entry.role),
            peerId: peerId,
            signer: signer,
            nonce: 0,
            deadline: deadline
        });
        _takeKeys(keys, signerSignature, peerSignature);

        entry.peerId = peerId;
        entry.signer = signer;
        Epoch from = _effectiveFrom(entry.role);
        emit KeysRotated(msg.sender, peerId, signer, from, keys.nonce, deadline, peerSignature);
        _setSigner(from, signer);
        if (entry.role == Role.Guardian) _recordGuardians(from);
    }

    /// @inheritdoc INodeStaking
    function leave() external {
        Node storage entry = _active();
        Role role = entry.role;
        Epoch from = _effectiveFrom(role);
        // Cast: a timestamp plus three weeks fits 64 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint64 withdrawableAt =
            uint64(Math.max(block.timestamp + UNBONDING, startOf(from + Epoch.wrap(1))));
        entry.status = Status.Unbonding;
        entry.inactiveFrom = from;
        entry.withdrawableAt = withdrawableAt;
        _sets[role].leave(from, msg.sender);
        emit NodeLeft(msg.sender, role, from, withdrawableAt);
        _setStake(role, from, 0);
    }

    /// @inheritdoc INodeStaking
    function withdraw(address to) external {
        Node storage entry = _nodes[msg.sender];
        require(entry.status == Status.Unbonding, NotUnbonding(msg.sender));
        require(
            block.timestamp >= entry.withdrawableAt,
            StillBonded(entry.withdrawableAt, block.timestamp)
        );

        uint96 amount = entry.bond;
        delete _nodes[msg.sender];
        delete _multiaddrs[msg.sender];
        _setSigner(currentEpoch() + Epoch.wrap(1), address(0));
        totalBonded -= amount;
        emit BondWithdrawn(msg.sender, to, amount);

        TOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc INodeStaking
    function node(address operator) external view returns (Node memory) {
        return _nodes[operator];
    }

    /// @inheritdoc INodeStaking
    function multiaddrsOf(address operator) external view returns (bytes[] memory multiaddrs) {
        return _multiaddrs[operator];
    }

    /// @inheritdoc INodeStaking
    function activeCount(Role role, Epoch epoch) external view returns (uint256 count) {
        return _sets[role].countAt(epoch);
    }

    /// @inheritdoc INodeStaking
    function activeAt(Role role, Epoch epoch, uint256 index)
        external
        view
        returns (address operator)
    {
        uint256 count = _sets[role].countAt(epoch);
        require(index < count, NoSuchSlot(index, count));
        return _sets[role].at(epoch, index);
    }

    /// @inheritdoc INodeStaking
    function activeNodes(Role role, Epoch epoch)
        external
        view
        returns (address[] memory operators)
    {
        return Arrays.sort(_sets[role].membersAt(epoch));
    }

    /// @inheritdoc INodeStaking
    function guardianSetHash(Epoch epoch) external view returns (bytes32 hash) {
        return bytes32(_guardianHashes.upperLookupRecent(Epoch.unwrap(epoch)));
    }

    /// @inheritdoc INodeStaking
    function guardianSet(Epoch epoch)
        external
        view
        returns (address[] memory operators, address[] memory signers, uint96[] memory stakes)
    {
        operators = _sets[Role.Guardian].membersAt(epoch);
        signers = new address[](operators.length);
        stakes = new uint96[](operators.length);
        for (uint256 i; i < operators.length; ++i) {
            signers[i] = signerAt(operators[i], epoch);
            stakes[i] = stakeAt(operators[i], epoch);
        }
    }

    /// @inheritdoc INodeStaking
    function signerAt(address operator, Epoch epoch) public view returns (address signer) {
        return address(_signers[operator].upperLookupRecent(Epoch.unwrap(epoch)));
    }

    /// @inheritdoc INodeStaking
    function stakeAt(address operator, Epoch epoch) public view returns (uint96 stake) {
        // Cast: only bonds are written to the trace.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint96(_stakes[operator].upperLookupRecent(Epoch.unwrap(epoch)));
    }

    function _setSigner(Epoch from, address signer) private {
        _signers[msg.sender].push(Epoch.unwrap(from), uint160(signer));
    }

    function _setStake(Role role, Epoch from, uint96 stake) private {
        _stakes[msg.sender].push(Epoch.unwrap(from), stake);
        if (role == Role.Guardian) _recordGuardians(from);
    }

    function _recordGuardians(Epoch from) private {
        ActiveSet.Set storage guardians = _sets[Role.Guardian];
        bytes32[] memory pairs = new bytes32[](guardians.latestCount());
        for (uint256 i; i < pairs.length; ++i) {
            Node storage guardian = _nodes[guardians.latestAt(i)];
            pairs[i] = bytes32(abi.encodePacked(guardian.signer, guardian.bond));
        }
        bytes32 hash = pairs.length == 0 ? bytes32(0) : keccak256(abi.encodePacked(pairs));
        _guardianHashes.push(Epoch.unwrap(from), uint256(hash));
        emit GuardianSetChanged(from, hash);
    }

    function _setMultiaddrs(bytes[] calldata multiaddrs) private {
        Multiaddrs.replace(_multiaddrs[msg.sender], multiaddrs);
        emit MultiaddrsChanged(msg.sender, multiaddrs);
    }

    function _emitRegistered(
        NodeKeys memory keys,
        Registration calldata registration,
        Epoch from,
        bytes calldata peerSignature
    ) private {
        emit NodeRegistered(
            keys.operator,
            registration.role,
            keys.peerId,
            keys.signer,
            registration.unicast,
            registration.bond,
            from,
            keys.nonce,
            keys.deadline,
            peerSignature
        );
    }

    function _active() private view returns (Node storage entry) {
        entry = _nodes[msg.sender];
        require(entry.status == Status.Active, NotRegistered(msg.sender));
    }

    function _effectiveFrom(Role role) private view returns (Epoch from) {
        return currentEpoch() + Epoch.wrap(role == Role.Guardian ? GUARDIAN_DELAY : 1);
    }
}
