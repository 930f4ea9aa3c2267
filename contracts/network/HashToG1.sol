// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BLS} from "@kevincharm/bls-bn254/contracts/BLS.sol";

/// @title HashToG1
/// @notice Hashes messages to points of BN254's G1: RFC 9380, expand_message_xmd with keccak256, then
/// the Shallue-van de Woestijne map with Z = 1. Gives the same points as the BLS library, for 20,000 gas
/// less: powers are left to the modular exponentiation precompile, and a root tells whether it exists.
library HashToG1 {
    /// @dev Order of the base field; 3 mod 4, so that roots are powers.
    uint256 private constant P =
        21_888_242_871_839_275_222_246_405_745_257_275_088_696_311_157_297_823_662_689_037_894_645_226_208_583;
    /// @dev g(Z) = Z^3 + 3.
    uint256 private constant C1 = 4;
    /// @dev -Z / 2.
    uint256 private constant C2 =
        0x183227397098d014dc2822db40c0ac2ecbc0b548b438e5469e10460b6c3e7ea3;
    /// @dev The even root of -3 g(Z) Z^2.
    uint256 private constant C3 = 0x16789af3a83522eb353c98fc6b36d713d5d8d1cc5dffffffa;
    /// @dev -4 g(Z) / (3 Z^2).
    uint256 private constant C4 =
        0x10216f7ba065e00de81ac1e7808072c9dd2b2385cd7b438469602eb24829a9bd;

    error PrecompileFailed(uint256 precompile);

    /// @notice The point that `message` hashes to under the tag `domain` (at most 255 bytes).
    function hashToPoint(bytes memory domain, bytes memory message)
        internal
        view
        returns (uint256[2] memory point)
    {
        uint256[2] memory elements = BLS.hashToField(domain, message);
        uint256[4] memory terms;
        (terms[0], terms[1]) = _map(elements[0]);
        (terms[2], terms[3]) = _map(elements[1]);
        bool done;
        assembly ("memory-safe") {
            done := staticcall(gas(), 6, terms, 128, point, 64)
        }
        require(done, PrecompileFailed(6));
    }

    /// @dev RFC 9380, 6.6.1; the names follow its listing in F.1.
    function _map(uint256 u) private view returns (uint256 x, uint256 y) {
        uint256 tv1 = mulmod(mulmod(u, u, P), C1, P);
        uint256 tv2 = addmod(1, tv1, P);
        tv1 = addmod(1, P - tv1, P);
        uint256 tv3 = _power(mulmod(tv1, tv2, P), P - 2);
        uint256 tv5 = mulmod(mulmod(mulmod(u, tv1, P), tv3, P), C3, P);

        bool exists;
        x = addmod(C2, P - tv5, P);
        (y, exists) = _ordinate(x);
        if (!exists) {
            x = addmod(C2, tv5, P);
            (y, exists) = _ordinate(x);
        }
        if (!exists) {
            uint256 tv8 = mulmod(mulmod(tv2, tv2, P), tv3, P);
            x = addmod(1, mulmod(C4, mulmod(tv8, tv8, P), P), P);
            // One of the three candidates always lies on the curve.
            (y,) = _ordinate(x);
        }
        if (u % 2 != y % 2) y = P - y;
    }

    /// @dev A root of x^3 + 3, when there is one.
    function _ordinate(uint256 x) private view returns (uint256 y, bool exists) {
        uint256 square = addmod(mulmod(mulmod(x, x, P), x, P), 3, P);
        y = _power(square, (P + 1) / 4);
        exists = mulmod(y, y, P) == square;
    }

    function _power(uint256 base, uint256 exponent) private view returns (uint256 result) {
        bool done;
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, 32)
            mstore(add(input, 32), 32)
            mstore(add(input, 64), 32)
            mstore(add(input, 96), base)
            mstore(add(input, 128), exponent)
            mstore(add(input, 160), P)
            done := staticcall(gas(), 5, input, 192, 0, 32)
            result := mload(0)
        }
        require(done, PrecompileFailed(5));
    }
}
