// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Epoch} from "../network/Epoch.sol";
import {IEpochSettlement} from "./IEpochSettlement.sol";
import {MerkleSum} from "./MerkleSum.sol";
import {NO_REPORT_DUE, ProgressFields} from "./Progress.sol";
import {SettlementState} from "./SettlementState.sol";
import {WaitingReport} from "./WaitingReport.sol";

/// @title SettlementPayouts
/// @notice The part of {EpochSettlement} that moves SEND: reports become final and accounts claim.
/// Anyone may call anything here for anyone, at any time.
abstract contract SettlementPayouts is SettlementState {
    uint64 public constant WATCHDOG_CLAIM_EPOCHS = 365;

    /// @inheritdoc IEpochSettlement
    function finalize() external {
        _requireTime(_progress.dueAt());
        _finalizeDue();
    }

    /// @inheritdoc IEpochSettlement
    function claimCredit(
        address account,
        uint96 cumulative,
        uint64 second,
        bytes32 payloadDigest,
        SumProof calldata proof
    ) external returns (uint256 amount) {
        if (_isDue()) _finalizeDue();
        bytes32 leaf = MerkleSum.leaf(account, cumulative, second, payloadDigest);
        (bytes32 root, uint256 sum) = MerkleSum.root(leaf, cumulative, second, proof);
        require(root == _final.credits, InvalidProof());
        uint256 total = _progress.credits();
        require(sum == total, SumMismatch(sum, total));
        uint256 claimed = _claimed[account];
        require(cumulative > claimed, NothingToClaim(account));

        amount = cumulative - claimed;
        _claimed[account] = cumulative;
        emit CreditClaimed(account, amount, cumulative);
        SafeTransferLib.safeTransfer(address(TOKEN), account, amount);
    }

    /// @inheritdoc IEpochSettlement
    function claimWatchdog(
        Epoch epoch,
        address account,
        uint96 amount,
        uint64 second,
        bytes32 payloadDigest,
        SumProof calldata proof
    ) external {
        if (_isDue()) _finalizeDue();
        Stage stage = stageOf(epoch);
        require(stage == Stage.Final, WrongStage(epoch, stage));
        require(currentEpoch() <= epoch + Epoch.wrap(WATCHDOG_CLAIM_EPOCHS), ClaimExpired(epoch));
        WatchdogTree storage tree = _watchdogs[epoch];
        bytes32 leaf = MerkleSum.leaf(account, amount, second, payloadDigest);
        (bytes32 root, uint256 sum) = MerkleSum.root(leaf, amount, second, proof);
        require(root == tree.root, InvalidProof());
        require(sum == tree.total, SumMismatch(sum, tree.total));
        require(!tree.claimed[account], AlreadyClaimed(epoch, account));

        tree.claimed[account] = true;
        emit WatchdogClaimed(epoch, account, amount);
        SafeTransferLib.safeTransfer(address(TOKEN), account, amount);
    }

    function _finalizeDue() internal {
        while (_isDue()) _finalizeOldest();
    }

    function _finalizeOldest() internal {
        ProgressFields memory progress = _progress.unpack();
        WaitingReport memory report = _waiting[progress.oldest];
        (uint256 debits, uint256 burned) = (report.taken.first(), report.taken.second());
        (uint256 paid, uint256 watchdogs) = (report.given.first(), report.given.second());
        // Casts: 96 bits, below MAX_WAITING, and a timestamp.
        // forge-lint: disable-start(unsafe-typecast)
        progress.credits += uint104(paid);
        progress.oldest = uint8((progress.oldest + 1) % MAX_WAITING);
        --progress.waiting;
        progress.dueAt = progress.waiting == 0
            ? NO_REPORT_DUE
            : uint40(_waiting[progress.oldest].given.number());
        _progress = progress.pack();
        _final = FinalRoots({
            credits: report.creditsRoot,
            debits: report.debitsRoot,
            totalDebits: _final.totalDebits + uint128(debits),
            epoch: report.taken.number()
        });
        // forge-lint: disable-end(unsafe-typecast)
        Epoch epoch = Epoch.wrap(report.taken.number());
        (_watchdogs[epoch].root, _watchdogs[epoch].total) = (report.watchdogsRoot, watchdogs);
        // What was paid and burned but not debited is new; the report was accepted only with this sum.
        uint256 emission = paid + watchdogs + burned - debits;
        emit EpochFinalized(epoch, report.creditsRoot, report.debitsRoot, emission, burned);
        if (debits != 0) ESCROW.collect(epoch, debits, burned);
        if (emission != 0) TOKEN.mint(address(this), emission);
    }

    function _isDue() internal view returns (bool) {
        return block.timestamp >= _progress.dueAt();
    }
}
