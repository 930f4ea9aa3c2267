// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LibBit} from "solady/utils/LibBit.sol";
import {IEpochSettlement} from "./IEpochSettlement.sol";

/// @title Attestations
/// @notice Signatures of a quorum of Guardians over one digest. The Guardian set travels in calldata and
/// is checked against its hash, so that a set of 32 costs one storage read. Signatures stand in slot
/// order, one per set bit, so none counts twice.
library Attestations {
    /// @dev A set never has more Guardians than the bitmap has bits.
    uint256 internal constant MAX_GUARDIANS = 32;

    uint256 private constant SIGNATURE_LENGTH = 65;

    /// @dev Above half the order of secp256k1: each signature has a twin with s from here on, which is
    /// refused.
    uint256 private constant S_LIMIT =
        0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1;

    /// @notice Reverts unless Guardians with at least two thirds of the stake behind `setHash` signed `digest`.
    function requireQuorum(
        IEpochSettlement.Attestation calldata attestation,
        bytes32 setHash,
        bytes32 digest
    ) internal view {
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
    ) private view returns (uint256 signed, uint256 total) {
        uint256 count = guardians.length / 32;
        require(
            guardians.length % 32 == 0 && count <= MAX_GUARDIANS && bitmap >> count == 0
                && signatures.length == LibBit.popCount(bitmap) * SIGNATURE_LENGTH,
            IEpochSettlement.MalformedAttestation()
        );
        uint256 first;
        uint256 source;
        assembly ("memory-safe") {
            first := guardians.offset
            source := signatures.offset
        }
        uint256 refused;
        (signed, total, refused) = _sum(first, first + guardians.length, bitmap, source, digest);
        if (refused != 0) revert IEpochSettlement.InvalidGuardianSignature((refused - first) / 32);
    }

    /// @dev By hand, since every Guardian is paid for three times an epoch: the precompile's input is
    /// copied straight from calldata over the same memory. `at` to `end` are the Guardians' words in
    /// calldata, at `source` are the signatures; lengths were checked. Nothing can overflow: 32 stakes
    /// are below 2^96 each. `refused` is the word of the first Guardian whose signature is bad, or 0.
    function _sum(uint256 at, uint256 end, uint256 bitmap, uint256 source, bytes32 digest)
        private
        view
        returns (uint256 signed, uint256 total, uint256 refused)
    {
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, digest)
            for {} lt(at, end) { at := add(at, 32) } {
                // The low 96 bits are the stake, the rest the signer.
                let entry := calldataload(at)
                let stake := and(entry, 0xffffffffffffffffffffffff)
                total := add(total, stake)
                if and(bitmap, 1) {
                    signed := add(signed, stake)
                    let v := byte(0, calldataload(add(source, 64)))
                    mstore(add(input, 32), v)
                    calldatacopy(add(input, 64), source, 64)
                    // The precompile answers nothing for what is no signature, and never 0.
                    mstore(0, 0)
                    pop(staticcall(gas(), 1, input, 128, 0, 32))
                    let good := and(lt(sub(v, 27), 2), lt(mload(add(input, 96)), S_LIMIT))
                    good := and(good, eq(mload(0), shr(96, entry)))
                    if iszero(and(good, gt(mload(0), 0))) {
                        refused := at
                        break
                    }
                    source := add(source, SIGNATURE_LENGTH)
                }
                bitmap := shr(1, bitmap)
            }
        }
    }
}
