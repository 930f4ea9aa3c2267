// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CleanText} from "../../../contracts/base/CleanText.sol";
import {Test} from "../Base.sol";

contract CleanTextTest is Test {
    using CleanText for string;

    function test_clean_keepsLength_andIsStable(bytes calldata raw) external pure {
        string memory once = string(raw).clean();
        vm.assertEq(bytes(once).length, raw.length, "length");
        vm.assertEq(once.clean(), once, "stable");
    }

    /// @dev Each code point that XML 1.0 allows, and is not a control character, stays as it is.
    function test_clean_keepsEveryCharacter(uint256 seed) external pure {
        uint256 point = bound(seed, 0x20, 0x10FFFF);
        vm.assume(point < 0xD800 || point > 0xDFFF);
        vm.assume(point != 0xFFFE && point != 0xFFFF);
        _assertKept(_utf8(point));
    }

    function test_clean_keepsTheEdgesOfEachLength() external pure {
        uint24[9] memory points =
            [0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF];
        for (uint256 i = 0; i < points.length; ++i) {
            _assertKept(_utf8(points[i]));
        }
    }

    function test_clean_replacesWhatIsNoUtf8() external pure {
        bytes[12] memory bad = [
            bytes(hex"80"), // continues nothing
            hex"C0AF", // longer than needed
            hex"C1BF",
            hex"C3", // ends too early
            hex"E09FBF",
            hex"E282",
            hex"EDA080", // half of a surrogate pair
            hex"EFBFBE", // U+FFFE
            hex"F08FBFBF",
            hex"F4908080", // beyond Unicode
            hex"F5808080",
            hex"FF"
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            bytes memory text = bytes(string(abi.encodePacked("a", bad[i], "z")).clean());
            vm.assertEq(bytes32(text[0]), bytes32("a"), "before");
            vm.assertEq(bytes32(text[text.length - 1]), bytes32("z"), "after");
            for (uint256 j = 1; j < text.length - 1; ++j) {
                vm.assertEq(bytes32(text[j]), bytes32("?"), vm.toString(bad[i]));
            }
        }
    }

    function test_clean_replacesControlCharacters(uint8 code) external pure {
        code %= 0x20;
        string memory text = string(abi.encodePacked("a", code, "z")).clean();
        vm.assertEq(text, "a z", "space");
    }

    function _assertKept(bytes memory character) private pure {
        string memory text = string(abi.encodePacked("a", character, "z"));
        vm.assertEq(text.clean(), text, vm.toString(character));
    }

    function _utf8(uint256 point) private pure returns (bytes memory) {
        if (point < 0x80) return abi.encodePacked(uint8(point));
        if (point < 0x800) return abi.encodePacked(uint8(0xC0 | (point >> 6)), _next(point));
        if (point < 0x10000) {
            return abi.encodePacked(uint8(0xE0 | (point >> 12)), _next(point >> 6), _next(point));
        }
        return abi.encodePacked(
            uint8(0xF0 | (point >> 18)), _next(point >> 12), _next(point >> 6), _next(point)
        );
    }

    function _next(uint256 bits) private pure returns (uint8) {
        return uint8(0x80 | (bits & 0x3F));
    }
}
