// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {DateTimeLib} from "solady/utils/DateTimeLib.sol";
import {LibString} from "solady/utils/LibString.sol";
import {ITokenPictures} from "../base/ITokenPictures.sol";
import {ISegmentPictures} from "./ISegmentPictures.sol";
import {SegmentId} from "./SegmentId.sol";
import {SegmentText} from "./SegmentText.sol";

/// @title SegmentPictures
/// @notice What a segment's token says about itself. Made by {SubnetLicense}, apart from it because of the
/// size that a contract may have. No state.
contract SegmentPictures is ISegmentPictures {
    using Strings for uint256;

    /// @dev Characters that fit into a line of a picture.
    uint256 private constant LINE = 33;

    ITokenPictures public immutable PICTURES;

    constructor(ITokenPictures pictures) {
        PICTURES = pictures;
    }

    /// @inheritdoc ISegmentPictures
    function tokenURI(SegmentId id, Facts calldata facts) external view returns (string memory) {
        ITokenPictures.Picture memory picture;
        string memory text = textOf(id);
        picture.name = text;
        picture.description =
        "A segment of SendingNetwork's address space: its holder splits, leases or sells it.";
        picture.kind = "SUBNET";
        picture.title = _title(id);
        picture.seed = SegmentId.unwrap(id);
        picture.lines = new string[](facts.tenant == address(0) ? 3 : 4);
        picture.lines[0] = LibString.slice(text, 0, LINE);
        picture.lines[1] = LibString.slice(text, LINE);
        // forge-lint: disable-next-line(block-timestamp)
        bool isLive = block.timestamp < facts.expiry;
        picture.lines[2] = string.concat(isLive ? "until " : "expired ", _date(facts.expiry));
        if (facts.tenant != address(0)) {
            picture.lines[3] = string.concat("leased until ", _date(facts.leaseEnd));
        }
        picture.traits = _traits(id, facts);
        return PICTURES.tokenURI(picture);
    }

    /// @inheritdoc ISegmentPictures
    function textOf(SegmentId id) public pure returns (string memory) {
        return string.concat(SegmentText.encode(id.first()), "/", id.bits().toString());
    }

    function _traits(SegmentId id, Facts calldata facts)
        internal
        pure
        returns (ITokenPictures.Trait[] memory traits)
    {
        bool isLeased = facts.tenant != address(0);
        traits = new ITokenPictures.Trait[](isLeased ? 6 : 4);
        traits[0] = ITokenPictures.Trait("Bits", id.bits().toString(), "number");
        string memory size = string.concat("2^", (248 - id.bits()).toString());
        traits[1] = ITokenPictures.Trait("Addresses", size, "");
        traits[2] = ITokenPictures.Trait("Expires", facts.expiry.toString(), "date");
        traits[3] = ITokenPictures.Trait("Children", facts.children.toString(), "number");
        if (!isLeased) return traits;
        string memory tenant = LibString.toHexStringChecksummed(facts.tenant);
        traits[4] = ITokenPictures.Trait("Tenant", tenant, "");
        traits[5] = ITokenPictures.Trait("Leased until", facts.leaseEnd.toString(), "date");
    }

    /// @dev The prefix in as many hex digits as it needs, filled up with zero bits: `0a1b/16`.
    function _title(SegmentId id) internal pure returns (string memory) {
        uint256 digits = (id.bits() + 3) / 4;
        bytes memory hexDigits = "0123456789abcdef";
        bytes memory title = new bytes(digits);
        uint256 value = id.prefix() << (digits * 4 - id.bits());
        for (uint256 i = 0; i < digits; ++i) {
            title[i] = hexDigits[(value >> (4 * (digits - 1 - i))) & 15];
        }
        return string.concat(string(title), "/", id.bits().toString());
    }

    function _date(uint256 timestamp) internal pure returns (string memory) {
        (uint256 year, uint256 month, uint256 day) = DateTimeLib.timestampToDate(timestamp);
        return string.concat(year.toString(), "-", _two(month), "-", _two(day));
    }

    function _two(uint256 value) internal pure returns (string memory) {
        return string.concat(value < 10 ? "0" : "", value.toString());
    }
}
