// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AddressBook} from "../../../contracts/space/AddressBook.sol";
import {ISubnetLicense} from "../../../contracts/space/ISubnetLicense.sol";
import {SegmentId} from "../../../contracts/space/SegmentId.sol";
import {SubnetLicense} from "../../../contracts/space/SubnetLicense.sol";
import {Test} from "../Base.sol";
import {SegmentHandler} from "../support/SegmentHandler.sol";
import {SegmentModel} from "../support/SegmentModel.sol";

/// @notice Invariant 10: children are disjoint and nested, expire with their parent or before; one operator
/// an address; nothing comes back to life. A lookup finds what a search through all segments finds, and a
/// binding counts exactly as long as its tenancy.
contract SegmentsInvariantTest is Test {
    SegmentHandler internal handler;
    SubnetLicense internal segments;
    AddressBook internal book;

    function setUp() external {
        handler = new SegmentHandler();
        segments = handler.SEGMENTS();
        book = handler.BOOK();
        // Twice what the others build on.
        bytes4[] memory selectors = new bytes4[](11);
        selectors[0] = SegmentHandler.grant.selector;
        selectors[1] = SegmentHandler.subdivide.selector;
        selectors[2] = SegmentHandler.subdivide.selector;
        selectors[3] = SegmentHandler.reclaim.selector;
        selectors[4] = SegmentHandler.extend.selector;
        selectors[5] = SegmentHandler.transfer.selector;
        selectors[6] = SegmentHandler.lease.selector;
        selectors[7] = SegmentHandler.endLease.selector;
        selectors[8] = SegmentHandler.bind.selector;
        selectors[9] = SegmentHandler.bind.selector;
        selectors[10] = SegmentHandler.unbind.selector;
        targetSelectors(address(handler), selectors);
    }

    /// @dev All of the state, after each run; after each call only whether the handler saw a difference and
    /// one place that the time picks.
    function afterInvariant() external {
        for (uint256 node = 0; node < handler.NODES(); ++node) {
            if (handler.isNode(node)) _checkNode(node);
        }
        for (uint256 cell = 0; cell < handler.CELLS(); ++cell) {
            _checkCell(cell);
        }
        // A replayed failure may be shorter than a run.
        if (handler.calls() >= 90) vm.assertGt(handler.accepted(), 20, "calls accepted");
        for (uint256 i = 0; i < 3; ++i) {
            address holder = handler.people(i);
            vm.assertEq(segments.balanceOf(holder), handler.balances(holder), "balance");
            address wallet = handler.wallets(i);
            SegmentModel.Place memory place = handler.place(wallet);
            bytes32 expected = place.isLive ? handler.addressOfCell(place.cell) : bytes32(0);
            vm.assertEq(book.addressOf(wallet), expected, "wallet's address");
        }
    }

    /// forge-config: default.invariant.runs = 1000
    /// forge-config: default.invariant.depth = 100
    function invariant_10_segmentsAreAsTheModelSays() external {
        vm.assertEq(handler.disagreement(), "", "judged differently");
        uint256 pick = uint256(keccak256(abi.encode(handler.time())));
        uint256 node = (pick >> 8) % 64;
        if (pick % 4 != 0) _checkCell(node % 32);
        else if (handler.isNode(node)) _checkNode(node);
    }

    function _checkNode(uint256 node) private {
        SegmentId id = handler.idOf(node);
        SegmentModel.Token memory token = handler.token(node);
        ISubnetLicense.Segment memory it = segments.segment(id);
        bool live = handler.isLive(node);
        vm.assertEq(it.holder, token.holder, "holder");
        vm.assertEq(segments.isLive(id), live, "live");
        if (token.serial == 0) {
            expectError(
                abi.encodeWithSignature("ERC721NonexistentToken(uint256)", SegmentId.unwrap(id))
            );
            segments.ownerOf(SegmentId.unwrap(id));
            return;
        }
        vm.assertEq(it.expiry, token.expiry, "expiry");
        vm.assertEq(it.emancipated, token.emancipated, "emancipated");
        if (live) {
            (uint256 children, uint256 depth) = handler.childrenOf(node);
            vm.assertEq(it.children, children, "children");
            if (children != 0) vm.assertEq(it.childBits, 16 + depth, "one length");
        }
        _checkParent(node, live && handler.depthOf(node) != 0);
    }

    function _checkParent(uint256 node, bool isLiveChild) private view {
        SegmentId id = handler.idOf(node);
        uint256 parent = handler.parent(node);
        SegmentId parentId = segments.parentOf(id);
        uint256 expected = parent == 0 ? 0 : SegmentId.unwrap(handler.idOf(parent));
        vm.assertEq(SegmentId.unwrap(parentId), expected, "parent");
        if (!isLiveChild) return;
        vm.assertTrue(segments.isLive(parentId), "nested in a live one");
        uint64 expiry = segments.segment(id).expiry;
        vm.assertLe(expiry, segments.segment(parentId).expiry, "ends with its parent");
        // No live segment of another length lies between a child and its parent: children are disjoint.
        for (uint256 up = 1; handler.above(node, up) != parent; ++up) {
            vm.assertFalse(segments.isLive(handler.idOf(handler.above(node, up))), "disjoint");
        }
    }

    function _checkCell(uint256 cell) private view {
        ISubnetLicense.Match memory found = segments.find(handler.addressOfCell(cell));
        uint256 node = handler.longest(cell);
        vm.assertEq(
            SegmentId.unwrap(found.segment),
            node == 0 ? 0 : SegmentId.unwrap(handler.idOf(node)),
            "longest match"
        );
        vm.assertEq(found.operator, handler.operator(node), "operator");
        vm.assertEq(found.expiry, handler.token(node).expiry, "expiry");
        address wallet = book.walletAt(handler.addressOfCell(cell));
        vm.assertEq(wallet, handler.walletAtCell(cell), "binding");
    }
}
