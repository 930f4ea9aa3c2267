// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BLS} from "@kevincharm/bls-bn254/contracts/BLS.sol";
import {RandomBeacon} from "../../../contracts/network/RandomBeacon.sol";

/// @title BeaconSigner
/// @notice A drand beacon with a key that everyone knows: signs rounds as a real one does, so that tests
/// prove rounds to the real contract.
library BeaconSigner {
    bytes internal constant DOMAIN = "BLS_SIG_BN254G1_XMD:KECCAK-256_SVDW_RO_NUL_";
    uint256 internal constant SECRET =
        0x1d1a9e3fb2c47086d35f8e01b6a27c94e8f03d51729b4ac6e80f1d3b5a7c9e21;

    error MultiplicationFailed();

    /// @notice Proves the round that `timestamp` belongs to, unless somebody did.
    function proveAt(RandomBeacon beacon, uint64 timestamp) internal {
        uint64 round = beacon.roundAt(timestamp);
        if (!beacon.isProven(round)) beacon.prove(round, sign(round));
    }

    function sign(uint64 round) internal view returns (uint256[2] memory signature) {
        bytes memory message = abi.encodePacked(keccak256(abi.encodePacked(round)));
        uint256[2] memory point = BLS.hashToPoint(DOMAIN, message);
        uint256[3] memory factors = [point[0], point[1], SECRET];
        bool done;
        assembly ("memory-safe") {
            done := staticcall(gas(), 7, factors, 96, signature, 64)
        }
        require(done, MultiplicationFailed());
    }

    /// @notice SECRET times the generator of G2, as (x0, x1, y0, y1).
    function publicKey() internal pure returns (uint256[4] memory key) {
        return [
            0x061c6eda9701e83be62cad07050fdf4012026bc72eab7d0ad54a397af2dcc68f,
            0x1aa03f6eb40f31fb2315961414e54fa95e7d0d1cf2b946e22a5cfa6a6d740cc3,
            0x1f7f6a59d5c20c70ce78381e66c80c03e32747713e9f924c6b41752e07ae1b7e,
            0x20f4f45cccf14c10c446055571a1efb9151f538684e5eb6965b82e406fae29bb
        ];
    }
}
