// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../network/Epoch.sol";
import {EpochClock} from "../network/EpochClock.sol";
import {IRandomBeacon} from "../network/IRandomBeacon.sol";
import {Profile} from "../network/Profile.sol";
import {IPaymentEscrow} from "../relay/IPaymentEscrow.sol";
import {INodeStaking} from "../staking/INodeStaking.sol";
import {EmissionSchedule} from "../token/EmissionSchedule.sol";
import {ISendToken} from "../token/ISendToken.sol";
import {IEpochSettlement} from "./IEpochSettlement.sol";
import {SettlementHashes} from "./SettlementHashes.sol";

/// @title SettlementState
/// @notice What {EpochSettlement} remembers, and the views on it.
abstract contract SettlementState is SettlementHashes, EpochClock {
    /// @dev Where the settlement stands. One slot: settling and claiming read it first.
    struct Progress {
        // Cumulative credits of the last final epoch.
        uint128 credits;
        // When the oldest waiting report becomes final; NEVER while none waits.
        uint40 dueAt;
        // The epoch that is settled next, and how far it has come.
        uint32 next;
        Stage stage;
        // The epoch of the last report.
        uint32 last;
        // Place of the oldest waiting report, and how many wait.
        uint8 oldest;
        uint8 waiting;
    }

    /// @dev A report until it is final. 96 bits hold every amount: none exceeds what SEND can exist.
    struct Waiting {
        bytes32 creditsRoot;
        bytes32 debitsRoot;
        bytes32 watchdogsRoot;
        uint96 debits;
        uint96 burned;
        uint64 epoch;
        uint96 credits;
        uint96 watchdogs;
        uint64 finalAt;
    }

    struct EpochRecord {
        // Bills: bills root. Inputs: hash of the input set. Later: hash of the report, which names it.
        bytes32 digest;
        uint64 sampleRound;
    }

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
    }

    uint256 public constant MAX_WAITING = 4;
    /// @notice No deployment may let one epoch debit more than a tenth of the escrow.
    uint16 public constant MAX_DEBIT_BOUND_BPS = 1000;
    /// @notice No deployment may pay WatchDogs more per valid share, in wei.
    uint96 public constant MAX_SHARE_BOUND = 100e18;

    uint64 internal constant MAX_PASSED_OVER = 256;
    uint40 internal constant NEVER = type(uint40).max;

    ISendToken public immutable TOKEN;
    INodeStaking public immutable STAKING;
    IRandomBeacon public immutable BEACON;
    IPaymentEscrow public immutable ESCROW;

    /// @inheritdoc IEpochSettlement
    uint16 public immutable DEBIT_BOUND_BPS;
    /// @inheritdoc IEpochSettlement
    uint96 public immutable SHARE_BOUND;

    // Seconds after an epoch's end from which bills and inputs are recorded.
    uint64 internal immutable BILLS_FROM;
    uint64 internal immutable INPUTS_FROM;
    uint64 internal immutable DISPUTE_WINDOW;
    uint64 internal immutable SAMPLING_LAG;

    Progress internal _progress;
    FinalRoots internal _final;
    Waiting[MAX_WAITING] internal _waiting;
    mapping(Epoch epoch => EpochRecord record) internal _records;
    mapping(Epoch epoch => WatchdogTree tree) internal _watchdogs;
    mapping(address account => uint256 cumulative) internal _claimed;

    constructor(
        Profile memory profile,
        Contracts memory contracts,
        uint16 debitBoundBps,
        uint96 shareBound
    ) {
        require(
            debitBoundBps <= MAX_DEBIT_BOUND_BPS,
            BoundOutOfRange(debitBoundBps, MAX_DEBIT_BOUND_BPS)
        );
        require(shareBound <= MAX_SHARE_BOUND, BoundOutOfRange(shareBound, MAX_SHARE_BOUND));
        (DEBIT_BOUND_BPS, SHARE_BOUND) = (debitBoundBps, shareBound);
        (TOKEN, STAKING) = (contracts.token, contracts.staking);
        (BEACON, ESCROW) = (contracts.beacon, contracts.escrow);
        BILLS_FROM = profile.billWindow;
        INPUTS_FROM = profile.billWindow + profile.challengeWindow + profile.reportWindow;
        DISPUTE_WINDOW = profile.disputeWindow;
        SAMPLING_LAG = profile.samplingLag;
        _progress.dueAt = NEVER;
        // Written once, so that no settlement pays for the first use of a slot.
        for (uint256 i = 0; i < MAX_WAITING; ++i) {
            _waiting[i] = Waiting({
                creditsRoot: bytes32(uint256(1)),
                debitsRoot: bytes32(uint256(1)),
                watchdogsRoot: bytes32(uint256(1)),
                debits: 1,
                burned: 1,
                epoch: 1,
                credits: 1,
                watchdogs: 1,
                finalAt: 1
            });
        }
    }

    /// @inheritdoc IEpochSettlement
    function inputHashOf(Epoch epoch) external view returns (bytes32 inputHash) {
        return stageOf(epoch) == Stage.Inputs ? _records[epoch].digest : bytes32(0);
    }

    /// @inheritdoc IEpochSettlement
    function sampleRoundOf(Epoch epoch) external view returns (uint64 round) {
        return _records[epoch].sampleRound;
    }

    /// @inheritdoc IEpochSettlement
    function claimedOf(address account) external view returns (uint256 cumulative) {
        return _claimed[account];
    }

    /// @inheritdoc IEpochSettlement
    function dueAt() external view returns (uint64 timestamp) {
        return _progress.dueAt;
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
            _progress.credits,
            roots.totalDebits
        );
    }

    /// @inheritdoc IEpochSettlement
    function nextEpoch() public view returns (Epoch epoch) {
        epoch = Epoch.wrap(_progress.next);
        Epoch limit = epoch + Epoch.wrap(MAX_PASSED_OVER);
        Epoch current = currentEpoch();
        while (epoch < current && epoch < limit && _hasNoGuardians(epoch)) {
            epoch = epoch + Epoch.wrap(1);
        }
    }

    /// @inheritdoc IEpochSettlement
    function stageOf(Epoch epoch) public view returns (Stage stage) {
        Progress memory progress = _progress;
        Epoch next = Epoch.wrap(progress.next);
        if (epoch == next) return progress.stage;
        if (next < epoch || _records[epoch].digest == 0) return Stage.None;
        bool waits = progress.waiting != 0 && Epoch.wrap(_waiting[progress.oldest].epoch) <= epoch;
        return waits ? Stage.Reported : Stage.Final;
    }

    /// @inheritdoc IEpochSettlement
    function lastReportHash() public view returns (bytes32 reportHash) {
        return reportHashOf(Epoch.wrap(_progress.last));
    }

    /// @inheritdoc IEpochSettlement
    function reportHashOf(Epoch epoch) public view returns (bytes32 reportHash) {
        return epoch < Epoch.wrap(_progress.next) ? _records[epoch].digest : bytes32(0);
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
