// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {INameRegistry} from "../../../contracts/names/INameRegistry.sol";
import {Labels} from "../../../contracts/names/Labels.sol";
import {Test} from "../Base.sol";

contract NameLabelsTest is Test {
    function test_check_countsCodePoints() external view {
        vm.assertEq(this.check("alice"), 5, "letters");
        vm.assertEq(this.check("a"), 1, "one letter");
        vm.assertEq(this.check("_a-0$z9"), 7, "all kinds of ASCII");
        vm.assertEq(this.check(unicode"grüße"), 5, "two bytes");
        vm.assertEq(this.check(unicode"日本語"), 3, "three bytes");
        vm.assertEq(this.check(unicode"🦊🦊"), 2, "four bytes");
        vm.assertEq(this.check(string(hex"c2a0")), 1, "first after the controls");
        vm.assertEq(this.check(string(hex"f48fbfbf")), 1, "last of Unicode");
        vm.assertEq(this.check(string(hex"ed9fbf")), 1, "last before the surrogates");
        vm.assertEq(this.check(string(hex"ee8080")), 1, "first after the surrogates");
    }

    function test_check_countsCodePoints_ofAnyCodePoints(uint32[15] memory points) external view {
        bytes memory text;
        for (uint256 i = 0; i < points.length; ++i) {
            text = bytes.concat(text, _utf8(bound(points[i], 0xa0, 0x10ffff)));
        }
        vm.assertEq(this.check(string(text)), points.length, "code points");
    }

    function test_check_reverts_withoutCharacters() external {
        expectError(abi.encodeWithSelector(INameRegistry.EmptyLabel.selector));
        this.check("");
    }

    function test_check_reverts_beyondTheLimit(uint8 length) external {
        bytes memory text = new bytes(bound(length, 1, 255));
        for (uint256 i = 0; i < text.length; ++i) {
            text[i] = "a";
        }
        if (text.length > 63) {
            expectError(
                abi.encodeWithSelector(INameRegistry.LabelTooLong.selector, text.length, 63)
            );
        }
        this.check(string(text));
    }

    function test_check_reverts_onOtherAscii(uint8 character, uint8 place) external {
        bytes1 other = bytes1(uint8(bound(character, 0, 127)));
        bool lower = other >= "a" && other <= "z";
        bool digit = other >= "0" && other <= "9";
        vm.assume(!lower && !digit && other != "-" && other != "_" && other != "$");
        bytes memory text = "abcdefgh";
        uint256 at = place % text.length;
        text[at] = other;
        _expectInvalid(string(text), at);
    }

    function test_check_reverts_onWhatIsNoUtf8() external {
        bytes[13] memory bad = [
            bytes(hex"80"), // continues nothing
            hex"bf",
            hex"c3", // cut off
            hex"e697",
            hex"f09fa6",
            hex"c0af", // longer than need be
            hex"e09fbf",
            hex"f08fbfbf",
            hex"eda080", // surrogates
            hex"edbfbf",
            hex"f4908080", // beyond Unicode
            hex"c361", // not continued
            hex"e6976a"
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            _expectInvalid(string(bytes.concat("ab", bad[i])), 2);
        }
    }

    function test_check_reverts_onSecondControls(uint8 point) external {
        bytes1 second = bytes1(uint8(bound(point, 0x80, 0x9f)));
        _expectInvalid(string(abi.encodePacked("ab", hex"c2", second)), 2);
    }

    function check(string calldata label) external pure returns (uint256) {
        return Labels.check(label);
    }

    function _expectInvalid(string memory label, uint256 at) internal {
        expectError(abi.encodeWithSelector(INameRegistry.InvalidLabel.selector, label, at));
        this.check(label);
    }

    function _utf8(uint256 point) internal pure returns (bytes memory) {
        if (point >= 0xd800 && point <= 0xdfff) point -= 0x800;
        if (point < 0x800) return abi.encodePacked(uint8(0xc0 | point >> 6), _tail(point));
        if (point < 0x10000) {
            return abi.encodePacked(uint8(0xe0 | point >> 12), _tail(point >> 6), _tail(point));
        }
        bytes1 first = bytes1(uint8(0xf0 | point >> 18));
        return abi.encodePacked(first, _tail(point >> 12), _tail(point >> 6), _tail(point));
    }

    function _tail(uint256 point) internal pure returns (bytes1) {
        return bytes1(uint8(0x80 | (point & 0x3f)));
    }
}
