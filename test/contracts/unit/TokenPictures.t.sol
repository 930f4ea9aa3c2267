// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LibString} from "solady/utils/LibString.sol";
import {ITokenPictures} from "../../../contracts/base/ITokenPictures.sol";
import {TokenPictures} from "../../../contracts/base/TokenPictures.sol";
import {Test} from "../Base.sol";

/// @notice What needs no parser; `test/sdk/contracts/tokenPictures.test.ts` reads the JSON and the SVG.
contract TokenPicturesTest is Test {
    TokenPictures internal pictures;

    function setUp() external {
        pictures = new TokenPictures();
    }

    function test_tokenURI_isAlwaysADataUri(
        string calldata name,
        string calldata title,
        string[] calldata lines,
        uint256 seed
    ) external view {
        vm.assume(lines.length < 8);
        string memory uri = pictures.tokenURI(_picture(name, title, lines, seed));
        vm.assertTrue(LibString.startsWith(uri, "data:application/json;base64,"), "data URI");
    }

    function test_tokenURI_leavesOutLinesBeyondTheFourth(uint8 count) external view {
        string[] memory lines = new string[](4 + count % 4);
        for (uint256 i = 0; i < lines.length; ++i) {
            lines[i] = "line";
        }
        string memory more = pictures.tokenURI(_picture("n", "t", lines, 1));
        assembly ("memory-safe") {
            mstore(lines, 4)
        }
        vm.assertEq(more, pictures.tokenURI(_picture("n", "t", lines, 1)), "four lines");
    }

    function test_tokenURI_differs_byTheSeed(uint256 first, uint256 second) external view {
        // The pattern has 15 cells and the colour 360 shades: few seeds look alike.
        vm.assume(first % 360 != second % 360);
        string[] memory lines = new string[](0);
        vm.assertNotEq(
            keccak256(bytes(pictures.tokenURI(_picture("n", "t", lines, first)))),
            keccak256(bytes(pictures.tokenURI(_picture("n", "t", lines, second)))),
            "another picture"
        );
    }

    function _picture(string memory name, string memory title, string[] memory lines, uint256 seed)
        private
        pure
        returns (ITokenPictures.Picture memory)
    {
        ITokenPictures.Trait[] memory traits = new ITokenPictures.Trait[](2);
        traits[0] = ITokenPictures.Trait(name, title, "");
        traits[1] = ITokenPictures.Trait("Number", "7", "number");
        return ITokenPictures.Picture({
            name: name,
            description: title,
            kind: "Kind",
            title: title,
            lines: lines,
            seed: seed,
            traits: traits
        });
    }
}
