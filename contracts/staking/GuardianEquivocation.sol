// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Epoch} from "../network/Epoch.sol";
import {IEpochSettlement} from "../settlement/IEpochSettlement.sol";
import {IGuardianEquivocation} from "./IGuardianEquivocation.sol";
import {INodeStaking} from "./INodeStaking.sol";
import {IOffenceRegistry} from "./IOffenceRegistry.sol";

/// @title GuardianEquivocation
/// @notice Judges by signatures alone: an EpochReport is signed in EpochSettlement's domain, so a signature is
/// of this chain and this network, and by the key that the Guardian had in the report's own epoch. No owner.
contract GuardianEquivocation is IGuardianEquivocation {
    /// @notice The offence that this contract is evidence of.
    bytes32 public constant OFFENCE = keccak256("guardian-equivocation");

    INodeStaking public immutable STAKING;
    IOffenceRegistry public immutable OFFENCES;
    IEpochSettlement public immutable SETTLEMENT;
    /// @notice Seconds between committing and showing.
    uint64 public immutable REVEAL_DELAY;

    mapping(bytes32 commitment => uint64 time) private _revealFrom;

    constructor(
        INodeStaking staking,
        IOffenceRegistry offences,
        IEpochSettlement settlement,
        uint32 revealDelay
    ) {
        (STAKING, OFFENCES, SETTLEMENT) = (staking, offences, settlement);
        REVEAL_DELAY = revealDelay;
    }

    /// @inheritdoc IGuardianEquivocation
    function commit(bytes32 commitment) external {
        // Else somebody could move the time of another's commitment.
        require(_revealFrom[commitment] == 0, CommitmentUsed(commitment));
        uint64 revealFrom = uint64(block.timestamp) + REVEAL_DELAY;
        _revealFrom[commitment] = revealFrom;
        emit EvidenceCommitted(commitment, revealFrom);
    }

    /// @inheritdoc IGuardianEquivocation
    function reveal(Evidence calldata evidence, bytes32 salt) external returns (uint96 taken) {
        (uint64 epoch, uint32 round) = (evidence.first.epoch, evidence.first.round);
        bytes32 first = SETTLEMENT.hashEpochReport(evidence.first);
        bytes32 second = SETTLEMENT.hashEpochReport(evidence.second);
        address operator = evidence.operator;
        _requireCommitted(commitmentOf(msg.sender, operator, first, second, salt));
        require(
            epoch == evidence.second.epoch && round == evidence.second.round && first != second
                && Epoch.wrap(epoch) < STAKING.effectiveFrom(address(0)),
            NoEquivocation()
        );
        require(
            STAKING.activeAt(INodeStaking.Role.Guardian, Epoch.wrap(epoch), evidence.slot)
                == operator,
            NotGuardian(operator)
        );
        address signer = STAKING.signerAt(operator, Epoch.wrap(epoch));
        _requireSigned(signer, first, evidence.firstSignature);
        _requireSigned(signer, second, evidence.secondSignature);

        bytes32 key = keccak256(abi.encode(epoch, round));
        taken = OFFENCES.slash(OFFENCE, operator, key, type(uint96).max, msg.sender);
        emit EquivocationProven(operator, epoch, round, first, second, msg.sender, taken);
    }

    /// @inheritdoc IGuardianEquivocation
    function commitmentOf(
        address reporter,
        address operator,
        bytes32 firstHash,
        bytes32 secondHash,
        bytes32 salt
    ) public pure returns (bytes32 commitment) {
        return keccak256(abi.encode(reporter, operator, firstHash, secondHash, salt));
    }

    function _requireCommitted(bytes32 commitment) private view {
        uint64 from = _revealFrom[commitment];
        require(from != 0 && block.timestamp >= from, NotCommitted(commitment, from));
    }

    function _requireSigned(address signer, bytes32 digest, bytes calldata signature) private pure {
        (address recovered,,) = ECDSA.tryRecoverCalldata(digest, signature);
        require(recovered == signer && signer != address(0), NotSigned(signer, digest));
    }
}
