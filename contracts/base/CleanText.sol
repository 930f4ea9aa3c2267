// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title CleanText
/// @notice Makes any bytes a text that XML can hold: one stray byte would make a picture unreadable.
library CleanText {
    /// @notice `text` with "?" for each byte that is no UTF-8 (RFC 3629) and for the two code points that
    /// XML forbids, and a space for each control character.
    function clean(string memory text) internal pure returns (string memory) {
        bytes memory raw = bytes(text);
        bytes memory cleaned = new bytes(raw.length);
        uint256 place = 0;
        while (place < raw.length) {
            uint256 size = _size(raw, place);
            if (size == 0) {
                cleaned[place++] = "?";
                continue;
            }
            for (uint256 end = place + size; place < end; ++place) {
                cleaned[place] = raw[place] < 0x20 ? bytes1(0x20) : raw[place];
            }
        }
        return string(cleaned);
    }

    /// @dev Bytes of the character at `place`; 0 when there is none.
    function _size(bytes memory raw, uint256 place) private pure returns (uint256 size) {
        uint8 first = uint8(raw[place]);
        if (first < 0x80) return 1;
        // 0xC0, 0xC1: longer than needed; above 0xF4: beyond Unicode.
        if (first < 0xC2 || first > 0xF4) return 0;
        size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (place + size > raw.length) return 0;
        for (uint256 i = 1; i < size; ++i) {
            if (uint8(raw[place + i]) >> 6 != 2) return 0;
        }
        uint8 second = uint8(raw[place + 1]);
        // Longer than needed, a half of a surrogate pair, beyond Unicode.
        if (first == 0xE0 && second < 0xA0) return 0;
        if (first == 0xED && second > 0x9F) return 0;
        if (first == 0xF0 && second < 0x90) return 0;
        if (first == 0xF4 && second > 0x8F) return 0;
        // U+FFFE, U+FFFF.
        if (first == 0xEF && second == 0xBF && uint8(raw[place + 2]) > 0xBD) return 0;
    }
}
