// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {ITokenPictures} from "../base/ITokenPictures.sol";

/// @title LicensePictures
/// @notice What a licence's token says about itself.
library LicensePictures {
    using Strings for uint256;

    /// @param isRegistered whether the licence stands for an identity
    function pictureOf(uint256 license, uint256 supply, bool isRegistered, bool isOperated)
        internal
        pure
        returns (ITokenPictures.Picture memory picture)
    {
        string memory number = license.toString();
        string memory identity = isRegistered ? "registered" : "none";
        string memory runBy = isOperated ? "an operator" : "the holder";
        picture.name = string.concat("WatchDog License #", number);
        picture.description =
            "Lets its holder test SendingNetwork's Edges, unseen, and earn from the WatchDogs' pool.";
        picture.kind = "WATCHDOG LICENSE";
        picture.title = string.concat("#", number);
        picture.seed = license;
        picture.lines = new string[](3);
        picture.lines[0] = string.concat("one of ", supply.toString());
        picture.lines[1] = string.concat("identity: ", identity);
        picture.lines[2] = string.concat("run by ", runBy);
        picture.traits = new ITokenPictures.Trait[](3);
        picture.traits[0] = ITokenPictures.Trait("License", number, "number");
        picture.traits[1] = ITokenPictures.Trait("Identity", identity, "");
        picture.traits[2] = ITokenPictures.Trait("Run by", runBy, "");
    }
}
