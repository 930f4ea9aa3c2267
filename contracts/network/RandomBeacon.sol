// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BLS} from "@kevincharm/bls-bn254/contracts/BLS.sol";
import {Epoch} from "./Epoch.sol";
import {EpochClock} from "./EpochClock.sol";
import {HashToG1} from "./HashToG1.sol";
import {IRandomBeacon} from "./IRandomBeacon.sol";
import {Profile} from "./Profile.sol";

/// @title RandomBeacon
/// @notice The network's only source of randomness: rounds of one drand chain (scheme
/// bls-bn254-unchained-on-g1). A round's signature is unique and known to nobody before its time, so
/// whoever proves it, and however late, the value is the same. Nothing here can be changed or removed.
///
/// A round is signed as keccak256(round as 8 bytes big endian), hashed to G1 as RFC 9380 says (SVDW).
/// Every point of G1 on the curve lies in the right subgroup, and the public key is checked once at
/// deployment; so after the curve check the pairing precompile cannot fail and take all gas with it.
contract RandomBeacon is IRandomBeacon, EpochClock {
    bytes private constant DOMAIN = "BLS_SIG_BN254G1_XMD:KECCAK-256_SVDW_RO_NUL_";

    /// @notice Unix time of round 1, in seconds.
    uint64 public immutable BEACON_GENESIS;
    /// @notice Seconds between two rounds.
    uint64 public immutable BEACON_PERIOD;

    // The G2 key as (x0, x1, y0, y1), in four words because an array cannot be immutable.
    uint256 private immutable KEY_X0;
    uint256 private immutable KEY_X1;
    uint256 private immutable KEY_Y0;
    uint256 private immutable KEY_Y1;

    mapping(uint64 round => bytes32 randomness) private _randomness;

    /// @param beaconKey (x0, x1, y0, y1): of the four words that drand publishes, the second, first,
    /// fourth and third.
    constructor(
        uint64 genesis,
        Profile memory profile,
        uint256[4] memory beaconKey,
        uint64 beaconGenesis,
        uint64 beaconPeriod
    ) EpochClock(genesis, profile) {
        require(beaconPeriod != 0, InvalidPeriod());
        require(BLS.isValidPublicKey(beaconKey) && _inSubgroup(beaconKey), InvalidPublicKey());
        (KEY_X0, KEY_X1, KEY_Y0, KEY_Y1) = (beaconKey[0], beaconKey[1], beaconKey[2], beaconKey[3]);
        BEACON_GENESIS = beaconGenesis;
        BEACON_PERIOD = beaconPeriod;
    }

    /// @inheritdoc IRandomBeacon
    function prove(uint64 round, uint256[2] calldata signature) external {
        require(round != 0, InvalidRound(round));
        require(_randomness[round] == 0, RoundAlreadyProven(round));
        require(_isSigned(round, signature), InvalidBeaconSignature(round));

        bytes32 value = sha256(abi.encodePacked(signature));
        _randomness[round] = value;
        emit RoundProven(round, value);
    }

    /// @inheritdoc IRandomBeacon
    function seedOf(Epoch epoch) external view returns (bytes32 seed) {
        return randomness(roundAt(startOf(epoch)));
    }

    /// @inheritdoc IRandomBeacon
    function isProven(uint64 round) external view returns (bool proven) {
        return _randomness[round] != 0;
    }

    /// @notice The beacon's key as (x0, x1, y0, y1).
    function publicKey() external view returns (uint256[4] memory key) {
        return [KEY_X0, KEY_X1, KEY_Y0, KEY_Y1];
    }

    /// @inheritdoc IRandomBeacon
    function randomness(uint64 round) public view returns (bytes32 value) {
        value = _randomness[round];
        require(value != 0, RoundNotProven(round));
    }

    /// @inheritdoc IRandomBeacon
    function roundAt(uint64 timestamp) public view returns (uint64 round) {
        if (timestamp <= BEACON_GENESIS) return 1;
        return (timestamp - BEACON_GENESIS + BEACON_PERIOD - 1) / BEACON_PERIOD + 1;
    }

    function _isSigned(uint64 round, uint256[2] memory signature) private view returns (bool) {
        if (!BLS.isValidSignature(signature)) return false;
        bytes memory message = abi.encodePacked(keccak256(abi.encodePacked(round)));
        (bool paired, bool called) = BLS.verifySingle(
            signature, [KEY_X0, KEY_X1, KEY_Y0, KEY_Y1], HashToG1.hashToPoint(DOMAIN, message)
        );
        return called && paired;
    }

    /// @dev The precompile refuses points of G2 outside the prime-order subgroup; the result of the
    /// pairing itself does not matter here. (1, 2) generates G1.
    function _inSubgroup(uint256[4] memory key) private view returns (bool accepted) {
        uint256[2] memory generator = [uint256(1), 2];
        (, accepted) = BLS.verifySingle(generator, key, generator);
    }
}
