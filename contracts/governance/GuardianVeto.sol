// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignedCalls} from "../base/SignedCalls.sol";
import {Epoch} from "../network/Epoch.sol";
import {EpochClock} from "../network/EpochClock.sol";
import {Profile} from "../network/Profile.sol";
import {INodeStaking} from "../staking/INodeStaking.sol";
import {IGuardianVeto} from "./IGuardianVeto.sol";

/// @title GuardianVeto
/// @notice Holds the timelocks' role of canceller and nothing else, so it can neither propose nor
/// execute. An operation is cancelled as soon as Guardians with more than half of the stake of the
/// current epoch are against it: by stake, since a count could be filled with Guardians of the least
/// bond, and of the current set only, which is known an epoch before, so that stake cannot be borrowed
/// for it. Vetoes can be signed for a relayer ({callBySignature}).
///
/// A captured set of Guardians must not rule for ever: an operation of the slow timelock that does
/// nothing but take the veto away is exempt. Whoever plans worse must first pass that one, and its
/// delay is long enough to leave.
contract GuardianVeto is IGuardianVeto, SignedCalls, EpochClock {
    bytes32 private constant CANCELLER_ROLE = keccak256("CANCELLER_ROLE");

    INodeStaking public immutable STAKING;
    address public immutable PARAMETERS_TIMELOCK;
    address public immutable UPGRADES_TIMELOCK;

    mapping(
        address timelock => mapping(bytes32 operation => mapping(address guardian => bool))
    ) private _vetoes;

    /// @inheritdoc IGuardianVeto
    mapping(bytes32 operation => bool exempt) public isExempt;

    constructor(
        INodeStaking staking,
        address parametersTimelock,
        address upgradesTimelock,
        uint64 genesis,
        Profile memory profile
    ) EIP712("SendingNetwork GuardianVeto", "1") EpochClock(genesis, profile) {
        STAKING = staking;
        PARAMETERS_TIMELOCK = parametersTimelock;
        UPGRADES_TIMELOCK = upgradesTimelock;
    }

    /// @inheritdoc IGuardianVeto
    function veto(address timelock, bytes32 operation) external returns (bool cancelled) {
        address guardian = _msgSender();
        require(_isKnown(timelock), UnknownTimelock(timelock));
        TimelockController queue = TimelockController(payable(timelock));
        require(queue.isOperationPending(operation), NotQueued(timelock, operation));
        require(timelock != UPGRADES_TIMELOCK || !isExempt[operation], Exempt(operation));
        mapping(address guardian => bool) storage vetoes = _vetoes[timelock][operation];
        require(!vetoes[guardian], AlreadyVetoed(operation, guardian));

        vetoes[guardian] = true;
        emit VetoCast(timelock, operation, guardian);
        (uint256 against, uint256 total, bool among) = _tally(timelock, operation, guardian);
        require(among, NotGuardian(guardian));
        cancelled = 2 * against > total;
        if (cancelled) {
            emit OperationVetoed(timelock, operation, against, total);
            queue.cancel(operation);
        }
    }

    /// @inheritdoc IGuardianVeto
    function withdrawVeto(address timelock, bytes32 operation) external {
        address guardian = _msgSender();
        require(_vetoes[timelock][operation][guardian], NoVeto(operation, guardian));
        _vetoes[timelock][operation][guardian] = false;
        emit VetoWithdrawn(timelock, operation, guardian);
    }

    /// @inheritdoc IGuardianVeto
    function exempt(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata payloads,
        bytes32 predecessor,
        bytes32 salt
    ) external returns (bytes32 operation) {
        require(targets.length != 0 && targets.length == payloads.length, NotExemptible());
        bytes memory removal =
            abi.encodeCall(IAccessControl.revokeRole, (CANCELLER_ROLE, address(this)));
        for (uint256 i = 0; i < targets.length; ++i) {
            require(
                _isKnown(targets[i]) && keccak256(payloads[i]) == keccak256(removal),
                NotExemptible()
            );
        }
        operation = TimelockController(payable(UPGRADES_TIMELOCK))
            .hashOperationBatch(targets, values, payloads, predecessor, salt);
        isExempt[operation] = true;
        emit OperationExempted(operation);
    }

    /// @inheritdoc IGuardianVeto
    function tallyOf(address timelock, bytes32 operation)
        external
        view
        returns (uint256 against, uint256 total)
    {
        (against, total,) = _tally(timelock, operation, address(0));
    }

    /// @inheritdoc IGuardianVeto
    function hasVetoed(address timelock, bytes32 operation, address account)
        external
        view
        returns (bool)
    {
        return _vetoes[timelock][operation][account];
    }

    /// @dev Also whether `account` is one of the Guardians.
    function _tally(address timelock, bytes32 operation, address account)
        internal
        view
        returns (uint256 against, uint256 total, bool among)
    {
        mapping(address guardian => bool) storage vetoes = _vetoes[timelock][operation];
        Epoch epoch = currentEpoch();
        (address[] memory operators,, uint96[] memory stakes) = STAKING.guardianSet(epoch);
        for (uint256 i = 0; i < operators.length; ++i) {
            total += stakes[i];
            if (vetoes[operators[i]]) against += stakes[i];
            if (operators[i] == account) among = true;
        }
    }

    function _isKnown(address timelock) internal view returns (bool) {
        return timelock == PARAMETERS_TIMELOCK || timelock == UPGRADES_TIMELOCK;
    }
}
