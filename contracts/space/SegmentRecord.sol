// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title SegmentRecord
/// @notice All that a segment needs at each change, in one word, so that a new child writes one new word:
/// holder (160 bits), expiry (34), since (34), children (20), childBits (7), emancipated (1), from the
/// lowest bit up. `since` is when the segment came to be, or when its children last changed their length.
/// After its end the word keeps `expiry` alone: when it ended.
type SegmentRecord is uint256;

using SegmentRecords for SegmentRecord global;

/// @dev Last time that a record can name: in the year 2514.
uint256 constant LAST_EXPIRY = (1 << 34) - 1;
/// @dev Most children that a segment has at a time.
uint256 constant MAX_CHILDREN = (1 << 20) - 1;

/// @title SegmentRecords
/// @notice Fields of a {SegmentRecord}. Values must fit; the contract bounds them by the constants above.
library SegmentRecords {
    uint256 private constant EXPIRY = 160;
    uint256 private constant SINCE = 194;
    uint256 private constant CHILDREN = 228;
    uint256 private constant CHILD_BITS = 248;
    uint256 private constant EMANCIPATED = 255;
    uint256 private constant EMANCIPATED_FLAG = 1 << 255;

    function born(address holder_, uint256 expiry_, bool emancipated_)
        internal
        view
        returns (SegmentRecord)
    {
        return SegmentRecord.wrap(
            uint256(uint160(holder_)) | (expiry_ << EXPIRY) | (block.timestamp << SINCE)
                | (emancipated_ ? EMANCIPATED_FLAG : 0)
        );
    }

    /// @notice What stays of a segment that ends now, or that expired before.
    function ended(SegmentRecord record) internal view returns (SegmentRecord) {
        uint256 end = record.expiry();
        // A sequencer that moves the clock by seconds moves no boundary between two holders.
        // forge-lint: disable-next-line(block-timestamp)
        return SegmentRecord.wrap((end < block.timestamp ? end : block.timestamp) << EXPIRY);
    }

    /// @notice Whether the segment exists and has not expired.
    function isLive(SegmentRecord record) internal view returns (bool) {
        // A sequencer that moves the clock by seconds ends a licence of years no sooner.
        // forge-lint: disable-next-line(block-timestamp)
        return block.timestamp < record.expiry();
    }

    /// @notice With children of another length from now on. The first ones leave `since` alone: no segment
    /// of another length was there before.
    function withChildBits(SegmentRecord record, uint256 bits)
        internal
        view
        returns (SegmentRecord)
    {
        if (record.childBits() != 0) {
            record = _with(record, SINCE, LAST_EXPIRY, block.timestamp);
        }
        return _with(record, CHILD_BITS, 0x7f, bits);
    }

    function holder(SegmentRecord record) internal pure returns (address) {
        // Cast: the holder is the low 160 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        return address(uint160(SegmentRecord.unwrap(record)));
    }

    function expiry(SegmentRecord record) internal pure returns (uint256) {
        return (SegmentRecord.unwrap(record) >> EXPIRY) & LAST_EXPIRY;
    }

    function since(SegmentRecord record) internal pure returns (uint256) {
        return (SegmentRecord.unwrap(record) >> SINCE) & LAST_EXPIRY;
    }

    function children(SegmentRecord record) internal pure returns (uint256) {
        return (SegmentRecord.unwrap(record) >> CHILDREN) & MAX_CHILDREN;
    }

    function childBits(SegmentRecord record) internal pure returns (uint256) {
        return (SegmentRecord.unwrap(record) >> CHILD_BITS) & 0x7f;
    }

    function emancipated(SegmentRecord record) internal pure returns (bool) {
        return SegmentRecord.unwrap(record) >> EMANCIPATED == 1;
    }

    function withHolder(SegmentRecord record, address holder_)
        internal
        pure
        returns (SegmentRecord)
    {
        uint256 rest = (SegmentRecord.unwrap(record) >> EXPIRY) << EXPIRY;
        return SegmentRecord.wrap(rest | uint160(holder_));
    }

    function withExpiry(SegmentRecord record, uint256 expiry_)
        internal
        pure
        returns (SegmentRecord)
    {
        return _with(record, EXPIRY, LAST_EXPIRY, expiry_);
    }

    function withChildren(SegmentRecord record, uint256 children_)
        internal
        pure
        returns (SegmentRecord)
    {
        return _with(record, CHILDREN, MAX_CHILDREN, children_);
    }

    function asEmancipated(SegmentRecord record) internal pure returns (SegmentRecord) {
        return SegmentRecord.wrap(SegmentRecord.unwrap(record) | EMANCIPATED_FLAG);
    }

    function _with(SegmentRecord record, uint256 shift, uint256 mask, uint256 value)
        private
        pure
        returns (SegmentRecord)
    {
        return SegmentRecord.wrap(
            (SegmentRecord.unwrap(record) & ~(mask << shift)) | (value << shift)
        );
    }
}
