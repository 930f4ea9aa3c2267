// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {IERC4907} from "./IERC4907.sol";
import {SegmentId} from "./SegmentId.sol";

/// @title ISubnetLicense
/// @notice Segments of the address space as ERC-721 tokens. Whoever holds a segment splits it into
/// children, leases it (ERC-4907) or sells it. A segment is live until its expiry; the operator of an
/// address is the tenant, else the holder, of the longest live segment around it.
interface ISubnetLicense is IERC4906, IERC4907 {
    /// @notice A segment. All zero but `expiry` once it is burned: `expiry` is then when it ended.
    struct Segment {
        address holder;
        uint64 expiry;
        /// When it came to be, or when its children last changed their length.
        uint64 since;
        /// Length of its children's prefixes; 0 when it never had a child.
        uint8 childBits;
        /// Children that are not burned, expired ones included.
        uint32 children;
        /// Whether its parent's holder must leave it alone before its expiry.
        bool emancipated;
    }

    /// @notice The longest live segment around an address; all zero when there is none.
    struct Match {
        SegmentId segment;
        address operator;
        uint64 expiry;
        /// Another number for each tenancy of the segment: changes when its operator may have changed.
        uint64 tenancy;
        /// Since when no longer segment was around the address. What is older may be about another one.
        uint64 since;
    }

    /// @notice A top segment came to be. The Transfer from 0 of its token comes before, and before that,
    /// when an expired one was in its place, the Transfer to 0 of that.
    event SegmentGranted(SegmentId indexed id, address indexed holder, uint64 expiry);
    /// @notice `count` children with consecutive prefixes of `childBits` bits came to be inside `parent`;
    /// the Transfer from 0 of each comes before, each after the Transfer to 0 of an expired segment that
    /// was in its place. No live child of `parent` has another length, and with a length other than before
    /// everything that was bound to `parent` itself has ended. The children are emancipated iff `holder`
    /// does not hold `parent`.
    event SegmentSubdivided(
        SegmentId indexed parent,
        address indexed holder,
        uint256 firstPrefix,
        uint16 count,
        uint8 childBits,
        uint64 expiry
    );
    /// @notice At most once between a segment's Transfer from 0 and its Transfer to 0.
    event SegmentEmancipated(SegmentId indexed id);
    /// @notice Only for a live segment; `newExpiry` is later than `oldExpiry`, not later than its parent's.
    event SegmentExtended(SegmentId indexed id, uint64 oldExpiry, uint64 newExpiry);

    /// @notice This prefix has more bits than the segment is long.
    error StrayBits(uint256 prefix, uint256 bits);
    /// @notice Children must have more bits than their parent, and at most 120.
    error InvalidBits(uint256 bits, uint256 parentBits);
    /// @notice One call makes 1 to 256 children.
    error InvalidCount(uint256 count);
    /// @notice The expiry must lie in the future, and not behind the latest possible one.
    error InvalidSegmentExpiry(uint256 expiry, uint256 latest);
    /// @notice The first child, or the last, lies outside the parent.
    error OutsideParent(SegmentId parent, uint256 firstPrefix, uint256 count);
    /// @notice The parent has children of another length: all its children have one.
    error ChildLengthFixed(SegmentId parent, uint256 childBits);
    /// @notice The parent would have more children than it can.
    error TooManyChildren(SegmentId parent, uint256 limit);
    /// @notice There is a live segment already.
    error SegmentExists(SegmentId id, uint256 expiry);
    /// @notice The segment's time is over.
    error SegmentExpired(SegmentId id, uint256 expiry);
    /// @notice Only the segment's holder may do this.
    error NotSegmentHolder(SegmentId id, address caller);
    /// @notice Only the holder of the segment around it may do this (for a top segment, governance).
    error NotParentHolder(SegmentId id, address caller);
    /// @notice The segment belongs to somebody else until it expires.
    error StillEmancipated(SegmentId id, uint256 expiry);
    /// @notice The segment has children: they must be reclaimed first.
    error HasChildren(SegmentId id, uint256 children);
    /// @notice The segment is leased: its tenant must agree by ending the lease.
    error SegmentLeased(SegmentId id, address tenant, uint256 expires);
    /// @notice The address does not begin with the version of unicast addresses.
    error UnknownVersion(bytes32 unicast);

    /// @notice Makes a top segment (16 bits). For governance.
    function grant(address to, uint256 prefix, uint64 expiry) external returns (SegmentId id);

    /// @notice Makes `count` children with consecutive prefixes, from `firstPrefix` on, in the name of `to`.
    /// By the parent's holder, while nobody leases it. Expired children in the way are burned. All children
    /// of a segment have one length; another one takes that none is left.
    function subdivide(
        SegmentId parent,
        uint8 childBits,
        uint256 firstPrefix,
        uint256 count,
        address to,
        uint64 expiry
    ) external;

    /// @notice Burns segments, in order, for the holder of the segment around them: live ones (merged back)
    /// that are not emancipated or are its own, have no children and no tenant; and expired ones. Expired
    /// top segments: governance. Expired segments whose parent is gone: anyone.
    function reclaim(SegmentId[] calldata ids) external;

    /// @notice Gives a live segment a later expiry. By the holder of the segment around it; for a top
    /// segment, governance.
    function extend(SegmentId id, uint64 expiry) external;

    /// @notice Leases a segment. By the holder, or whom it approved, when no lease is live. A live lease
    /// outlasts transfers; only its tenant ends it, with `user` 0.
    function setUser(uint256 id, address user, uint64 expires) external;

    /// @notice The segment, also when it is expired or burned.
    function segment(SegmentId id) external view returns (Segment memory);

    /// @notice Whether the segment exists and has not expired.
    function isLive(SegmentId id) external view returns (bool live);

    /// @notice The live segment that `id` is a child of; 0 without one.
    function parentOf(SegmentId id) external view returns (SegmentId parent);

    /// @notice Longest prefix match.
    function find(bytes32 unicast) external view returns (Match memory);

    /// @notice The segment as text: its first address in bech32m, and its length.
    function textOf(SegmentId id) external view returns (string memory text);
}
