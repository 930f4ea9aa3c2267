// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title SegmentId
/// @notice Token id of a segment of the address space: `(prefix << 8) | bits`. `bits` (1 to 120) counts
/// the bits of a unicast address behind its version byte that are fixed; `prefix` is those bits, most
/// significant first. Written as `<first address>/<bits>`.
type SegmentId is uint256;

using SegmentIds for SegmentId global;

/// @dev Length of every top segment.
uint256 constant TOP_BITS = 16;
/// @dev Longest prefix of a segment.
uint256 constant MAX_BITS = 120;
/// @dev First byte of every unicast address.
bytes1 constant UNICAST_VERSION = 0x01;

/// @title SegmentIds
/// @notice Arithmetic of prefixes. Checks nothing: ids come from the contract, or are looked up in it.
library SegmentIds {
    /// @dev Bits of a unicast address behind its version byte.
    uint256 private constant ADDRESS_BITS = 248;

    function make(uint256 prefix_, uint256 bits_) internal pure returns (SegmentId) {
        return SegmentId.wrap((prefix_ << 8) | bits_);
    }

    /// @notice The segment of `bits_` bits that `unicast` lies in.
    function at(bytes32 unicast, uint256 bits_) internal pure returns (SegmentId) {
        return make((uint256(unicast) << 8) >> (256 - bits_), bits_);
    }

    function prefix(SegmentId id) internal pure returns (uint256) {
        return SegmentId.unwrap(id) >> 8;
    }

    function bits(SegmentId id) internal pure returns (uint256) {
        return SegmentId.unwrap(id) & 0xff;
    }

    /// @notice The segment of `bits_` bits around `id`, or `id` itself. For `bits_` <= the id's.
    function ancestor(SegmentId id, uint256 bits_) internal pure returns (SegmentId) {
        return make(id.prefix() >> (id.bits() - bits_), bits_);
    }

    /// @notice The segment's first address.
    function first(SegmentId id) internal pure returns (bytes32) {
        uint256 host = ADDRESS_BITS - id.bits();
        return bytes32((uint256(uint8(UNICAST_VERSION)) << ADDRESS_BITS) | (id.prefix() << host));
    }
}
