// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {ITokenPictures} from "../base/ITokenPictures.sol";

/// @title DidMetadata
/// @notice Words what a DID's token says about itself. Apart from DidRegistry for its size alone, which
/// creates it.
contract DidMetadata {
    using Strings for uint256;

    uint256 private constant DIGITS = 40;
    uint256 private constant SHORT_DIGITS = 4;

    ITokenPictures private immutable PICTURES;

    constructor(ITokenPictures pictures) {
        PICTURES = pictures;
    }

    /// @notice ERC-721 metadata of the DID `did`, which has `links` wallets and `devices` devices.
    function tokenURI(uint160 did, uint256 nonce, uint256 links, uint256 devices)
        external
        view
        returns (string memory)
    {
        string memory digits = Strings.toHexString(address(did));
        string memory chain = block.chainid.toString();
        ITokenPictures.Trait[] memory traits = new ITokenPictures.Trait[](3);
        traits[0] = ITokenPictures.Trait("Linked wallets", links.toString(), "number");
        traits[1] = ITokenPictures.Trait("Devices", devices.toString(), "number");
        traits[2] = ITokenPictures.Trait("Nonce", nonce.toString(), "number");
        string[] memory lines = new string[](4);
        lines[0] = string.concat("chain ", chain);
        lines[1] = string.concat("linked wallets ", traits[0].value);
        lines[2] = string.concat("devices ", traits[1].value);
        lines[3] = string.concat("nonce ", traits[2].value);
        return PICTURES.tokenURI(
            ITokenPictures.Picture({
                name: string.concat("did:sdn:", chain, ":", _digits(digits, 0, DIGITS)),
                description: "An identity on SendingNetwork. Whoever holds it controls it.",
                kind: "SendingNetwork DID",
                title: string.concat(
                    _digits(digits, 0, SHORT_DIGITS),
                    unicode"…",
                    _digits(digits, DIGITS - SHORT_DIGITS, SHORT_DIGITS)
                ),
                lines: lines,
                seed: did,
                traits: traits
            })
        );
    }

    /// @dev `count` digits from `start` on, of `text`, which begins with 0x.
    function _digits(string memory text, uint256 start, uint256 count)
        private
        pure
        returns (string memory)
    {
        bytes memory part = new bytes(count);
        for (uint256 i = 0; i < count; ++i) {
            part[i] = bytes(text)[2 + start + i];
        }
        return string(part);
    }
}
