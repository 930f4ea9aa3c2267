// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TokenPictures} from "../../../contracts/base/TokenPictures.sol";
import {AddressBook} from "../../../contracts/space/AddressBook.sol";
import {IAddressBook} from "../../../contracts/space/IAddressBook.sol";
import {ISubnetLicense} from "../../../contracts/space/ISubnetLicense.sol";
import {SegmentId, SegmentIds} from "../../../contracts/space/SegmentId.sol";
import {SubnetLicense} from "../../../contracts/space/SubnetLicense.sol";
import {Test} from "../Base.sol";

/// @notice An address space, a governor, and people. `TOP` can be granted to alice, and split by her into
/// the children `CHILD + i` of 24 bits.
abstract contract SpaceFixture is Test {
    uint64 internal constant START = 1_700_000_000;
    uint64 internal constant END = START + 365 days;
    /// @dev Latest expiry.
    uint64 internal constant LAST = 2 ** 34 - 1;
    uint256 internal constant TOP_PREFIX = 0x0a1b;
    uint8 internal constant CHILD_BITS = 24;
    uint256 internal constant CHILD_PREFIX = 0x0a1b00;

    SubnetLicense internal segments;
    AddressBook internal book;
    address internal governor = makeAccount("governor");
    address internal alice = makeAccount("alice");
    address internal bob = makeAccount("bob");
    address internal carol = makeAccount("carol");
    address internal wallet;
    uint256 internal walletKey;

    function setUp() public virtual {
        vm.warp(START);
        segments = new SubnetLicense(governor, new TokenPictures());
        book = new AddressBook(segments);
        (wallet, walletKey) = makeKey("wallet");
    }

    function grantTop() internal returns (SegmentId id) {
        vm.prank(governor);
        return segments.grant(alice, TOP_PREFIX, END);
    }

    /// @notice One child of 24 bits, made by the parent's holder.
    function split(SegmentId parent, uint256 index, address to, uint64 expiry)
        internal
        returns (SegmentId child)
    {
        uint256 prefix = (parent.prefix() << (CHILD_BITS - parent.bits())) + index;
        vm.prank(segments.ownerOf(SegmentId.unwrap(parent)));
        segments.subdivide(parent, CHILD_BITS, prefix, 1, to, expiry);
        return SegmentIds.make(prefix, CHILD_BITS);
    }

    function grantAndSplit(address to) internal returns (SegmentId parent, SegmentId child) {
        parent = grantTop();
        child = split(parent, 0, to, END);
    }

    function reclaim(address caller, SegmentId id) internal {
        SegmentId[] memory ids = new SegmentId[](1);
        ids[0] = id;
        vm.prank(caller);
        segments.reclaim(ids);
    }

    function transfer(SegmentId id, address to) internal {
        address holder = segments.ownerOf(SegmentId.unwrap(id));
        vm.prank(holder);
        segments.transferFrom(holder, to, SegmentId.unwrap(id));
    }

    function lease(SegmentId id, address tenant, uint64 expires) internal {
        leaseBy(segments.ownerOf(SegmentId.unwrap(id)), id, tenant, expires);
    }

    function leaseBy(address caller, SegmentId id, address tenant, uint64 expires) internal {
        vm.prank(caller);
        segments.setUser(SegmentId.unwrap(id), tenant, expires);
    }

    function operatorOf(bytes32 unicast) internal view returns (address) {
        return segments.find(unicast).operator;
    }

    /// @notice An address in a segment: its host bits are those of `host`.
    function addressIn(SegmentId id, uint256 host) internal pure returns (bytes32) {
        return bytes32(uint256(id.first()) | (host & (type(uint256).max >> (id.bits() + 8))));
    }

    function consentOf(bytes32 unicast, address to, address operator, uint256 deadline)
        internal
        view
        returns (bytes32 digest)
    {
        return book.hashBind(
            IAddressBook.Bind({
                unicast: unicast,
                wallet: to,
                operator: operator,
                nonce: book.bindNonce(to),
                deadline: deadline
            })
        );
    }

    /// @notice Binds by the present operator, with a fresh consent.
    function bindNow(bytes32 unicast, address to, uint256 key) internal {
        address operator = operatorOf(unicast);
        bytes memory signed =
            signature(key, consentOf(unicast, to, operator, vm.getBlockTimestamp()));
        vm.prank(operator);
        book.bind(unicast, to, vm.getBlockTimestamp(), signed);
    }

    function assertGone(SegmentId id, string memory message) internal {
        vm.assertFalse(segments.isLive(id), message);
        expectError(
            abi.encodeWithSignature("ERC721NonexistentToken(uint256)", SegmentId.unwrap(id))
        );
        segments.ownerOf(SegmentId.unwrap(id));
    }

    function existing(SegmentId id) internal view returns (bytes memory) {
        ISubnetLicense.Segment memory it = segments.segment(id);
        return abi.encodeWithSelector(ISubnetLicense.SegmentExists.selector, id, it.expiry);
    }
}
