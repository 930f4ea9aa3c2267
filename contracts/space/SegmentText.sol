// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title SegmentText
/// @notice Addresses as bech32m text (BIP-350) with the prefix `sdn`.
library SegmentText {
    bytes32 private constant ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    uint256 private constant BECH32M = 0x2bc830a3;
    /// @dev 256 bits in groups of five, the last filled up with zeros.
    uint256 private constant GROUPS = 52;
    uint256 private constant CHECKSUM = 6;

    /// @notice `sdn1`, 52 characters of address, 6 of checksum.
    function encode(bytes32 unicast) internal pure returns (string memory) {
        bytes memory text = new bytes(4 + GROUPS + CHECKSUM);
        (text[0], text[1], text[2], text[3]) = ("s", "d", "n", "1");
        uint256 check = _prefixSum();
        for (uint256 i = 0; i < GROUPS; ++i) {
            uint256 group = _group(uint256(unicast), i);
            check = _step(check, group);
            text[4 + i] = ALPHABET[group];
        }
        for (uint256 i = 0; i < CHECKSUM; ++i) {
            check = _step(check, 0);
        }
        check ^= BECH32M;
        for (uint256 i = 0; i < CHECKSUM; ++i) {
            text[4 + GROUPS + i] = ALPHABET[(check >> (5 * (CHECKSUM - 1 - i))) & 31];
        }
        return string(text);
    }

    /// @dev Checksum over the expanded prefix: high bits of each letter, 0, low bits of each.
    function _prefixSum() private pure returns (uint256 check) {
        check = 1;
        bytes3 prefix = "sdn";
        for (uint256 i = 0; i < 3; ++i) {
            check = _step(check, uint8(prefix[i]) >> 5);
        }
        check = _step(check, 0);
        for (uint256 i = 0; i < 3; ++i) {
            check = _step(check, uint8(prefix[i]) & 31);
        }
    }

    /// @dev The last group has one bit of the value.
    function _group(uint256 value, uint256 index) private pure returns (uint256) {
        return index == GROUPS - 1 ? (value & 1) << 4 : (value >> (251 - 5 * index)) & 31;
    }

    function _step(uint256 check, uint256 value) private pure returns (uint256 next) {
        uint256 top = check >> 25;
        next = ((check & 0x1ffffff) << 5) ^ value;
        if (top & 1 != 0) next ^= 0x3b6a57b2;
        if (top & 2 != 0) next ^= 0x26508e6d;
        if (top & 4 != 0) next ^= 0x1ea119fa;
        if (top & 8 != 0) next ^= 0x3d4233dd;
        if (top & 16 != 0) next ^= 0x2a1462b3;
    }
}
