// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {INameRegistry} from "./INameRegistry.sol";

/// @title Labels
/// @notice What a label may be, as far as a contract can afford to judge: UTF-8 of 1 to 63 bytes, no
/// control characters, and of ASCII only what ENSIP-15 leaves (so no dot, space or upper case). Which
/// other characters look alike, or mean the same, is for clients, which normalise names by ENSIP-15.
library Labels {
    /// @dev What one label of a DNS name can hold.
    uint256 internal constant MAX_BYTES = 63;

    /// @dev Bit n is set when ASCII n may stand in a label: $ - 0 to 9 _ a to z.
    uint256 private constant ASCII =
        1 << 0x24 | 1 << 0x2d | 0x3ff << 0x30 | 1 << 0x5f | 0x3ffffff << 0x61;

    /// @notice Number of code points. Reverts: EmptyLabel, LabelTooLong, InvalidLabel.
    function check(string calldata label) internal pure returns (uint256 codePoints) {
        bytes calldata text = bytes(label);
        require(text.length > 0, INameRegistry.EmptyLabel());
        require(text.length <= MAX_BYTES, INameRegistry.LabelTooLong(text.length, MAX_BYTES));
        uint256 at;
        // Unchecked: positions stay below 63 + 4.
        unchecked {
            while (at < text.length) {
                uint256 size = _sizeAt(text, at);
                require(size > 0, INameRegistry.InvalidLabel(label, at));
                at += size;
                ++codePoints;
            }
        }
    }

    /// @dev Bytes of the code point at `at`; 0 when there is none that a label may have.
    function _sizeAt(bytes calldata text, uint256 at) private pure returns (uint256) {
        unchecked {
            uint256 first = uint8(text[at]);
            if (first < 0x80) return ASCII >> first & 1;
            if (first < 0xc2 || first > 0xf4) return 0;
            uint256 size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
            if (at + size > text.length) return 0;
            // The leading byte gives its lowest 7 - size bits.
            uint256 point = first & (0x7f >> size);
            for (uint256 i = 1; i < size; ++i) {
                uint256 next = uint8(text[at + i]);
                if (next & 0xc0 != 0x80) return 0;
                point = point << 6 | (next & 0x3f);
            }
            return _isAllowed(point, size) ? size : 0;
        }
    }

    /// @dev No second control characters (U+0080 to U+009F), no longer forms of shorter ones, no
    /// surrogates, nothing beyond Unicode.
    function _isAllowed(uint256 point, uint256 size) private pure returns (bool) {
        if (size == 2) return point >= 0xa0;
        if (size == 3) return point >= 0x800 && (point < 0xd800 || point > 0xdfff);
        return point >= 0x10000 && point <= 0x10ffff;
    }
}
