// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Profile} from "../network/Profile.sol";
import {INodeStaking} from "./INodeStaking.sol";
import {IOffenceRegistry} from "./IOffenceRegistry.sol";

/// @title OffenceRegistry
/// @notice Offences, their terms, and which cases were punished. Evidence contracts slash through here and
/// nowhere else. The owner is the governor, who can announce terms within the bounds below, and withdraw an
/// offence; nothing else.
contract OffenceRegistry is IOffenceRegistry, Ownable2Step {
    struct Entry {
        Offence current;
        Offence next;
        uint64 nextFrom;
    }

    /// @notice Amount of an offence that forfeits everything.
    uint96 public constant WHOLE_STAKE = type(uint96).max;
    /// @notice Most that an offence may take which does not forfeit everything, in wei.
    uint96 public constant MAX_SLASH = 100_000 ether;
    /// @notice Else an operator could rob its delegators by reporting itself.
    uint16 public constant MAX_REPORTER_BPS = 5000;
    uint32 public constant MAX_JAIL_EPOCHS = 30;
    /// @notice Offence of a Guardian that signed two different reports of one (epoch, round): forfeits everything.
    bytes32 public constant EQUIVOCATION = keccak256("guardian-equivocation");

    uint16 private constant EQUIVOCATION_REPORTER_BPS = 1000;

    INodeStaking public immutable STAKING;
    /// @notice Seconds from announcing terms until they act.
    uint64 public immutable OFFENCE_DELAY;

    mapping(bytes32 offence => Entry entry) private _offences;
    mapping(bytes32 caseHash => bool done) private _punished;

    /// @param equivocation evidence contract of EQUIVOCATION, which acts from the start
    constructor(
        INodeStaking staking,
        address equivocation,
        address governor,
        Profile memory profile
    ) Ownable(governor) {
        STAKING = staking;
        OFFENCE_DELAY = uint64(profile.unbonding) + 2 * uint64(profile.epochLength);
        Offence memory terms = Offence({
            evidence: equivocation,
            minAmount: WHOLE_STAKE,
            maxAmount: WHOLE_STAKE,
            reporterBps: EQUIVOCATION_REPORTER_BPS,
            jailEpochs: MAX_JAIL_EPOCHS
        });
        _requireBounds(EQUIVOCATION, terms);
        _offences[EQUIVOCATION].current = terms;
        emit OffenceAnnounced(EQUIVOCATION, terms, uint64(block.timestamp));
    }

    /// @inheritdoc IOffenceRegistry
    function announceOffence(bytes32 offence, Offence calldata terms) external onlyOwner {
        _requireBounds(offence, terms);
        Entry storage entry = _offences[offence];
        if (_isDue(entry)) entry.current = entry.next;
        uint64 actsFrom = uint64(block.timestamp) + OFFENCE_DELAY;
        (entry.next, entry.nextFrom) = (terms, actsFrom);
        emit OffenceAnnounced(offence, terms, actsFrom);
    }

    /// @inheritdoc IOffenceRegistry
    function withdrawOffence(bytes32 offence) external onlyOwner {
        emit OffenceWithdrawn(offence, offenceOf(offence));
        delete _offences[offence];
    }

    /// @inheritdoc IOffenceRegistry
    function slash(bytes32 offence, address operator, bytes32 key, uint96 amount, address reporter)
        external
        returns (uint96 taken)
    {
        Offence memory terms = offenceOf(offence);
        require(
            terms.evidence != address(0) && terms.evidence == msg.sender,
            NotEvidence(offence, msg.sender)
        );
        bytes32 caseHash = _caseHash(offence, operator, key);
        if (_punished[caseHash]) return 0;
        _punished[caseHash] = true;
        // Cast: between values of 96 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        amount = uint96(Math.min(Math.max(amount, terms.minAmount), terms.maxAmount));
        uint16 bps = reporter == address(0) ? 0 : terms.reporterBps;
        (uint96 fromBond, uint96 fromPools, uint96 reward) =
            STAKING.punish(operator, amount, terms.jailEpochs, reporter, bps);
        emit Slashed(operator, offence, key, reporter, fromBond, fromPools, reward);
        return fromBond + fromPools;
    }

    /// @inheritdoc IOffenceRegistry
    function announcedOffence(bytes32 offence)
        external
        view
        returns (Offence memory terms, uint64 actsFrom)
    {
        Entry storage entry = _offences[offence];
        if (!_isDue(entry)) return (entry.next, entry.nextFrom);
    }

    /// @inheritdoc IOffenceRegistry
    function isPunished(bytes32 offence, address operator, bytes32 key)
        external
        view
        returns (bool punished)
    {
        return _punished[_caseHash(offence, operator, key)];
    }

    /// @inheritdoc IOffenceRegistry
    function offenceOf(bytes32 offence) public view returns (Offence memory terms) {
        Entry storage entry = _offences[offence];
        return _isDue(entry) ? entry.next : entry.current;
    }

    function _isDue(Entry storage entry) private view returns (bool) {
        uint64 from = entry.nextFrom;
        return from != 0 && block.timestamp >= from;
    }

    function _requireBounds(bytes32 offence, Offence memory terms) private pure {
        require(
            offence != 0 && terms.evidence != address(0) && terms.minAmount <= terms.maxAmount
                && (terms.maxAmount <= MAX_SLASH || terms.maxAmount == WHOLE_STAKE)
                && terms.reporterBps <= MAX_REPORTER_BPS && terms.jailEpochs <= MAX_JAIL_EPOCHS,
            InvalidOffence(offence)
        );
    }

    function _caseHash(bytes32 offence, address operator, bytes32 key)
        private
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(offence, operator, key));
    }
}
