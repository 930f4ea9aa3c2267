// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed, and constants may be shifted.
// forge-lint: disable-start(unsafe-typecast, incorrect-shift)

import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {Test} from "../Base.sol";
import {AttestationHarness} from "../support/AttestationHarness.sol";

/// @notice Invariant 8, its first half: nothing passes below two thirds of the stake, everything at or
/// above passes, and a signature counts only in its own slot and its one canonical form.
contract AttestationsFuzzTest is Test {
    uint256 private constant ORDER =
        0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    AttestationHarness private harness = new AttestationHarness();
    uint256[] private keys;
    uint96[] private stakes;
    bytes private set;

    function test_requireQuorum_passesFromTwoThirds(
        uint256 seed,
        uint8 count,
        uint32 bitmap,
        bytes32 digest
    ) external {
        _draw(seed, bound(count, 1, 32));
        bitmap = uint32(bitmap % (1 << keys.length));
        IEpochSettlement.Attestation memory attestation = _attest(digest, bitmap);
        (uint256 signed, uint256 total) = _stakes(bitmap);
        if (total == 0 || signed * 3 < total * 2) _expectQuorum(signed, total);
        harness.requireQuorum(attestation, keccak256(set), digest);
    }

    function test_requireQuorum_isExact_atTwoThirds(uint80 third, bytes32 digest) external {
        third = uint80(bound(third, 1, type(uint80).max));
        _add(1, 2 * uint96(third));
        _add(2, third);
        harness.requireQuorum(_attest(digest, 1), keccak256(set), digest);
        _add(3, 1);
        IEpochSettlement.Attestation memory attestation = _attest(digest, 1);
        _expectQuorum(2 * uint256(third), 3 * uint256(third) + 1);
        harness.requireQuorum(attestation, keccak256(set), digest);
    }

    function test_requireQuorum_reverts_withoutStake(bytes32 digest) external {
        _expectQuorum(0, 0);
        harness.requireQuorum(_attest(digest, 0), keccak256(""), digest);
        _add(1, 0);
        IEpochSettlement.Attestation memory attestation = _attest(digest, 1);
        _expectQuorum(0, 0);
        harness.requireQuorum(attestation, keccak256(set), digest);
    }

    function test_requireQuorum_reverts_onAnotherSet(bytes32 setHash, bytes32 digest) external {
        _add(1, 1);
        vm.assume(setHash != keccak256(set));
        IEpochSettlement.Attestation memory attestation = _attest(digest, 1);
        expectError(
            abi.encodeWithSelector(
                IEpochSettlement.GuardianSetMismatch.selector, keccak256(set), setHash
            )
        );
        harness.requireQuorum(attestation, setHash, digest);
    }

    function test_requireQuorum_reverts_onAnotherDigest(
        uint256 seed,
        uint8 count,
        bytes32 signed,
        bytes32 digest
    ) external {
        vm.assume(signed != digest);
        _draw(seed, bound(count, 1, 32));
        IEpochSettlement.Attestation memory attestation = _attest(signed, 1);
        _expectInvalid(0);
        harness.requireQuorum(attestation, keccak256(set), digest);
    }

    function test_requireQuorum_reverts_whenSignaturesSwapPlaces(uint256 seed, bytes32 digest)
        external
    {
        _draw(seed, 3);
        IEpochSettlement.Attestation memory attestation = _attest(digest, 7);
        attestation.signatures = abi.encodePacked(
            signature(keys[0], digest), signature(keys[2], digest), signature(keys[1], digest)
        );
        _expectInvalid(1);
        harness.requireQuorum(attestation, keccak256(set), digest);
    }

    function test_requireQuorum_reverts_onTheTwinSignature(uint256 seed, bytes32 digest) external {
        _draw(seed, 1);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[0], digest);
        bytes32 high = bytes32(ORDER - uint256(s));
        vm.assertEq(ecrecover(digest, 55 - v, r, high), vm.addr(keys[0]), "the twin recovers");
        _refuse(digest, abi.encodePacked(r, high, 55 - v));
    }

    function test_requireQuorum_reverts_onAnotherV(uint256 seed, bytes32 digest, uint8 bad)
        external
    {
        _draw(seed, 1);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[0], digest);
        vm.assume(bad != v);
        _refuse(digest, abi.encodePacked(r, s, bad));
    }

    function test_requireQuorum_reverts_whenASignerIsZero(bytes32 digest, bytes32 r) external {
        // ecrecover answers 0 for garbage, which must not sign for an empty slot.
        keys.push(1);
        stakes.push(1);
        set = abi.encodePacked(address(0), uint96(1));
        _refuse(digest, abi.encodePacked(r, bytes32(0), uint8(27)));
    }

    function test_requireQuorum_reverts_whenMalformed(bytes32 digest, uint8 cut, uint8 count)
        external
    {
        _draw(uint256(digest), bound(count, 1, 32));
        uint32 all = uint32((1 << keys.length) - 1);
        IEpochSettlement.Attestation memory attestation = _attest(digest, all);
        bytes memory signatures = attestation.signatures;

        attestation.signatures = _resize(signatures, signatures.length - bound(cut, 1, 65));
        _refuseShape(attestation, digest);
        attestation.signatures = _resize(signatures, signatures.length + bound(cut, 1, 65));
        _refuseShape(attestation, digest);
        attestation.signatures = signatures;
        attestation.guardians = _resize(set, set.length + bound(cut, 1, 31));
        _refuseShape(attestation, digest);
        attestation.guardians = new bytes(33 * 32);
        _refuseShape(attestation, digest);
        if (keys.length == 32) return;
        attestation.guardians = set;
        attestation.bitmap = uint32(all | 1 << keys.length);
        _refuseShape(attestation, digest);
    }

    function _refuseShape(IEpochSettlement.Attestation memory attestation, bytes32 digest)
        internal
    {
        vm.expectRevert(IEpochSettlement.MalformedAttestation.selector);
        harness.requireQuorum(attestation, keccak256(attestation.guardians), digest);
    }

    function _refuse(bytes32 digest, bytes memory packed) internal {
        IEpochSettlement.Attestation memory attestation =
            IEpochSettlement.Attestation({guardians: set, bitmap: 1, signatures: packed});
        _expectInvalid(0);
        harness.requireQuorum(attestation, keccak256(set), digest);
    }

    function _draw(uint256 seed, uint256 count) internal {
        for (uint256 i = 0; i < count; ++i) {
            uint256 noise = uint256(keccak256(abi.encode(seed, i)));
            // Small and equal stakes too: a tie at two thirds must occur.
            _add(boundKey(noise), uint96(noise & 1 == 0 ? noise % 4 : noise >> 160));
        }
    }

    function _add(uint256 key, uint96 stake) internal {
        keys.push(key);
        stakes.push(stake);
        set = abi.encodePacked(set, vm.addr(key), stake);
    }

    function _attest(bytes32 digest, uint32 bitmap)
        internal
        view
        returns (IEpochSettlement.Attestation memory attestation)
    {
        attestation.guardians = set;
        attestation.bitmap = bitmap;
        for (uint256 i = 0; i < keys.length; ++i) {
            if (bitmap >> i & 1 == 0) continue;
            attestation.signatures =
                abi.encodePacked(attestation.signatures, signature(keys[i], digest));
        }
    }

    function _stakes(uint32 bitmap) internal view returns (uint256 signed, uint256 total) {
        for (uint256 i = 0; i < stakes.length; ++i) {
            total += stakes[i];
            if (bitmap >> i & 1 == 1) signed += stakes[i];
        }
    }

    function _resize(bytes memory from, uint256 length) internal pure returns (bytes memory to) {
        to = new bytes(length);
        for (uint256 i = 0; i < length && i < from.length; ++i) {
            to[i] = from[i];
        }
    }

    function _expectQuorum(uint256 signed, uint256 total) internal {
        expectError(
            abi.encodeWithSelector(IEpochSettlement.QuorumNotReached.selector, signed, total)
        );
    }

    function _expectInvalid(uint256 slot) internal {
        expectError(
            abi.encodeWithSelector(IEpochSettlement.InvalidGuardianSignature.selector, slot)
        );
    }
}
