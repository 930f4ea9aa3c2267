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
import {ISendToken} from "../token/ISendToken.sol";
import {ActiveSet} from "./ActiveSet.sol";
import {IDelegationPools} from "./IDelegationPools.sol";
import {INodeStaking} from "./INodeStaking.sol";
import {KeyRegister} from "./KeyRegister.sol";
import {Multiaddrs} from "./Multiaddrs.sol";

/// @title NodeStaking
/// @notice Register of Edges and Guardians, and custodian of their bonds.
///
/// An operator has one node at a time: none -> active -> unbonding -> none; an active one may be benched or
/// jailed and rejoin. Every change to a node (join, leave, stake, signer) acts from one epoch on, the same
/// for all four: the next epoch for an Edge, the epoch after the Guardian delay for a Guardian. Until then
/// every answer is as if it had not happened, so no stake, key or place can be taken or dropped for an
/// epoch whose randomness is known. The signer alone outlives the place, until the bond is withdrawn: a
/// node that left still answers for what it holds.
/// Changes of one operator can never act out of order: a role changes only after a withdrawal, which
/// cannot happen before the epoch in which the node stopped counting is over.
///
/// Stake is the operator's bond and what {DelegationPools} hold for it, up to DELEGATION_FACTOR times the
/// bond. Of at most MAX_GUARDIANS Guardians the one with the least stake is benched when one with more joins.
///
/// A bond leaves only after the unbonding time, which is longer than it takes to settle and dispute the
/// last epoch in which the node served. Until it has left it is slashed, whatever the node's state, through
/// {OffenceRegistry} and by nobody else. A slash takes what there is and never reverts for want of it.
/// There is no other way out, no pause and no owner. Amounts are in wei of SEND; the token moves exactly
/// what it is told and calls nobody back.
contract NodeStaking is KeyRegister, EpochClock {
    using ActiveSet for ActiveSet.Set;
    using Checkpoints for Checkpoints.Trace160;
    using Checkpoints for Checkpoints.Trace256;
    using SafeERC20 for IERC20;

    uint96 public constant MIN_EDGE_BOND = 10_000 ether;
    uint96 public constant MIN_GUARDIAN_BOND = 100_000 ether;
    uint256 public constant MAX_GUARDIANS = 32;
    /// @notice Delegated stake counts up to so many times the bond.
    uint96 public constant DELEGATION_FACTOR = 10;
    uint256 private constant BASIS_POINTS = 10_000;

    ISendToken public immutable TOKEN;
    /// @notice Holds what is delegated.
    IDelegationPools public immutable POOLS;
    /// @notice OffenceRegistry: the only account that punishes.
    address public immutable OFFENCES;
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

    constructor(
        ISendToken token,
        IDelegationPools pools,
        address offences,
        uint64 genesis,
        Profile memory profile
    ) EpochClock(genesis, profile) {
        // A Guardian that leaves at an epoch's first second serves until the delay is over.
        uint256 minimum = uint256(Math.max(profile.guardianDelayEpochs, 1)) * profile.epochLength
            + profile.billWindow + profile.challengeWindow + profile.reportWindow
            + profile.attestWindow + profile.disputeWindow;
        require(profile.unbonding >= minimum, UnbondingTooShort(profile.unbonding, minimum));
        (TOKEN, POOLS, OFFENCES) = (token, pools, offences);
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
        _requireBond(role, registration.bond);
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
        Node storage entry = _nodes[msg.sender];
        entry.role = role;
        entry.bond = registration.bond;
        entry.signer = registration.signer;
        entry.peerId = registration.peerId;
        entry.unicast = registration.unicast;
        totalBonded += registration.bond;
        _emitRegistered(keys, registration, from, peerSignature);
        _setSigner(from, registration.signer);
        _takePlace(msg.sender, entry, from);
        _setMultiaddrs(registration.multiaddrs);
        POOLS.registerCommission(msg.sender, registration.commissionBps, from);

        IERC20(TOKEN).safeTransferFrom(msg.sender, address(this), registration.bond);
    }

    /// @inheritdoc INodeStaking
    function setMultiaddrs(bytes[] calldata multiaddrs) external {
        require(_nodes[msg.sender].status != Status.None, NotRegistered(msg.sender));
        _setMultiaddrs(multiaddrs);
    }

    /// @inheritdoc INodeStaking
    function addBond(uint96 amount) external {
        Node storage entry = _staying();
        require(amount != 0, BondTooSmall(amount, 1));

        uint96 oldBond = entry.bond;
        uint96 newBond = oldBond + amount;
        entry.bond = newBond;
        totalBonded += amount;
        Epoch from = _effectiveFrom(entry.role);
        emit BondChanged(msg.sender, oldBond, newBond, from);
        if (entry.status == Status.Active) {
            _updateStake(msg.sender, entry, from);
            if (entry.role == Role.Guardian) _recordGuardians(from);
        }

        IERC20(TOKEN).safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc INodeStaking
    function rotateKeys(
        bytes32 peerId,
        address signer,
        uint256 deadline,
        bytes calldata signerSignature,
        bytes calldata peerSignature
    ) external {
        Node storage entry = _staying();
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
        Node storage entry = _staying();
        Role role = entry.role;
        bool hasPlace = entry.status == Status.Active;
        Epoch from = hasPlace ? _effectiveFrom(role) : entry.inactiveFrom;
        // Cast: a timestamp plus three weeks fits 64 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint64 withdrawableAt =
            uint64(Math.max(block.timestamp + UNBONDING, startOf(from + Epoch.wrap(1))));
        entry.withdrawableAt = withdrawableAt;
        entry.status = Status.Unbonding;
        emit NodeLeft(msg.sender, role, from, withdrawableAt);
        if (!hasPlace) return;
        _losePlace(msg.sender, entry, from);
        if (role == Role.Guardian) _recordGuardians(from);
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

        IERC20(TOKEN).safeTransfer(to, amount);
    }

    /// @inheritdoc INodeStaking
    function rejoin() external {
        Node storage entry = _nodes[msg.sender];
        Status status = entry.status;
        require(status == Status.Benched || status == Status.Jailed, NotSuspended(msg.sender));
        Epoch epoch = currentEpoch();
        require(entry.jailedUntil <= epoch, StillJailed(entry.jailedUntil, epoch));
        Role role = entry.role;
        _requireBond(role, entry.bond);

        Epoch from = _effectiveFrom(role);
        entry.inactiveFrom = Epoch.wrap(0);
        emit NodeRejoined(msg.sender, role, from);
        _takePlace(msg.sender, entry, from);
    }

    /// @inheritdoc INodeStaking
    function punish(
        address operator,
        uint96 amount,
        uint32 jailEpochs,
        address reporter,
        uint16 rewardBps
    ) external returns (uint96 fromBond, uint96 fromPools, uint96 reward) {
        _requireCaller(OFFENCES);
        Node storage entry = _nodes[operator];
        uint96 oldBond = entry.bond;
        // Casts: parts of what 96 bits hold.
        // forge-lint: disable-start(unsafe-typecast)
        fromBond = uint96(Math.min(amount, oldBond));
        reward = uint96(uint256(fromBond) * rewardBps / BASIS_POINTS);
        // forge-lint: disable-end(unsafe-typecast)
        address[] memory backed;
        if (amount > fromBond) (fromPools, backed) = POOLS.slash(operator, amount - fromBond);
        if (fromBond != 0) {
            entry.bond = oldBond - fromBond;
            totalBonded -= fromBond;
            Epoch from = _effectiveFrom(entry.role);
            emit BondChanged(operator, oldBond, oldBond - fromBond, from);
        }
        _suspendOrUpdate(operator, entry, jailEpochs);
        _updateStakes(backed);

        TOKEN.burn(fromBond - reward);
        if (reward != 0) IERC20(TOKEN).safeTransfer(reporter, reward);
    }

    /// @inheritdoc INodeStaking
    function refreshStake(address operator) external returns (Epoch from, bool active) {
        _requireCaller(address(POOLS));
        Node storage entry = _nodes[operator];
        Role role = entry.role;
        from = _effectiveFrom(role);
        active = entry.status == Status.Active;
        if (!active) return (from, active);
        _updateStake(operator, entry, from);
        if (role == Role.Guardian) _recordGuardians(from);
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
    function effectiveFrom(address operator) external view returns (Epoch from) {
        return _effectiveFrom(_nodes[operator].role);
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

    /// @dev Gives the node a place, a Guardian's from the one with the least stake if there is no other.
    function _takePlace(address operator, Node storage entry, Epoch from) private {
        Role role = entry.role;
        if (role == Role.Guardian && _sets[role].latestCount() >= MAX_GUARDIANS) {
            (address least, uint96 leastStake) = _leastGuardian();
            require(_stakeOf(operator, entry.bond) > leastStake, GuardianSetFull(leastStake));
            _suspend(least, _nodes[least], Status.Benched, from);
        }
        entry.status = Status.Active;
        entry.activeFrom = from;
        _sets[role].join(from, operator);
        _updateStake(operator, entry, from);
        if (role == Role.Guardian) _recordGuardians(from);
    }

    function _losePlace(address operator, Node storage entry, Epoch from) private {
        entry.inactiveFrom = from;
        _sets[entry.role].leave(from, operator);
        _updateStake(operator, entry, from);
    }

    /// @dev Takes an active node's place; of one that has none already only the state.
    function _suspend(address operator, Node storage entry, Status status, Epoch from) private {
        bool hasPlace = entry.status == Status.Active;
        entry.status = status;
        if (hasPlace) _losePlace(operator, entry, from);
        emit NodeSuspended(operator, entry.role, status, entry.inactiveFrom, entry.jailedUntil);
    }

    /// @dev After a slash: jails, benches, or counts what is left.
    function _suspendOrUpdate(address operator, Node storage entry, uint32 jailEpochs) private {
        (Role role, Status status) = (entry.role, entry.status);
        if (status == Status.None || status == Status.Unbonding) return;
        Epoch from = _effectiveFrom(role);
        if (jailEpochs != 0) {
            Epoch until = from + Epoch.wrap(jailEpochs);
            if (entry.jailedUntil < until) entry.jailedUntil = until;
            _suspend(operator, entry, Status.Jailed, from);
        } else if (status != Status.Active) {
            return;
        } else if (entry.bond < _leastBond(role)) {
            _suspend(operator, entry, Status.Benched, from);
        } else {
            _updateStake(operator, entry, from);
        }
        if (role == Role.Guardian) _recordGuardians(from);
    }

    /// @dev Counts anew what other operators' pools lost with a slash.
    function _updateStakes(address[] memory operators) private {
        bool isGuardian;
        for (uint256 i = 0; i < operators.length; ++i) {
            Node storage entry = _nodes[operators[i]];
            if (entry.status != Status.Active) continue;
            _updateStake(operators[i], entry, _effectiveFrom(entry.role));
            if (entry.role == Role.Guardian) isGuardian = true;
        }
        if (isGuardian) _recordGuardians(_effectiveFrom(Role.Guardian));
    }

    function _updateStake(address operator, Node storage entry, Epoch from) private {
        uint96 stake = entry.status == Status.Active ? _stakeOf(operator, entry.bond) : 0;
        if (stake == entry.stake) return;
        entry.stake = stake;
        _stakes[operator].push(Epoch.unwrap(from), stake);
        emit StakeChanged(operator, stake, from);
    }

    function _recordGuardians(Epoch from) private {
        ActiveSet.Set storage guardians = _sets[Role.Guardian];
        bytes32[] memory pairs = new bytes32[](guardians.latestCount());
        for (uint256 i; i < pairs.length; ++i) {
            Node storage guardian = _nodes[guardians.latestAt(i)];
            pairs[i] = bytes32(abi.encodePacked(guardian.signer, guardian.stake));
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

    function _requireCaller(address only) private view {
        require(msg.sender == only, NotPartOfStaking(msg.sender));
    }

    /// @dev A node that has not left.
    function _staying() private view returns (Node storage entry) {
        entry = _nodes[msg.sender];
        require(
            entry.status != Status.None && entry.status != Status.Unbonding,
            NotRegistered(msg.sender)
        );
    }

    /// @dev Cannot overflow: no two of these wei are the same, and SEND has fewer than 2^94.
    function _stakeOf(address operator, uint96 bond) private view returns (uint96 stake) {
        uint256 limit = uint256(bond) * DELEGATION_FACTOR;
        // Cast: at most what is delegated.
        // forge-lint: disable-next-line(unsafe-typecast)
        return bond + uint96(Math.min(POOLS.delegatedTo(operator), limit));
    }

    function _leastGuardian() private view returns (address least, uint96 leastStake) {
        ActiveSet.Set storage guardians = _sets[Role.Guardian];
        leastStake = type(uint96).max;
        for (uint256 i; i < MAX_GUARDIANS; ++i) {
            address operator = guardians.latestAt(i);
            uint96 stake = _nodes[operator].stake;
            if (stake < leastStake) (least, leastStake) = (operator, stake);
        }
    }

    function _effectiveFrom(Role role) private view returns (Epoch from) {
        return currentEpoch() + Epoch.wrap(role == Role.Guardian ? GUARDIAN_DELAY : 1);
    }

    function _requireBond(Role role, uint96 bond) private pure {
        uint96 minimum = _leastBond(role);
        require(bond >= minimum, BondTooSmall(bond, minimum));
    }

    function _leastBond(Role role) private pure returns (uint96 bond) {
        return role == Role.Edge ? MIN_EDGE_BOND : MIN_GUARDIAN_BOND;
    }
}
