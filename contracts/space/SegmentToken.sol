// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ISubnetLicense} from "./ISubnetLicense.sol";
import {SegmentId, SegmentIds, TOP_BITS} from "./SegmentId.sol";
import {SegmentRecord} from "./SegmentRecord.sol";

/// @title SegmentToken
/// @notice ERC-721 over {SegmentRecord}s: OpenZeppelin's logic, holders kept in the record's word. Tokens
/// stay until they are burned or replaced, expired ones too, so that holders, balances and Transfer events
/// always agree; but an expired token cannot be transferred, so that nobody buys one.
abstract contract SegmentToken is ISubnetLicense, ERC721 {
    /// @dev `count` rises whenever the operator changes by a call; what a lease's end changes is in
    /// {_tenancy}. It survives the segment, so that nothing tied to an earlier tenancy returns.
    struct Lease {
        address user;
        uint40 expires;
        uint40 count;
    }

    mapping(SegmentId id => SegmentRecord record) internal _records;
    mapping(SegmentId id => Lease lease) internal _leases;
    mapping(address holder => uint256 segments) internal _balances;

    /// @notice Number of segments that `holder` has, expired ones included.
    function balanceOf(address holder)
        public
        view
        virtual
        override(ERC721, IERC721)
        returns (uint256)
    {
        require(holder != address(0), ERC721InvalidOwner(holder));
        return _balances[holder];
    }

    /// @dev Transfers only: segments come by {_create} and go by {_end}.
    function _update(address to, uint256 tokenId, address auth)
        internal
        virtual
        override
        returns (address from)
    {
        SegmentId id = SegmentId.wrap(tokenId);
        SegmentRecord record = _records[id];
        from = record.holder();
        _checkAuthorized(from, auth, tokenId);
        require(record.isLive(), SegmentExpired(id, record.expiry()));
        if (!record.emancipated() && id.bits() > TOP_BITS) {
            (, SegmentRecord parent) = _parent(id);
            if (to != parent.holder()) {
                record = record.asEmancipated();
                emit SegmentEmancipated(id);
            }
        }
        Lease storage lease = _leases[id];
        // Under a lease the tenant operates, before and after.
        if (!_isLeased(lease)) ++lease.count;
        unchecked {
            // The holder has at least this one; nobody holds 2^256.
            --_balances[from];
            ++_balances[to];
        }
        _records[id] = record.withHolder(to);
        _approve(address(0), tokenId, address(0), false);
        emit Transfer(from, to, tokenId);
    }

    /// @dev For an id without a token.
    function _create(SegmentId id, SegmentRecord record) internal {
        _records[id] = record;
        emit Transfer(address(0), record.holder(), SegmentId.unwrap(id));
    }

    function _end(SegmentId id, SegmentRecord record) internal {
        address holder = record.holder();
        // An expired segment's operator is gone already. One that ends alive may return within the second.
        if (record.isLive()) ++_leases[id].count;
        unchecked {
            // The holder has at least this one.
            --_balances[holder];
        }
        _records[id] = record.ended();
        _approve(address(0), SegmentId.unwrap(id), address(0), false);
        emit Transfer(holder, address(0), SegmentId.unwrap(id));
    }

    function _ownerOf(uint256 tokenId) internal view virtual override returns (address) {
        return _records[SegmentId.wrap(tokenId)].holder();
    }

    /// @dev The live segment whose child `id` is: 0 for a top segment, for what is no token, and for a
    /// token that an earlier segment in the parent's place had made. Live children of one segment have one
    /// length, so the way down from the top has no branches.
    function _parent(SegmentId id) internal view returns (SegmentId parent, SegmentRecord record) {
        uint256 bits = id.bits();
        uint256 level = TOP_BITS;
        while (level != 0 && level < bits) {
            parent = id.ancestor(level);
            record = _records[parent];
            if (!record.isLive()) break;
            level = record.childBits();
            if (level == bits) {
                // Whoever expired before the parent came is no child of it.
                if (_records[id].expiry() > record.since()) return (parent, record);
                break;
            }
        }
        return (SegmentId.wrap(0), SegmentRecord.wrap(0));
    }

    function _find(bytes32 unicast) internal view returns (Match memory found) {
        SegmentId id = SegmentIds.at(unicast, TOP_BITS);
        SegmentRecord record = _records[id];
        if (!record.isLive()) return found;
        uint256 since;
        while (true) {
            since = record.since();
            uint256 level = record.childBits();
            if (level == 0) break;
            SegmentId child = SegmentIds.at(unicast, level);
            SegmentRecord inner = _records[child];
            if (!inner.isLive()) {
                if (inner.expiry() > since) since = inner.expiry();
                break;
            }
            (id, record) = (child, inner);
        }
        Lease storage lease = _leases[id];
        bool leased = _isLeased(lease);
        found.segment = id;
        found.operator = leased ? lease.user : record.holder();
        found.tenancy = (uint64(lease.count) << 1) | (leased ? 1 : 0);
        // Casts: times of a record are 34 bits wide.
        // forge-lint: disable-next-line(unsafe-typecast)
        found.expiry = uint64(record.expiry());
        // forge-lint: disable-next-line(unsafe-typecast)
        found.since = uint64(since);
    }

    function _isLeased(Lease storage lease) internal view returns (bool) {
        // A sequencer that moves the clock by seconds ends a lease of days no sooner.
        // forge-lint: disable-next-line(block-timestamp)
        return block.timestamp < lease.expires;
    }
}
