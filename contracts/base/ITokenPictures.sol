// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title ITokenPictures
/// @notice Draws the metadata of tokens on chain: no server, no gateway, the same for ever.
interface ITokenPictures {
    /// @notice One entry of the metadata's `attributes`. `display` is empty for text, else `number` or `date`;
    /// their values are decimal digits.
    struct Trait {
        string name;
        string value;
        string display;
    }

    /// @notice What a token says about itself. Texts may hold any character: they are escaped. Pictures
    /// show `kind` on top, `title` large, `lines` (at most 4) small below, over a pattern drawn from `seed`.
    struct Picture {
        string name;
        string description;
        string kind;
        string title;
        string[] lines;
        uint256 seed;
        Trait[] traits;
    }

    /// @notice ERC-721 metadata as `data:application/json;base64`, the picture inside as
    /// `data:image/svg+xml;base64`.
    function tokenURI(Picture calldata picture) external pure returns (string memory uri);
}
