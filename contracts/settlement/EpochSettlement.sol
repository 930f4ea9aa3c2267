// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LibMap} from "solady/utils/LibMap.sol";
import {Epoch} from "../network/Epoch.sol";
import {EpochClock} from "../network/EpochClock.sol";
import {Profile} from "../network/Profile.sol";
import {Attestations} from "./Attestations.sol";
import {IEpochSettlement} from "./IEpochSettlement.sol";
import {Progress, ProgressFields, SHARE_UNIT} from "./Progress.sol";
import {SettlementPayouts} from "./SettlementPayouts.sol";
import {SettlementState} from "./SettlementState.sol";
import {WaitingReport, amountPair} from "./WaitingReport.sol";

/// @title EpochSettlement
/// @notice Pays an epoch by what two thirds of its Guardians' stake signed about it. No owner, no pause,
/// no upgrade: whoever earned claims, at any time, for anybody.
///
/// An epoch e goes None -> Bills -> Inputs -> Reported -> Final, or is void. Only the next epoch can be
/// before Reported; up to 4 reports wait for their dispute window at once, so that a network that
/// stood still catches up by 4 epochs per window.
///
/// - Bills: from end(e) + bill window. Fixes the bills and with them the round that samples them.
/// - Inputs: from end(e) + bill + challenge + report window, with the same bills.
/// - Reported: any time later. The report must rest on the recorded inputs and on the last report.
/// - Final: a dispute window later. Debits leave the escrow, emission is minted, roots can be claimed.
/// - Void: nobody can attest it (no Guardians), or nobody did for 30 epochs after its end.
///
/// What the contract holds belongs to the accounts of the last final credits tree and to those of the
/// WatchDog trees of 365 epochs. A quorum of liars is bounded: debits by a share of the escrow,
/// emission by the schedule and per valid share, and no wei is paid that is neither debited nor minted.
contract EpochSettlement is SettlementPayouts {
    using LibMap for LibMap.Uint64Map;

    uint64 public constant VOID_AFTER_EPOCHS = 30;

    /// @notice Most that weighted stake earns in a day, in basis points.
    uint256 public constant MAX_YIELD_BPS = 10;

    uint256 private constant BASIS_POINTS = 10_000;

    constructor(uint64 genesis, Profile memory profile, Contracts memory contracts)
        SettlementState(profile, contracts)
        EpochClock(genesis, profile)
    {}

    /// @inheritdoc IEpochSettlement
    function recordBills(InputSet calldata inputs, Attestation calldata attestation) external {
        Epoch epoch = _passOver();
        _requireNext(Epoch.wrap(inputs.epoch), epoch, Stage.None);
        _requireTime(startOf(epoch) + EPOCH_LENGTH + BILLS_FROM);
        require(inputs.reportsRoot == 0, InvalidReportsRoot(inputs.reportsRoot));
        bytes32 guardians = STAKING.guardianSetHash(epoch);
        Attestations.requireQuorum(attestation, guardians, hashInputSet(inputs));
        _guardians = guardians;

        // Cast: a timestamp.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint64 sampleRound = BEACON.roundAt(uint64(block.timestamp) + SAMPLING_LAG);
        _digests[epoch] = inputs.billsRoot;
        _sampleRounds.set(Epoch.unwrap(epoch), sampleRound);
        _beginBills(epoch);
        emit BillsRecorded(epoch, inputs.round, inputs.billsRoot, attestation.bitmap, sampleRound);
    }

    /// @inheritdoc IEpochSettlement
    function recordInputs(InputSet calldata inputs, Attestation calldata attestation) external {
        Epoch epoch = Epoch.wrap(inputs.epoch);
        _requireNext(epoch, _progress.next(), Stage.Bills);
        _requireTime(startOf(epoch) + EPOCH_LENGTH + INPUTS_FROM);
        bytes32 billsRoot = _digests[epoch];
        require(inputs.billsRoot == billsRoot, BillsChanged(inputs.billsRoot, billsRoot));
        require(inputs.reportsRoot != 0, InvalidReportsRoot(inputs.reportsRoot));
        bytes32 digest = hashInputSet(inputs);
        Attestations.requireQuorum(attestation, _guardians, digest);

        _digests[epoch] = digest;
        _setStage(Stage.Inputs);
        emit InputsRecorded(epoch, inputs.round, billsRoot, inputs.reportsRoot, attestation.bitmap);
    }

    /// @inheritdoc IEpochSettlement
    function settle(EpochReport calldata report, Attestation calldata attestation) external {
        if (_progress.waiting() == MAX_WAITING) {
            _requireTime(_progress.dueAt());
            _finalizeDue();
        }
        Epoch epoch = Epoch.wrap(report.epoch);
        _requireNext(epoch, _progress.next(), Stage.Inputs);
        bytes32 inputHash = _digests[epoch];
        require(report.inputHash == inputHash, InputMismatch(report.inputHash, inputHash));
        bytes32 previous = lastReportHash();
        require(report.previousHash == previous, PreviousMismatch(report.previousHash, previous));
        _requireAmounts(epoch, report);
        bytes32 digest = hashEpochReport(report);
        Attestations.requireQuorum(attestation, _guardians, digest);

        _digests[epoch] = digest;
        uint64 finalAt = uint64(block.timestamp) + DISPUTE_WINDOW;
        _enqueue(report, finalAt);
        emit EpochReported(epoch, digest, report, attestation.bitmap, finalAt);
    }

    /// @inheritdoc IEpochSettlement
    function voidNext(uint64 count) external {
        Epoch current = currentEpoch();
        for (uint64 i = 0; i < count; ++i) {
            Epoch epoch = _progress.next();
            bool unattended = epoch < current && _hasNoGuardians(epoch);
            if (!unattended) _requireTime(startOf(epoch + Epoch.wrap(1 + VOID_AFTER_EPOCHS)));
            _void();
        }
    }

    /// @dev Voids the epochs that have no Guardians and returns the one that is settled next.
    function _passOver() internal returns (Epoch next) {
        next = nextEpoch();
        while (_progress.next() < next) _void();
    }

    function _void() internal {
        ProgressFields memory progress = _progress.unpack();
        Epoch epoch = Epoch.wrap(progress.next);
        delete _digests[epoch];
        _sampleRounds.set(Epoch.unwrap(epoch), 0);
        ++progress.next;
        progress.stage = Stage.None;
        _progress = progress.pack();
        emit EpochVoided(epoch);
    }

    /// @dev Fixes the bounds with the stage: what governance changes from here on is for later epochs.
    function _beginBills(Epoch epoch) internal {
        ProgressFields memory progress = _progress.unpack();
        (uint256 debitBound, uint256 share) = PARAMETERS.settlementBounds();
        if (debitBound > MAX_DEBIT_BOUND_BPS) debitBound = MAX_DEBIT_BOUND_BPS;
        if (share > MAX_SHARE_BOUND) share = MAX_SHARE_BOUND;
        uint256 units = share / SHARE_UNIT;
        if (debitBound != progress.debitBoundBps || units != progress.shareUnits) {
            // Casts: below their limits of 10 and 14 bits.
            // forge-lint: disable-next-line(unsafe-typecast)
            (progress.debitBoundBps, progress.shareUnits) = (uint16(debitBound), uint16(units));
            emit BoundsFixed(epoch, debitBound, units * SHARE_UNIT);
        }
        progress.stage = Stage.Bills;
        _progress = progress.pack();
    }

    function _setStage(Stage stage) internal {
        ProgressFields memory progress = _progress.unpack();
        progress.stage = stage;
        _progress = progress.pack();
    }

    /// @dev Puts the report of the next epoch behind those that wait. Its amounts fit 96 bits after
    /// {_requireAmounts}: debits and emission are bounded by SEND's cap of 2^94 wei, what is paid by
    /// their sum.
    function _enqueue(EpochReport calldata report, uint64 finalAt) internal {
        ProgressFields memory progress = _progress.unpack();
        _waiting[(progress.oldest + progress.waiting) % MAX_WAITING] = WaitingReport({
            creditsRoot: report.creditsRoot,
            debitsRoot: report.debitsRoot,
            watchdogsRoot: report.watchdogsRoot,
            taken: amountPair(report.totalDebits, report.totalBurn, report.epoch),
            given: amountPair(report.totalCredits, report.totalWatchdogs, finalAt)
        });
        // Cast: a timestamp.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (progress.waiting == 0) progress.dueAt = uint40(finalAt);
        ++progress.waiting;
        progress.last = progress.next;
        ++progress.next;
        progress.stage = Stage.None;
        _progress = progress.pack();
    }

    function _requireNext(Epoch epoch, Epoch next, Stage stage) internal view {
        require(epoch == next, NotNext(epoch, next));
        Stage current = _progress.stage();
        require(current == stage, WrongStage(epoch, current));
    }

    /// @dev Every wei that is paid or burned was debited or is minted, within the bounds of both.
    function _requireAmounts(Epoch epoch, EpochReport calldata report) internal view {
        Progress progress = _progress;
        (uint256 edges, uint256 guardians, uint256 watchdogs) = scheduleOf(epoch);
        uint256 shares = uint256(report.validShares) * progress.shareBound();
        if (shares < watchdogs) watchdogs = shares;
        uint256 paid = report.totalWatchdogs;
        require(paid <= watchdogs, EmissionAboveSchedule(paid, watchdogs));
        uint256 yield = report.totalWeight * MAX_YIELD_BPS * EPOCH_LENGTH / (BASIS_POINTS * 1 days);
        if (yield < edges) edges = yield;
        uint256 emission = report.emission;
        uint256 mintable = edges + guardians + paid;
        require(emission <= mintable, EmissionAboveSchedule(emission, mintable));
        // WatchDogs live on emission alone: what Edges carried for is theirs.
        require(emission >= paid, TotalsMismatch(emission, paid));

        uint256 debits = report.totalDebits;
        uint256 bound = TOKEN.balanceOf(address(ESCROW)) * progress.debitBoundBps() / BASIS_POINTS;
        require(debits <= bound, DebitsAboveBound(debits, bound));
        require(report.totalBurn <= debits, TotalsMismatch(debits, report.totalBurn));
        uint256 income = debits - report.totalBurn + emission;
        uint256 outgo = report.totalCredits + paid;
        require(income == outgo, TotalsMismatch(income, outgo));
    }
}
