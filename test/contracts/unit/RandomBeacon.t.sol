// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IRandomBeacon} from "../../../contracts/network/IRandomBeacon.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {RandomBeacon} from "../../../contracts/network/RandomBeacon.sol";
import {Test} from "../Base.sol";
import {BeaconSigner} from "../support/BeaconSigner.sol";

/// @notice Rounds that drand's evmnet published, and rounds signed with a key of our own.
contract RandomBeaconTest is Test {
    uint256 private constant FIELD =
        21_888_242_871_839_275_222_246_405_745_257_275_088_696_311_157_297_823_662_689_037_894_645_226_208_583;

    uint64 private constant EVMNET_GENESIS = 1_727_521_075;
    uint64 private constant EVMNET_ROUND = 9_337_227;
    uint256 private constant EVMNET_X =
        0x01d65d6128f4b2df3d08de85543d8efe06b0281d0770246ae3672e8ddd3efda0;
    uint256 private constant EVMNET_Y =
        0x269373123458f0b5c0073eeed1c816a06809e127421513e34ee07df6987910b3;

    uint64 private constant GENESIS = 1_000_000;
    uint64 private constant PERIOD = 3;

    RandomBeacon private evmnet;
    RandomBeacon private beacon;

    function setUp() public {
        vm.warp(GENESIS);
        evmnet = new RandomBeacon(GENESIS, Profiles.network(), evmnetKey(), EVMNET_GENESIS, 3);
        beacon = new RandomBeacon(
            GENESIS, Profiles.development(), BeaconSigner.publicKey(), GENESIS, PERIOD
        );
    }

    function test_prove_storesDrandsRandomness_whenRoundIsEvmnets() public {
        bytes32 published = sha256(abi.encodePacked(EVMNET_X, EVMNET_Y));
        vm.expectEmit(address(evmnet));
        emit IRandomBeacon.RoundProven(EVMNET_ROUND, published);
        evmnet.prove(EVMNET_ROUND, [EVMNET_X, EVMNET_Y]);

        vm.assertTrue(evmnet.isProven(EVMNET_ROUND));
        vm.assertEq(evmnet.randomness(EVMNET_ROUND), published);
    }

    function test_prove_reverts_whenRoundIsNotTheSignedOne(uint64 round) public {
        vm.assume(round != 0 && round != EVMNET_ROUND);
        expectError(abi.encodeWithSelector(IRandomBeacon.InvalidBeaconSignature.selector, round));
        evmnet.prove(round, [EVMNET_X, EVMNET_Y]);
    }

    function test_prove_acceptsRound_whenOwnKeySignedIt(uint64 round) public {
        vm.assume(round != 0);
        uint256[2] memory signature = BeaconSigner.sign(round);
        beacon.prove(round, signature);
        vm.assertEq(beacon.randomness(round), sha256(abi.encodePacked(signature)));
    }

    /// @dev The other signature with the same x is the negated point; it must not make a second value.
    function test_prove_reverts_whenPointIsNegated(uint64 round) public {
        vm.assume(round != 0);
        uint256[2] memory signature = BeaconSigner.sign(round);
        signature[1] = FIELD - signature[1];
        expectError(abi.encodeWithSelector(IRandomBeacon.InvalidBeaconSignature.selector, round));
        beacon.prove(round, signature);
    }

    function test_prove_reverts_whenCoordinateIsNotReduced() public {
        uint256[2] memory signature = BeaconSigner.sign(7);
        signature[0] += FIELD;
        expectError(abi.encodeWithSelector(IRandomBeacon.InvalidBeaconSignature.selector, 7));
        beacon.prove(7, signature);
    }

    /// @dev A pairing over a point off the curve would take all gas that it is given.
    function test_prove_revertsCheaply_whenPointIsOffTheCurve(uint256 x, uint256 y) public {
        vm.assume(mulmod(y, y, FIELD) != addmod(mulmod(mulmod(x, x, FIELD), x, FIELD), 3, FIELD));
        uint256 before = gasleft();
        try beacon.prove(7, [x, y]) {
            vm.assertTrue(false, "accepted");
        } catch (bytes memory reason) {
            vm.assertLt(before - gasleft(), 60_000, "gas");
            vm.assertEq(
                reason, abi.encodeWithSelector(IRandomBeacon.InvalidBeaconSignature.selector, 7)
            );
        }
    }

    function test_prove_reverts_whenPointIsInfinity() public {
        expectError(abi.encodeWithSelector(IRandomBeacon.InvalidBeaconSignature.selector, 7));
        beacon.prove(7, [uint256(0), 0]);
    }

    function test_prove_reverts_whenRoundIsZero() public {
        uint256[2] memory signature = BeaconSigner.sign(0);
        expectError(abi.encodeWithSelector(IRandomBeacon.InvalidRound.selector, 0));
        beacon.prove(0, signature);
    }

    function test_prove_reverts_whenRoundIsProven() public {
        uint256[2] memory signature = BeaconSigner.sign(7);
        beacon.prove(7, signature);
        expectError(abi.encodeWithSelector(IRandomBeacon.RoundAlreadyProven.selector, 7));
        beacon.prove(7, signature);
    }

    function test_randomness_reverts_whenRoundIsNotProven(uint64 round) public {
        vm.assertFalse(beacon.isProven(round));
        expectError(abi.encodeWithSelector(IRandomBeacon.RoundNotProven.selector, round));
        beacon.randomness(round);
    }

    function test_seedOf_isRandomnessOfFirstRoundInEpoch(uint32 epoch) public {
        uint64 start = GENESIS + uint64(epoch) * Profiles.development().epochLength;
        uint64 round = beacon.roundAt(start);
        expectError(abi.encodeWithSelector(IRandomBeacon.RoundNotProven.selector, round));
        beacon.seedOf(Epoch.wrap(epoch));

        BeaconSigner.proveAt(beacon, start);
        vm.assertEq(beacon.seedOf(Epoch.wrap(epoch)), beacon.randomness(round));
    }

    function test_constructor_reverts_whenKeyIsNotAKey(uint256[4] memory key) public {
        expectError(abi.encodeWithSelector(IRandomBeacon.InvalidPublicKey.selector));
        deploy(key, PERIOD);
    }

    /// @dev On the twist, but outside the subgroup: every later pairing would fail.
    function test_constructor_reverts_whenKeyIsOutsideTheSubgroup() public {
        uint256[4] memory key = [
            1,
            0,
            0x07fb3d558dafafb6bf6dd326a5fefe0beca3f9ac3bd999a390d504fad34b0b8c,
            0x2351dcdda257b62181cbd745dfee16d5fdf4eb185bbcf33c20a0fe6eaa9cb4a3
        ];
        expectError(abi.encodeWithSelector(IRandomBeacon.InvalidPublicKey.selector));
        deploy(key, PERIOD);
    }

    function test_constructor_reverts_whenPeriodIsZero() public {
        expectError(abi.encodeWithSelector(IRandomBeacon.InvalidPeriod.selector));
        deploy(BeaconSigner.publicKey(), 0);
    }

    function test_roundAt_isFirstRoundNotBeforeTime(uint64 timestamp) public view {
        timestamp = uint64(bound(timestamp, 0, type(uint64).max - PERIOD));
        uint64 round = beacon.roundAt(timestamp);
        vm.assertGe(GENESIS + (uint256(round) - 1) * PERIOD, timestamp, "before the time");
        if (round > 1) {
            vm.assertLt(GENESIS + (uint256(round) - 2) * PERIOD, timestamp, "not the first");
        }
    }

    function test_publicKey_isTheDeployedOne() public view {
        uint256[4] memory key = evmnet.publicKey();
        uint256[4] memory expected = evmnetKey();
        for (uint256 i; i < 4; ++i) {
            vm.assertEq(key[i], expected[i]);
        }
    }

    function deploy(uint256[4] memory key, uint64 period) private {
        new RandomBeacon(GENESIS, Profiles.development(), key, GENESIS, period);
    }

    function evmnetKey() private pure returns (uint256[4] memory key) {
        return [
            0x0557ec32c2ad488e4d4f6008f89a346f18492092ccc0d594610de2732c8b808f,
            0x07e1d1d335df83fa98462005690372c643340060d205306a9aa8106b6bd0b382,
            0x297d3a4f9749b33eb2d904c9d9ebf17224150ddd7abd7567a9bec6c74480ee0b,
            0x0095685ae3a85ba243747b1b2f426049010f6b73a0cf1d389351d5aaaa1047f6
        ];
    }
}
