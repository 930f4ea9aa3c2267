// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IEpochSettlement} from "./IEpochSettlement.sol";

/// @title Attestations
/// @notice Signatures of a quorum of Guardians over one digest. The Guardian set travels in calldata and
/// is checked against its hash, so that a set of 32 costs one storage read. Signatures stand in slot
/// order, one per set bit, so none counts twice.
library Attestations {
    /// @dev A set never has more Guardians than the bitmap has bits.
    uint256 internal constant MAX_GUARDIANS = 32;

    uint256 private constant SIGNATURE_LENGTH = 65;

    /// @dev Half the order of secp256k1: each signature has a twin with s above it, which is refused.
    uint256 private constant HALF_ORDER =
        0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// @notice Reverts unless Guardians with at least two thirds of the stake behind `setHash` signed `digest`.
    function requireQuorum(
        IEpochSettlement.Attestation calldata attestation,
        bytes32 setHash,
        bytes32 digest
    ) internal pure {
        bytes32 given = keccak256(attestation.guardians);
        require(given == setHash, IEpochSettlement.GuardianSetMismatch(given, setHash));
        (uint256 signed, uint256 total) =
            _signedStake(attestation.guardians, attestation.bitmap, attestation.signatures, digest);
        require(
            total != 0 && 3 * signed >= 2 * total, IEpochSettlement.QuorumNotReached(signed, total)
        );
    }

    function _signedStake(
        bytes calldata guardians,
        uint256 bitmap,
        bytes calldata signatures,
        bytes32 digest
    ) private pure returns (uint256 signed, uint256 total) {
        uint256 count = guardians.length / 32;
        require(
            guardians.length % 32 == 0 && count <= MAX_GUARDIANS && bitmap >> count == 0,
            IEpochSettlement.MalformedAttestation()
        );
        uint256 used;
        for (uint256 slot = 0; slot < count; ++slot) {
            uint256 entry;
            assembly ("memory-safe") {
                entry := calldataload(add(guardians.offset, shl(5, slot)))
            }
            // Truncation: the low 96 bits of an entry are the stake.
            // forge-lint: disable-next-line(unsafe-typecast)
            uint256 stake = uint96(entry);
            total += stake;
            if (bitmap >> slot & 1 == 0) continue;
            uint256 end = used + SIGNATURE_LENGTH;
            require(end <= signatures.length, IEpochSettlement.MalformedAttestation());
            // Cast: the shift leaves 160 bits.
            // forge-lint: disable-next-line(unsafe-typecast)
            address signer = address(uint160(entry >> 96));
            require(
                _isSigner(signer, digest, signatures[used:end]),
                IEpochSettlement.InvalidGuardianSignature(slot)
            );
            used = end;
            signed += stake;
        }
        require(used == signatures.length, IEpochSettlement.MalformedAttestation());
    }

    /// @dev `signature` is 65 bytes long.
    function _isSigner(address signer, bytes32 digest, bytes calldata signature)
        private
        pure
        returns (bool)
    {
        bytes32 r;
        bytes32 s;
        uint256 v;
        assembly ("memory-safe") {
            r := calldataload(signature.offset)
            s := calldataload(add(signature.offset, 32))
            v := byte(0, calldataload(add(signature.offset, 64)))
        }
        if (uint256(s) > HALF_ORDER || (v != 27 && v != 28)) return false;
        // ecrecover answers 0 for what is no signature. Cast: v is 27 or 28.
        // forge-lint: disable-next-line(unsafe-typecast)
        address recovered = ecrecover(digest, uint8(v), r, s);
        return recovered == signer && recovered != address(0);
    }
}
