// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {LibString} from "solady/utils/LibString.sol";
import {CleanText} from "./CleanText.sol";
import {ITokenPictures} from "./ITokenPictures.sol";

// Markup and JSON are full of double quotes.
// solhint-disable quotes, max-line-length

/// @title TokenPictures
/// @notice Pure drawing, in a contract of its own so that the registries stay small. No state, no owner.
contract TokenPictures is ITokenPictures {
    using Strings for uint256;
    using CleanText for string;

    uint256 private constant MAX_LINES = 4;
    /// @dev The identicon is 5 x 5 and mirrored: 3 columns are drawn from the seed.
    uint256 private constant CELLS = 5;
    uint256 private constant CELL_SIZE = 24;

    /// @inheritdoc ITokenPictures
    function tokenURI(Picture calldata picture) external pure returns (string memory) {
        bytes memory json = abi.encodePacked(
            '{"name":"',
            LibString.escapeJSON(picture.name.clean()),
            '","description":"',
            LibString.escapeJSON(picture.description.clean()),
            '","image":"data:image/svg+xml;base64,',
            Base64.encode(_svg(picture)),
            '","attributes":[',
            _traits(picture.traits),
            "]}"
        );
        return string.concat("data:application/json;base64,", Base64.encode(json));
    }

    function _traits(Trait[] calldata traits) internal pure returns (bytes memory json) {
        for (uint256 i = 0; i < traits.length; ++i) {
            Trait calldata trait = traits[i];
            bool isText = bytes(trait.display).length == 0;
            string memory value = isText
                ? LibString.escapeJSON(trait.value.clean(), true)
                : string.concat(trait.value, ',"display_type":"', trait.display, '"');
            json = abi.encodePacked(
                json,
                i == 0 ? "" : ",",
                '{"trait_type":"',
                LibString.escapeJSON(trait.name.clean()),
                '","value":',
                value,
                "}"
            );
        }
    }

    function _svg(Picture calldata picture) internal pure returns (bytes memory) {
        string memory hue = (picture.seed % 360).toString();
        return abi.encodePacked(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" font-family="ui-sans-serif,system-ui,sans-serif" fill="#fff">'
            '<defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="hsl(',
            hue,
            ',55%,32%)"/><stop offset="1" stop-color="hsl(',
            ((picture.seed % 360 + 50) % 360).toString(),
            ',60%,16%)"/></linearGradient></defs><rect width="400" height="400" rx="24" fill="url(#g)"/>',
            _pattern(picture.seed),
            '<text x="32" y="56" font-size="18" opacity=".75" letter-spacing="2">',
            LibString.escapeHTML(picture.kind.clean()),
            "</text>",
            _title(picture.title.clean()),
            _lines(picture.lines),
            "</svg>"
        );
    }

    /// @dev A long title is squeezed into the picture's width.
    function _title(string memory title) internal pure returns (bytes memory) {
        uint256 length = LibString.runeCount(title);
        uint256 size = length <= 14 ? 44 : length <= 22 ? 28 : 20;
        // Widths of glyphs differ: only texts that might be too wide are given one.
        string memory squeeze =
            length > 12 ? ' textLength="336" lengthAdjust="spacingAndGlyphs"' : "";
        return abi.encodePacked(
            '<text x="32" y="236" font-size="',
            size.toString(),
            '" font-weight="700"',
            squeeze,
            ">",
            LibString.escapeHTML(title),
            "</text>"
        );
    }

    function _lines(string[] calldata lines) internal pure returns (bytes memory svg) {
        uint256 count = lines.length < MAX_LINES ? lines.length : MAX_LINES;
        for (uint256 i = 0; i < count; ++i) {
            svg = abi.encodePacked(
                svg,
                '<text x="32" y="',
                (276 + 26 * i).toString(),
                '" font-size="16" opacity=".85" font-family="ui-monospace,monospace">',
                LibString.escapeHTML(lines[i].clean()),
                "</text>"
            );
        }
    }

    function _pattern(uint256 seed) internal pure returns (bytes memory svg) {
        uint256 bits = uint256(keccak256(abi.encode(seed)));
        for (uint256 cell = 0; cell < CELLS * CELLS; ++cell) {
            uint256 column = cell % CELLS;
            uint256 mirrored = column < CELLS - 1 - column ? column : CELLS - 1 - column;
            uint256 row = cell / CELLS;
            if ((bits >> (row * CELLS + mirrored)) & 1 == 0) continue;
            svg = abi.encodePacked(
                svg,
                '<rect x="',
                (248 + column * CELL_SIZE).toString(),
                '" y="',
                (32 + row * CELL_SIZE).toString(),
                '" width="24" height="24" opacity=".35"/>'
            );
        }
    }
}
