// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAddressBook} from "../../../contracts/space/IAddressBook.sol";
import {SegmentId, SegmentIds} from "../../../contracts/space/SegmentId.sol";
import {SubnetLicense} from "../../../contracts/space/SubnetLicense.sol";
import {Measured} from "../support/Measured.sol";

contract SpaceGasTest is Measured {
    SubnetLicense private segments;
    SegmentId private top;
    address private alice = makeAccount("alice");
    address private bob = makeAccount("bob");
    uint64 private expiry;

    function setUp() public {
        _deploy();
        segments = net.segments;
        // Cast: a time of this century.
        expiry = uint64(block.timestamp) + 365 days;
        vm.prank(segments.owner());
        top = segments.grant(alice, 0x0a1b, expiry);
        // Bob has a segment already.
        vm.prank(alice);
        segments.subdivide(top, 24, 0x0a1bff, 1, bob, expiry);
    }

    function test_gas_subdivideOne() external {
        _measure("subdivide one child", alice, address(segments), _split(1, bob));
    }

    function test_gas_subdivideOne_forANewcomer() external {
        bytes memory data = _split(1, makeAccount("newcomer"));
        _measure("subdivide one child for a newcomer", alice, address(segments), data);
    }

    function test_gas_subdivide256() external {
        vm.prank(alice);
        segments.subdivide(top, 24, 0x0a1b80, 1, alice, expiry);
        SegmentId child = SegmentIds.make(0x0a1b80, 24);
        bytes memory data =
            abi.encodeCall(segments.subdivide, (child, 32, 0x0a1b8000, 256, bob, expiry));
        _measure("subdivide 256 children", alice, address(segments), data);
    }

    function test_gas_lease() external {
        bytes memory data = abi.encodeCall(segments.setUser, (SegmentId.unwrap(top), bob, expiry));
        _measure("segment leased", alice, address(segments), data);
    }

    function test_gas_sale() external {
        vm.prank(alice);
        segments.subdivide(top, 24, 0x0a1b00, 1, alice, expiry);
        uint256 child = SegmentId.unwrap(SegmentIds.make(0x0a1b00, 24));
        bytes memory data =
            abi.encodeWithSignature("transferFrom(address,address,uint256)", alice, bob, child);
        _measure("segment's first transfer", alice, address(segments), data);
    }

    function test_gas_bind() external {
        (address wallet, uint256 key) = makeKey("wallet");
        bytes32 unicast = bytes32(uint256(top.first()) | 7);
        bytes32 digest =
            net.addressBook.hashBind(IAddressBook.Bind(unicast, wallet, alice, 0, expiry));
        bytes memory data =
            abi.encodeCall(IAddressBook.bind, (unicast, wallet, expiry, signature(key, digest)));
        _measure("address bound", alice, address(net.addressBook), data);
    }

    function _split(uint256 index, address to) private view returns (bytes memory) {
        return abi.encodeCall(segments.subdivide, (top, 24, 0x0a1b00 + index, 1, to, expiry));
    }
}
