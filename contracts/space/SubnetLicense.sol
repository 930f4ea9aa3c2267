// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ITokenPictures} from "../base/ITokenPictures.sol";
import {SignedCalls} from "../base/SignedCalls.sol";
import {ISegmentPictures} from "./ISegmentPictures.sol";
import {IERC4907} from "./IERC4907.sol";
import {ISubnetLicense} from "./ISubnetLicense.sol";
import {MAX_BITS, SegmentId, SegmentIds, TOP_BITS, UNICAST_VERSION} from "./SegmentId.sol";
import {SegmentPictures} from "./SegmentPictures.sol";
import {LAST_EXPIRY, MAX_CHILDREN, SegmentRecord, SegmentRecords} from "./SegmentRecord.sol";
import {SegmentToken} from "./SegmentToken.sol";

/// @title SubnetLicense
/// @notice The address space, cut into segments that people hold (ERC-721), lease (ERC-4907) and sell.
/// Governance (the owner) makes and extends top segments and can take nothing back before it expires.
///
/// Children of a segment have one length at a time, so they are disjoint by construction and a lookup is
/// a short walk down. A child expires with its parent or before; what is burned is either expired, and its
/// whole subtree with it, or has no child. An expired segment is never extended: nothing comes back to
/// life, and nobody has to walk a subtree. A child is emancipated when anyone but the parent's holder
/// gets it; its parent's holder cannot take it before it expires.
///
/// Segments are minted without asking the receiver; no function but {safeTransferFrom} calls out.
contract SubnetLicense is SegmentToken, SignedCalls, Ownable2Step {
    uint256 private constant MAX_COUNT = 256;

    ISegmentPictures public immutable PICTURES;

    constructor(address governor, ITokenPictures pictures)
        ERC721("SendingNetwork Subnet License", "SUBNET")
        EIP712("SendingNetwork SubnetLicense", "1")
        Ownable(governor)
    {
        PICTURES = new SegmentPictures(pictures);
    }

    /// @inheritdoc ISubnetLicense
    function grant(address to, uint256 prefix, uint64 expiry)
        external
        onlyOwner
        returns (SegmentId id)
    {
        require(prefix >> TOP_BITS == 0, StrayBits(prefix, TOP_BITS));
        require(to != address(0), ERC721InvalidReceiver(to));
        _checkExpiry(expiry, LAST_EXPIRY);
        id = SegmentIds.make(prefix, TOP_BITS);
        SegmentRecord record = _records[id];
        require(!record.isLive(), SegmentExists(id, record.expiry()));
        if (record.holder() != address(0)) _end(id, record);
        ++_balances[to];
        _create(id, SegmentRecords.born(to, expiry, true));
        emit SegmentGranted(id, to, expiry);
    }

    /// @inheritdoc ISubnetLicense
    function subdivide(
        SegmentId parent,
        uint8 childBits,
        uint256 firstPrefix,
        uint256 count,
        address to,
        uint64 expiry
    ) external {
        SegmentRecord record = _records[parent];
        _checkHolder(parent, record);
        _checkNotLeased(parent);
        require(to != address(0), ERC721InvalidReceiver(to));
        _checkExpiry(expiry, record.expiry());
        _checkChildren(parent, childBits, firstPrefix, count);
        if (childBits != record.childBits()) {
            require(record.children() == 0, ChildLengthFixed(parent, record.childBits()));
            record = record.withChildBits(childBits);
        }
        SegmentRecord child = SegmentRecords.born(to, expiry, to != record.holder());
        uint256 children = record.children() + count;
        _balances[to] += count;
        for (uint256 i = 0; i < count; ++i) {
            SegmentId id = SegmentIds.make(firstPrefix + i, childBits);
            SegmentRecord former = _records[id];
            require(!former.isLive(), SegmentExists(id, former.expiry()));
            if (former.holder() != address(0)) {
                // An expired child of this parent leaves its place; others never counted.
                if (former.expiry() > record.since()) --children;
                _end(id, former);
            }
            _create(id, child);
        }
        require(children <= MAX_CHILDREN, TooManyChildren(parent, MAX_CHILDREN));
        _records[parent] = record.withChildren(children);
        // Cast: count is at most 256.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit SegmentSubdivided(parent, to, firstPrefix, uint16(count), childBits, expiry);
    }

    /// @inheritdoc ISubnetLicense
    function reclaim(SegmentId[] calldata ids) external {
        for (uint256 i = 0; i < ids.length; ++i) {
            _reclaim(ids[i], _msgSender());
        }
    }

    /// @inheritdoc ISubnetLicense
    function extend(SegmentId id, uint64 expiry) external {
        SegmentRecord record = _records[id];
        _requireOwned(SegmentId.unwrap(id));
        uint256 former = record.expiry();
        require(record.isLive(), SegmentExpired(id, former));
        (address authority, uint256 latest) = (owner(), LAST_EXPIRY);
        if (id.bits() > TOP_BITS) {
            (, SegmentRecord parent) = _parent(id);
            (authority, latest) = (parent.holder(), parent.expiry());
        }
        require(_msgSender() == authority, NotParentHolder(id, _msgSender()));
        require(expiry > former && expiry <= latest, InvalidSegmentExpiry(expiry, latest));
        _records[id] = record.withExpiry(expiry);
        // Cast: 34 bits wide.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit SegmentExtended(id, uint64(former), expiry);
        emit MetadataUpdate(SegmentId.unwrap(id));
    }

    /// @inheritdoc ISubnetLicense
    function setUser(uint256 id, address user, uint64 expires) external {
        Lease storage lease = _leases[SegmentId.wrap(id)];
        address holder = _requireOwned(id);
        if (_isLeased(lease)) {
            require(
                _msgSender() == lease.user && user == address(0),
                SegmentLeased(SegmentId.wrap(id), lease.user, lease.expires)
            );
        } else {
            _checkAuthorized(holder, _msgSender(), id);
        }
        if (user == address(0)) {
            expires = 0;
        } else {
            SegmentRecord record = _records[SegmentId.wrap(id)];
            require(record.isLive(), SegmentExpired(SegmentId.wrap(id), record.expiry()));
            _checkExpiry(expires, record.expiry());
        }
        // Cast: not later than an expiry, which is 34 bits wide.
        // forge-lint: disable-next-line(unsafe-typecast)
        (lease.user, lease.expires, lease.count) = (user, uint40(expires), lease.count + 1);
        emit UpdateUser(id, user, expires);
        emit MetadataUpdate(id);
    }

    /// @inheritdoc IERC4907
    function userOf(uint256 id) external view returns (address) {
        Lease storage lease = _leases[SegmentId.wrap(id)];
        return _isLeased(lease) ? lease.user : address(0);
    }

    /// @inheritdoc IERC4907
    function userExpires(uint256 id) external view returns (uint256) {
        return _leases[SegmentId.wrap(id)].expires;
    }

    /// @inheritdoc ISubnetLicense
    function segment(SegmentId id) external view returns (Segment memory) {
        SegmentRecord record = _records[id];
        // Casts: the record's fields are narrower.
        return Segment({
            holder: record.holder(),
            expiry: uint64(record.expiry()),
            since: uint64(record.since()),
            childBits: uint8(record.childBits()),
            children: uint32(record.children()),
            emancipated: record.emancipated()
        });
    }

    /// @inheritdoc ISubnetLicense
    function isLive(SegmentId id) external view returns (bool) {
        return _records[id].isLive();
    }

    /// @inheritdoc ISubnetLicense
    function parentOf(SegmentId id) external view returns (SegmentId parent) {
        if (_ownerOf(SegmentId.unwrap(id)) != address(0)) (parent,) = _parent(id);
    }

    /// @inheritdoc ISubnetLicense
    function find(bytes32 unicast) external view returns (Match memory) {
        require(unicast[0] == UNICAST_VERSION, UnknownVersion(unicast));
        return _find(unicast);
    }

    /// @inheritdoc ISubnetLicense
    function textOf(SegmentId id) external view returns (string memory) {
        uint256 bits = id.bits();
        require(bits != 0 && bits <= MAX_BITS, InvalidBits(bits, 0));
        require(id.prefix() >> bits == 0, StrayBits(id.prefix(), bits));
        return PICTURES.textOf(id);
    }

    /// @notice Metadata with a picture, as a `data:` URI.
    function tokenURI(uint256 id) public view override returns (string memory) {
        _requireOwned(id);
        Lease storage lease = _leases[SegmentId.wrap(id)];
        address tenant = _isLeased(lease) ? lease.user : address(0);
        SegmentRecord record = _records[SegmentId.wrap(id)];
        return PICTURES.tokenURI(
            SegmentId.wrap(id),
            ISegmentPictures.Facts({
                expiry: record.expiry(),
                children: record.children(),
                tenant: tenant,
                leaseEnd: lease.expires
            })
        );
    }

    /// @inheritdoc ERC721
    function supportsInterface(bytes4 interfaceId)
        public
        view
        override(ERC721, IERC165)
        returns (bool)
    {
        // The first is ERC-4906's, which has no functions to make an id of.
        return interfaceId == 0x49064906 || interfaceId == type(IERC4907).interfaceId
            || interfaceId == type(ISubnetLicense).interfaceId
            || super.supportsInterface(interfaceId);
    }

    function _reclaim(SegmentId id, address caller) internal {
        _requireOwned(SegmentId.unwrap(id));
        SegmentRecord record = _records[id];
        if (id.bits() == TOP_BITS) {
            require(caller == owner(), NotParentHolder(id, caller));
            require(!record.isLive(), StillEmancipated(id, record.expiry()));
        } else {
            (SegmentId parent, SegmentRecord parentRecord) = _parent(id);
            // Without a parent it is expired, and in nobody's way but its holder's.
            if (SegmentId.unwrap(parent) != 0) {
                require(caller == parentRecord.holder(), NotParentHolder(id, caller));
                if (record.isLive()) _checkMergeable(id, record, caller);
                _records[parent] = parentRecord.withChildren(parentRecord.children() - 1);
            }
        }
        _end(id, record);
    }

    function _checkMergeable(SegmentId id, SegmentRecord record, address caller) internal view {
        require(
            !record.emancipated() || record.holder() == caller,
            StillEmancipated(id, record.expiry())
        );
        require(record.children() == 0, HasChildren(id, record.children()));
        _checkNotLeased(id);
    }

    function _checkHolder(SegmentId id, SegmentRecord record) internal view {
        address holder = _requireOwned(SegmentId.unwrap(id));
        require(holder == _msgSender(), NotSegmentHolder(id, _msgSender()));
        require(record.isLive(), SegmentExpired(id, record.expiry()));
    }

    function _checkNotLeased(SegmentId id) internal view {
        Lease storage lease = _leases[id];
        require(!_isLeased(lease), SegmentLeased(id, lease.user, lease.expires));
    }

    function _checkExpiry(uint256 expiry, uint256 latest) internal view {
        // A sequencer that moves the clock by seconds wins nothing by it.
        // forge-lint: disable-next-line(block-timestamp)
        require(expiry > block.timestamp && expiry <= latest, InvalidSegmentExpiry(expiry, latest));
    }

    function _msgSender() internal view override(Context, SignedCalls) returns (address) {
        return SignedCalls._msgSender();
    }

    function _msgData() internal view override(Context, SignedCalls) returns (bytes calldata) {
        return SignedCalls._msgData();
    }

    function _contextSuffixLength() internal view override(Context, SignedCalls) returns (uint256) {
        return SignedCalls._contextSuffixLength();
    }

    function _checkChildren(SegmentId parent, uint256 bits, uint256 firstPrefix, uint256 count)
        internal
        pure
    {
        uint256 parentBits = parent.bits();
        require(bits > parentBits && bits <= MAX_BITS, InvalidBits(bits, parentBits));
        require(count != 0 && count <= MAX_COUNT, InvalidCount(count));
        require(firstPrefix >> bits == 0, StrayBits(firstPrefix, bits));
        uint256 step = bits - parentBits;
        require(
            firstPrefix >> step == parent.prefix()
                && (firstPrefix + count - 1) >> step == parent.prefix(),
            OutsideParent(parent, firstPrefix, count)
        );
    }
}
