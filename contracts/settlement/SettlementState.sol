// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LibMap} from "solady/utils/LibMap.sol";
import {IParameters} from "../governance/IParameters.sol";
import {Epoch} from "../network/Epoch.sol";
import {EpochClock} from "../network/EpochClock.sol";
import {IRandomBeacon} from "../network/IRandomBeacon.sol";
import {Profile} from "../network/Profile.sol";
import {IPaymentEscrow} from "../relay/IPaymentEscrow.sol";
import {INodeStaking} from "../staking/INodeStaking.sol";
import {EmissionSchedule} from "../token/EmissionSchedule.sol";
import {ISendToken} from "../token/ISendToken.sol";
import {IEpochSettlement} from "./IEpochSettlement.sol";
import {NO_REPORT_DUE, Progress, ProgressFields} from "./Progress.sol";
import {SettlementHashes} from "./SettlementHashes.sol";
import {AmountPair, WaitingReport, amountPair} from "./WaitingReport.sol";

/// @title SettlementState
/// @notice What {EpochSettlement} remembers, and the views on it.
abstract contract SettlementState is SettlementHashes, EpochClock {
    using LibMap for LibMap.Uint64Map;

    struct WatchdogTree {
        bytes32 root;
        uint256 total;
        mapping(address account => bool done) claimed;
    }

    struct FinalRoots {
        bytes32 credits;
        bytes32 debits;
        uint128 totalDebits;
        uint64 epoch;
    }

    /// @notice What the settlement works with.
    struct Contracts {
        ISendToken token;
        INodeStaking staking;
        IRandomBeacon beacon;
        IPaymentEscrow escrow;
        IParameters parameters;
    }

    uint256 public constant MAX_WAITING = 4;
    /// @notice Whatever Parameters says, no epoch debits more than a tenth of the escrow.
    uint16 public constant MAX_DEBIT_BOUND_BPS = 1000;
    /// @notice Nor are WatchDogs paid more per valid share, in wei.
    uint96 public constant MAX_SHARE_BOUND = 100e18;

    uint64 internal constant MAX_PASSED_OVER = 256;

    ISendToken public immutable TOKEN;
    INodeStaking public immutable STAKING;
    IRandomBeacon public immutable BEACON;
    IPaymentEscrow public immutable ESCROW;

    /// @notice Where the bounds of coming epochs are.
    IParameters public immutable PARAMETERS;

    // Seconds after an epoch's end from which bills and inputs are recorded.
    uint64 internal immutable BILLS_FROM;
    uint64 internal immutable INPUTS_FROM;
    uint64 internal immutable DISPUTE_WINDOW;
    uint64 internal immutable SAMPLING_LAG;

    Progress internal _progress;
    // Hash of the Guardian set of the epoch whose bills were recorded last. It rarely changes, and
    // asking for it costs four times as much.
    bytes32 internal _guardians;
    FinalRoots internal _final;
    WaitingReport[MAX_WAITING] internal _waiting;
    // Bills: bills root. Inputs: hash of the input set. Later: hash of the report, which names it.
    mapping(Epoch epoch => bytes32 digest) internal _digests;
    // Four to a slot.
    LibMap.Uint64Map internal _sampleRounds;
    mapping(Epoch epoch => WatchdogTree tree) internal _watchdogs;
    mapping(address account => uint256 cumulative) internal _claimed;

    constructor(Profile memory profile, Contracts memory contracts) {
        PARAMETERS = contracts.parameters;
        (TOKEN, STAKING) = (contracts.token, contracts.staking);
        (BEACON, ESCROW) = (contracts.beacon, contracts.escrow);
        BILLS_FROM = profile.billWindow;
        INPUTS_FROM = profile.billWindow + profile.challengeWindow + profile.reportWindow;
        DISPUTE_WINDOW = profile.disputeWindow;
        SAMPLING_LAG = profile.samplingLag;
        ProgressFields memory start;
        start.dueAt = NO_REPORT_DUE;
        _progress = start.pack();
        // Written once, so that no settlement pays for the first use of a slot.
        bytes32 used = bytes32(uint256(1));
        _guardians = used;
        AmountPair usedPair = amountPair(1, 1, 1);
        for (uint256 i = 0; i < MAX_WAITING; ++i) {
            _waiting[i] = WaitingReport(used, used, used, usedPair, usedPair);
        }
    }

    /// @inheritdoc IEpochSettlement
    function inputHashOf(Epoch epoch) external view returns (bytes32 inputHash) {
        return stageOf(epoch) == Stage.Inputs ? _digests[epoch] : bytes32(0);
    }

    /// @inheritdoc IEpochSettlement
    function sampleRoundOf(Epoch epoch) external view returns (uint64 round) {
        return _sampleRounds.get(Epoch.unwrap(epoch));
    }

    /// @inheritdoc IEpochSettlement
    function claimedOf(address account) external view returns (uint256 cumulative) {
        return _claimed[account];
    }

    /// @inheritdoc IEpochSettlement
    function dueAt() external view returns (uint64 timestamp) {
        return _progress.dueAt();
    }

    /// @inheritdoc IEpochSettlement
    function bounds() external view returns (uint256 debitBoundBps, uint256 shareBound) {
        Progress progress = _progress;
        return (progress.debitBoundBps(), progress.shareBound());
    }

    /// @inheritdoc IEpochSettlement
    function watchdogsOf(Epoch epoch) external view returns (bytes32 root, uint256 total) {
        return (_watchdogs[epoch].root, _watchdogs[epoch].total);
    }

    /// @inheritdoc IEpochSettlement
    function finalState()
        external
        view
        returns (
            Epoch epoch,
            bytes32 creditsRoot,
            bytes32 debitsRoot,
            uint128 credits,
            uint128 debits
        )
    {
        FinalRoots storage roots = _final;
        return (
            Epoch.wrap(roots.epoch),
            roots.credits,
            roots.debits,
            _progress.credits(),
            roots.totalDebits
        );
    }

    /// @inheritdoc IEpochSettlement
    function nextEpoch() public view returns (Epoch epoch) {
        epoch = _progress.next();
        Epoch limit = epoch + Epoch.wrap(MAX_PASSED_OVER);
        Epoch current = currentEpoch();
        while (epoch < current && epoch < limit && _hasNoGuardians(epoch)) {
            epoch = epoch + Epoch.wrap(1);
        }
    }

    /// @inheritdoc IEpochSettlement
    function stageOf(Epoch epoch) public view returns (Stage stage) {
        Progress progress = _progress;
        if (epoch == progress.next()) return progress.stage();
        if (progress.next() < epoch || _digests[epoch] == 0) return Stage.None;
        bool waits = progress.waiting() != 0
            && _waiting[progress.oldest()].taken.number() <= Epoch.unwrap(epoch);
        return waits ? Stage.Reported : Stage.Final;
    }

    /// @inheritdoc IEpochSettlement
    function lastReportHash() public view returns (bytes32 reportHash) {
        return reportHashOf(_progress.last());
    }

    /// @inheritdoc IEpochSettlement
    function reportHashOf(Epoch epoch) public view returns (bytes32 reportHash) {
        return epoch < _progress.next() ? _digests[epoch] : bytes32(0);
    }

    /// @inheritdoc IEpochSettlement
    function scheduleOf(Epoch epoch)
        public
        view
        returns (uint256 edges, uint256 guardians, uint256 watchdogs)
    {
        return (
            EmissionSchedule.edges(epoch, EPOCH_LENGTH),
            EmissionSchedule.guardians(epoch, EPOCH_LENGTH),
            EmissionSchedule.watchdogs(epoch, EPOCH_LENGTH)
        );
    }

    /// @dev Whether the set of a past epoch is empty: then no attestation of it can ever exist.
    function _hasNoGuardians(Epoch epoch) internal view returns (bool) {
        return STAKING.guardianSetHash(epoch) == 0;
    }

    function _requireTime(uint256 opensAt) internal view {
        require(block.timestamp >= opensAt, TooEarly(block.timestamp, opensAt));
    }
}
