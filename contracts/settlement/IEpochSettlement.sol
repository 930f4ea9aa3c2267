// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../network/Epoch.sol";

/// @title IEpochSettlement
/// @notice Turns what the Guardians attest about an epoch into payments. Per epoch and in this order:
/// the bill half of the input set, the full input set, the report; each carries signatures of at least
/// two thirds of the Guardians' stake of that epoch. A report is final after the dispute window.
/// Epochs are settled in ascending order; those that nobody can attest or attested are void.
interface IEpochSettlement {
    enum Stage {
        None,
        Bills,
        Inputs,
        Reported,
        Final
    }

    /// @notice What an Edge asks for an epoch: root of the Merkle-sum tree over its vouchers. Signed by
    /// the Edge's signer.
    struct Bill {
        address edge;
        uint64 epoch;
        bytes32 root;
        uint96 fee;
        uint64 bytesCarried;
        uint32 count;
    }

    /// @notice One Edge's result in a WatchDog's report.
    struct TestResult {
        address edge;
        bool ok;
        uint32 latencyMs;
        bytes32 evidenceHash;
    }

    /// @notice A WatchDog's report; the EIP-712 digest is the message of its Semaphore proof.
    struct Report {
        uint64 epoch;
        uint256 nullifier;
        TestResult[] results;
        address payout;
    }

    /// @notice Receipt of a Guardian for a bill or report handed in (kind 1: bill, 2: report). Signed by
    /// the Guardian's signer.
    struct ItemReceipt {
        address guardian;
        uint64 epoch;
        uint8 kind;
        bytes32 itemHash;
    }

    /// @notice The items that an epoch is settled from. `reportsRoot` is 0 in the bill half.
    struct InputSet {
        uint64 epoch;
        uint32 round;
        bytes32 billsRoot;
        bytes32 reportsRoot;
    }

    /// @notice The outcome of an epoch. Amounts in wei of SEND.
    struct EpochReport {
        uint64 epoch;
        uint32 round;
        bytes32 previousHash;
        bytes32 inputHash;
        bytes32 debitsRoot;
        bytes32 creditsRoot;
        bytes32 edgesRoot;
        bytes32 watchdogsRoot;
        uint128 totalDebits;
        uint128 totalCredits;
        uint128 totalBurn;
        uint128 totalWatchdogs;
        uint128 emission;
        uint128 totalWeight;
        uint32 validShares;
        bytes32 dataHash;
    }

    /// @notice Signatures over one digest: the Guardian set behind the stake checkpoint and, per set bit
    /// (slot order, lowest first), one 65-byte (r, s, v) signature.
    struct Attestation {
        /// Packed (signer 20, stake 12) pairs, as hashed in NodeStaking.guardianSetHash.
        bytes guardians;
        uint32 bitmap;
        bytes signatures;
    }

    /// @notice Path of a leaf in a Merkle-sum tree, lowest sibling first.
    struct SumProof {
        uint32 index;
        bytes32[] siblings;
        uint128[] amounts;
        uint128[] seconds_;
    }

    /// @notice The bill half of `epoch` is fixed; its sampling seed is that of `sampleRound`.
    event BillsRecorded(
        Epoch indexed epoch, uint32 round, bytes32 billsRoot, uint32 signers, uint64 sampleRound
    );
    /// @notice Bounds of epoch `from` and of all later ones up to the next of these events; comes before
    /// BillsRecorded of `from`, and only if they changed.
    event BoundsFixed(Epoch indexed from, uint256 debitBoundBps, uint256 shareBound);
    /// @notice Follows BillsRecorded of the same epoch; `signers` (bitmap) earn the guardian share.
    event InputsRecorded(
        Epoch indexed epoch, uint32 round, bytes32 billsRoot, bytes32 reportsRoot, uint32 signers
    );
    /// @notice At most one per epoch; epochs are reported in ascending order. Final at `finalAt`.
    event EpochReported(
        Epoch indexed epoch,
        bytes32 indexed reportHash,
        EpochReport report,
        uint32 signers,
        uint64 finalAt
    );
    /// @notice The roots of `epoch` are what claims are proven against.
    event EpochFinalized(
        Epoch indexed epoch,
        bytes32 creditsRoot,
        bytes32 debitsRoot,
        uint256 emission,
        uint256 burned
    );
    /// @notice Nobody attested `epoch` in time, or it had no Guardians; nothing is minted for it, and
    /// nothing else is ever emitted for it again.
    event EpochVoided(Epoch indexed epoch);
    /// @notice `cumulative` is everything the account has claimed from the credits tree so far.
    event CreditClaimed(address indexed account, uint256 amount, uint256 cumulative);
    /// @notice Pay of a WatchDog's payout address for one epoch.
    event WatchdogClaimed(Epoch indexed epoch, address indexed account, uint256 amount);

    /// @notice Epochs are settled in ascending order.
    error NotNext(Epoch epoch, Epoch expected);
    error TooEarly(uint256 timestamp, uint256 opensAt);
    error WrongStage(Epoch epoch, Stage stage);
    error GuardianSetMismatch(bytes32 given, bytes32 expected);
    /// @notice Lengths and bitmap do not fit each other.
    error MalformedAttestation();
    /// @notice The signature of the Guardian in slot `index` is not its own, or not in canonical form.
    error InvalidGuardianSignature(uint256 index);
    error QuorumNotReached(uint256 signed, uint256 total);
    error InputMismatch(bytes32 given, bytes32 expected);
    error PreviousMismatch(bytes32 given, bytes32 expected);
    error BillsChanged(bytes32 given, bytes32 expected);
    /// @notice The bill half must not name reports, the full set must.
    error InvalidReportsRoot(bytes32 given);
    error DebitsAboveBound(uint256 debits, uint256 bound);
    error EmissionAboveSchedule(uint256 emission, uint256 bound);
    error TotalsMismatch(uint256 income, uint256 outgo);
    error InvalidProof();
    error SumMismatch(uint256 sum, uint256 expected);
    error NothingToClaim(address account);
    error AlreadyClaimed(Epoch epoch, address account);
    error ClaimExpired(Epoch epoch);

    /// @notice Fixes the bill half of the next epoch, once its bill window has passed.
    function recordBills(InputSet calldata inputs, Attestation calldata attestation) external;

    /// @notice Fixes the full input set, once the report window has passed; the bill half stays as it is.
    function recordInputs(InputSet calldata inputs, Attestation calldata attestation) external;

    /// @notice Settles an epoch: stores the report that two thirds of the stake signed.
    function settle(EpochReport calldata report, Attestation calldata attestation) external;

    /// @notice Makes every report final whose dispute window has passed: collects debits, burns, mints.
    /// Anyone may call.
    function finalize() external;

    /// @notice Gives up on the next `count` epochs, each of which nobody attested for 30 epochs after its
    /// end or has no Guardians at all. Anyone may call.
    function voidNext(uint64 count) external;

    /// @notice Pays `account` what it has earned and not claimed. Anyone may call; finalizes if due.
    /// @param cumulative with `second` and `payloadDigest` the account's leaf in the credits tree
    function claimCredit(
        address account,
        uint96 cumulative,
        uint64 second,
        bytes32 payloadDigest,
        SumProof calldata proof
    ) external returns (uint256 amount);

    /// @notice Pays the WatchDog payout address `account` for `epoch`, within 365 epochs. Anyone may
    /// call; finalizes if due.
    function claimWatchdog(
        Epoch epoch,
        address account,
        uint96 amount,
        uint64 second,
        bytes32 payloadDigest,
        SumProof calldata proof
    ) external;

    /// @notice The epoch that is settled next. Epochs without Guardians are passed over, at most 256.
    function nextEpoch() external view returns (Epoch epoch);

    /// @notice None also for an epoch that is void.
    function stageOf(Epoch epoch) external view returns (Stage stage);

    /// @notice EIP-712 digest of the epoch's report, 0 when it has none.
    function reportHashOf(Epoch epoch) external view returns (bytes32 reportHash);

    /// @notice EIP-712 digest of the full input set from its recording until the epoch is reported; the
    /// report names it afterwards.
    function inputHashOf(Epoch epoch) external view returns (bytes32 inputHash);

    /// @notice Beacon round whose randomness samples the bills of `epoch`, 0 before they are recorded.
    function sampleRoundOf(Epoch epoch) external view returns (uint64 round);

    /// @notice Hash of the last report made, 0 before the first.
    function lastReportHash() external view returns (bytes32 reportHash);

    function claimedOf(address account) external view returns (uint256 cumulative);

    /// @notice Roots and totals that claims are proven against: the last final epoch's.
    function finalState()
        external
        view
        returns (
            Epoch epoch,
            bytes32 creditsRoot,
            bytes32 debitsRoot,
            uint128 credits,
            uint128 debits
        );

    /// @notice Root of the epoch's WatchDog tree and the sum in it, once the epoch is final.
    function watchdogsOf(Epoch epoch) external view returns (bytes32 root, uint256 total);

    /// @notice When the oldest report that is not final becomes so; the largest uint40 when there is none.
    function dueAt() external view returns (uint64 timestamp);

    /// @notice Most that may be minted for `epoch`: to Edges, to Guardians, to WatchDogs, in wei.
    function scheduleOf(Epoch epoch)
        external
        view
        returns (uint256 edges, uint256 guardians, uint256 watchdogs);

    /// @notice Bounds of the epoch whose bills were recorded last: what it may debit, in basis points of the
    /// escrow's balance, and what WatchDogs may be paid per valid share, in wei. Governance changes those of
    /// later epochs ({IParameters}), never these.
    function bounds() external view returns (uint256 debitBoundBps, uint256 shareBound);

    /// @notice EIP-712 digests in this contract's domain.
    function hashBill(Bill calldata bill) external view returns (bytes32 digest);
    function hashReport(Report calldata report) external view returns (bytes32 digest);
    function hashItemReceipt(ItemReceipt calldata receipt) external view returns (bytes32 digest);
    function hashInputSet(InputSet calldata inputs) external view returns (bytes32 digest);
    function hashEpochReport(EpochReport calldata report) external view returns (bytes32 digest);
}
