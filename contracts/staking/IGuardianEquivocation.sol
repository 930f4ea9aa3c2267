// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IEpochSettlement} from "../settlement/IEpochSettlement.sol";

/// @title IGuardianEquivocation
/// @notice Evidence that a Guardian signed two different reports of one (epoch, round), which forfeits all its
/// stake. Who found it commits to it first and shows it later, so that nobody who sees it on its way can
/// take the reward.
interface IGuardianEquivocation {
    /// @notice `slot` is the operator's place among the Guardians of the reports' epoch.
    struct Evidence {
        address operator;
        uint256 slot;
        IEpochSettlement.EpochReport first;
        bytes firstSignature;
        IEpochSettlement.EpochReport second;
        bytes secondSignature;
    }

    /// @notice Evidence behind `commitment` can be shown from `revealFrom` on.
    event EvidenceCommitted(bytes32 indexed commitment, uint64 revealFrom);
    /// @notice `operator` signed both reports; `taken` wei of its and its delegators' SEND were forfeited.
    event EquivocationProven(
        address indexed operator,
        uint64 indexed epoch,
        uint32 round,
        bytes32 firstHash,
        bytes32 secondHash,
        address reporter,
        uint96 taken
    );

    /// @notice This commitment was made before.
    error CommitmentUsed(bytes32 commitment);
    /// @notice Nobody committed to this evidence, or not long enough ago.
    error NotCommitted(bytes32 commitment, uint64 revealFrom);
    /// @notice The reports are of different epochs or rounds, the same, or of an epoch to come.
    error NoEquivocation();
    /// @notice The operator is not the Guardian in this slot.
    error NotGuardian(address operator);
    /// @notice A signature is not that of the operator's key of that epoch.
    error NotSigned(address signer, bytes32 reportHash);

    /// @notice Announces evidence without showing it. See {commitmentOf}.
    function commit(bytes32 commitment) external;

    /// @notice Shows the evidence that the caller committed to; slashes, and rewards the caller.
    function reveal(Evidence calldata evidence, bytes32 salt) external returns (uint96 taken);

    /// @notice What `reporter` commits to: both reports' digests and a secret.
    function commitmentOf(
        address reporter,
        address operator,
        bytes32 firstHash,
        bytes32 secondHash,
        bytes32 salt
    ) external pure returns (bytes32 commitment);
}
