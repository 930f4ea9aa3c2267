// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721} from "@openzeppelin/contracts/interfaces/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/interfaces/IERC721Metadata.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/interfaces/IERC721Receiver.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC4907} from "../../../contracts/space/IERC4907.sol";
import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {ISubnetLicense} from "../../../contracts/space/ISubnetLicense.sol";
import {SegmentId, SegmentIds} from "../../../contracts/space/SegmentId.sol";
import {SpaceFixture} from "../support/SpaceFixture.sol";

/// @notice Segments as wallets, explorers and markets see them; and what one costs in storage.
contract SubnetTokenTest is SpaceFixture, IERC721Receiver {
    SegmentId internal id;
    uint256 internal token;
    bool internal reentered;

    function setUp() public override {
        super.setUp();
        id = grantTop();
        token = SegmentId.unwrap(id);
    }

    /// @dev A receiver that tries to split and to sell on while it is being handed the token.
    function onERC721Received(address, address, uint256 received, bytes calldata)
        external
        returns (bytes4)
    {
        segments.subdivide(SegmentId.wrap(received), 24, CHILD_PREFIX, 2, carol, END);
        segments.transferFrom(address(this), bob, received);
        reentered = true;
        return this.onERC721Received.selector;
    }

    function test_safeTransfer_leavesAllConsistent_whenTheReceiverReenters() external {
        vm.prank(alice);
        segments.safeTransferFrom(alice, address(this), token);
        vm.assertTrue(reentered, "reentered");
        vm.assertEq(segments.ownerOf(token), bob, "holder");
        vm.assertEq(segments.balanceOf(address(this)), 0, "balance of the receiver");
        vm.assertEq(segments.balanceOf(bob) + segments.balanceOf(carol), 3, "balances");
        vm.assertEq(segments.segment(id).children, 2, "children");
    }

    function test_supportsInterface() external view {
        vm.assertTrue(segments.supportsInterface(0x01ffc9a7), "ERC-165");
        vm.assertTrue(segments.supportsInterface(type(IERC721).interfaceId), "ERC-721");
        vm.assertTrue(segments.supportsInterface(type(IERC721Metadata).interfaceId), "metadata");
        vm.assertTrue(segments.supportsInterface(0x49064906), "ERC-4906");
        vm.assertTrue(segments.supportsInterface(0xad092b5c), "ERC-4907");
        vm.assertTrue(type(IERC4907).interfaceId == 0xad092b5c, "ERC-4907's id");
        vm.assertTrue(segments.supportsInterface(type(ISubnetLicense).interfaceId), "ours");
        vm.assertFalse(segments.supportsInterface(0xffffffff), "none");
    }

    function test_transfer_movesTheToken_andEndsApprovals(address to) external {
        vm.assume(to != address(0));
        vm.prank(alice);
        segments.approve(bob, token);
        vm.prank(bob);
        segments.transferFrom(alice, to, token);
        vm.assertEq(segments.ownerOf(token), to, "holder");
        vm.assertEq(segments.balanceOf(to), 1, "balance");
        vm.assertEq(segments.getApproved(token), address(0), "approval");
        vm.assertEq(segments.segment(id).expiry, END, "expiry");
    }

    function test_transfer_reverts_whenExpired(uint256 elapsed) external {
        skip(bound(elapsed, END - START, 10 * 365 days));
        expectError(abi.encodeWithSelector(ISubnetLicense.SegmentExpired.selector, id, END));
        vm.prank(alice);
        segments.transferFrom(alice, bob, token);
    }

    function test_transfer_reverts_forAnyoneElse(address caller) external {
        vm.assume(caller != alice && caller != address(0) && caller != address(segments));
        expectError(
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, caller, token)
        );
        vm.prank(caller);
        segments.transferFrom(alice, caller, token);
    }

    function test_transfer_reverts_forWhatIsNoToken_orAnotherHolder(uint256 other) external {
        vm.assume(other != token);
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, other));
        vm.prank(alice);
        segments.transferFrom(alice, bob, other);
        expectError(
            abi.encodeWithSelector(IERC721Errors.ERC721IncorrectOwner.selector, bob, token, alice)
        );
        vm.prank(alice);
        segments.transferFrom(bob, carol, token);
    }

    function test_balanceOf_reverts_forNobody() external {
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721InvalidOwner.selector, address(0)));
        segments.balanceOf(address(0));
    }

    function test_tokenURI_isJsonWithAPicture(bool leased, bool expired) external {
        if (leased) lease(id, bob, END);
        if (expired) vm.warp(END);
        string memory uri = segments.tokenURI(token);
        bytes memory start = "data:application/json;base64,";
        for (uint256 i = 0; i < start.length; ++i) {
            vm.assertTrue(bytes(uri)[i] == start[i], "prefix");
        }
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 1));
        segments.tokenURI(1);
    }

    function test_textOf_isBech32m(uint16 prefix) external view {
        string memory text = segments.textOf(SegmentIds.make(prefix, 16));
        vm.assertEq(bytes(text).length, 65, "length");
        vm.assertEq(
            segments.textOf(SegmentIds.make(0, 16)),
            "sdn1qyqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqs9k3q3/16",
            "the first"
        );
    }

    function test_textOf_reverts_whenMalformed(uint256 prefix, uint8 bits) external {
        if (bits == 0 || bits > 120) {
            expectError(abi.encodeWithSelector(ISubnetLicense.InvalidBits.selector, bits, 0));
        } else {
            prefix = bound(prefix, 2 ** bits, type(uint256).max >> 8);
            expectError(abi.encodeWithSelector(ISubnetLicense.StrayBits.selector, prefix, bits));
        }
        segments.textOf(SegmentId.wrap(((prefix << 8) >> 8 << 8) | bits));
    }

    function test_signedCalls_splitInTheSignersName() external {
        (address holder, uint256 key) = makeKey("alice");
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(segments.subdivide, (id, 24, CHILD_PREFIX, 1, bob, END));
        calls[1] = abi.encodeCall(segments.setUser, (token, carol, END));
        ISignedCalls.Calls memory message = ISignedCalls.Calls(holder, calls, 0, END);
        bytes memory signed = signature(key, segments.hashCalls(message));
        vm.prank(bob);
        segments.callBySignature(holder, calls, END, signed);
        vm.assertEq(segments.balanceOf(bob), 1, "child");
        vm.assertEq(segments.userOf(token), carol, "tenant");
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, holder));
        segments.callBySignature(holder, calls, END, signed);
    }

    function test_multicall_makesSeveralCalls() external {
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(segments.subdivide, (id, 24, CHILD_PREFIX, 1, alice, END));
        calls[1] = abi.encodeCall(
            segments.subdivide,
            (SegmentIds.make(CHILD_PREFIX, 24), 32, CHILD_PREFIX << 8, 4, bob, END)
        );
        vm.prank(alice);
        segments.multicall(calls);
        vm.assertEq(segments.balanceOf(bob), 4, "grandchildren");
    }

    /// @dev Everything about a segment but its lease is one word, which a new child writes alone.
    function test_segment_isOneWord() external {
        SegmentId child = split(id, 0, bob, END - 5);
        uint256 slot;
        bytes32 word;
        do {
            word = vm.load(address(segments), keccak256(abi.encode(SegmentId.unwrap(child), slot)));
            ++slot;
        } while (word == 0);
        vm.assertEq(
            uint256(word),
            uint256(uint160(bob)) | (uint256(END - 5) << 160) | (uint256(START) << 194)
                | (1 << 255),
            "record"
        );
        bytes32 parent = vm.load(address(segments), keccak256(abi.encode(token, slot - 1)));
        vm.assertEq(
            uint256(parent),
            uint256(uint160(alice)) | (uint256(END) << 160) | (uint256(START) << 194)
                | (uint256(1) << 228) | (uint256(CHILD_BITS) << 248) | (1 << 255),
            "parent's record"
        );
        lease(child, carol, END - 9);
        uint256 leaseWord = uint256(
            vm.load(address(segments), keccak256(abi.encode(SegmentId.unwrap(child), slot)))
        );
        vm.assertEq(
            leaseWord,
            uint256(uint160(carol)) | (uint256(END - 9) << 160) | (uint256(1) << 200),
            "lease"
        );
    }
}
