// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SegmentId} from "../../../contracts/space/SegmentId.sol";
import {ITradeEscrow} from "../../../contracts/trade/ITradeEscrow.sol";
import {SpaceFixture} from "../support/SpaceFixture.sol";
import {TradeTest} from "../support/TradeTest.sol";

/// @notice Segments of the address space for coin: sold, and leased.
contract TradeSegmentsTest is SpaceFixture, TradeTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        _setUpTrade();
        (, SegmentId child) = grantAndSplit(maker);
        id = SegmentId.unwrap(child);
    }

    function test_12_fill_sellsASegment(uint256 price) external {
        price = bound(price, 1, 1e30);
        coin.mint(taker, price);
        _approve();
        _fill(_order(_one(_erc721(address(segments), id)), _one(_erc20(address(coin), price))));
        vm.assertEq(segments.ownerOf(id), taker, "holder");
        vm.assertEq(coin.balanceOf(maker), price, "price");
    }

    function test_12_fill_leasesASegment(uint64 until, uint256 price) external {
        until = uint64(bound(until, START + 1, END));
        price = bound(price, 1, 1e30);
        coin.mint(taker, price);
        _approve();
        _fill(
            _order(_one(_lease(address(segments), id, until)), _one(_erc20(address(coin), price)))
        );
        vm.assertEq(segments.userOf(id), taker, "tenant");
        vm.assertEq(segments.userExpires(id), until, "until");
        vm.assertEq(segments.ownerOf(id), maker, "holder");
        vm.assertEq(coin.balanceOf(maker), price, "price");
    }

    function test_12_fill_leasesNothing_withoutApproval(uint64 until) external {
        until = uint64(bound(until, START + 1, END));
        coin.mint(taker, 1);
        _refuse(
            _order(_one(_lease(address(segments), id, until)), _one(_erc20(address(coin), 1))),
            abi.encodeWithSelector(
                IERC721Errors.ERC721InsufficientApproval.selector, address(escrow), id
            )
        );
    }

    /// @dev A second lease cannot replace the first; its price is not paid.
    function test_12_fill_leasesNothing_whileItIsLeased(uint64 until) external {
        until = uint64(bound(until, START + 1, END));
        coin.mint(taker, 5);
        _approve();
        vm.prank(maker);
        segments.setUser(id, carol, END);
        ITradeEscrow.Order memory order =
            _order(_one(_lease(address(segments), id, until)), _one(_erc20(address(coin), 5)));
        bytes memory signed = _sign(order);
        vm.expectRevert();
        vm.prank(taker);
        escrow.fill(order, signed);
        vm.assertEq(segments.userOf(id), carol, "tenant");
        vm.assertEq(coin.balanceOf(taker), 5, "price");
    }

    function _approve() private {
        vm.prank(maker);
        segments.approve(address(escrow), id);
    }
}
