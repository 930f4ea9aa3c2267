// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SegmentId} from "./SegmentId.sol";

/// @title ISegmentPictures
/// @notice Writes and draws segments.
interface ISegmentPictures {
    /// @notice What a token tells about itself beside its id. `tenant` is 0 when nobody leases it.
    struct Facts {
        uint256 expiry;
        uint256 children;
        address tenant;
        uint256 leaseEnd;
    }

    /// @notice ERC-721 metadata with a picture, as a `data:` URI.
    function tokenURI(SegmentId id, Facts calldata facts) external view returns (string memory uri);

    /// @notice The segment as text: its first address in bech32m, and its length.
    function textOf(SegmentId id) external pure returns (string memory text);
}
