// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Test} from "../Base.sol";
import {TradeHandler} from "../support/TradeHandler.sol";

/// @notice Invariant 12: all legs or none, conservation under hostile tokens; a nonce serves one order, and
/// what was cancelled is never filled. Invariant 2: the escrow holds the coins of open orders.
contract TradeInvariantTest is Test {
    TradeHandler internal handler;
    address internal escrow;
    IERC20 internal coin;
    IERC1155 internal goods;
    IERC721 internal cards;

    function setUp() external {
        handler = new TradeHandler();
        escrow = handler.escrowOf();
        (address coin_, address goods_, address cards_) = handler.tokensOf();
        (coin, goods, cards) = (IERC20(coin_), IERC1155(goods_), IERC721(cards_));
        bytes4[] memory selectors = new bytes4[](6);
        selectors[0] = TradeHandler.offer.selector;
        selectors[1] = TradeHandler.offerAndFill.selector;
        selectors[2] = TradeHandler.fill.selector;
        selectors[3] = TradeHandler.cancel.selector;
        selectors[4] = TradeHandler.refund.selector;
        selectors[5] = TradeHandler.pass.selector;
        targetSelectors(address(handler), selectors);
    }

    /// @notice Everybody has what the model says, and no run passes because nothing happened in it.
    /// Called by forge after each run: asking all of this after each call would take minutes.
    function afterInvariant() external view {
        for (uint256 i = 0; i < handler.ACTORS(); ++i) {
            address actor = handler.actors(i);
            vm.assertEq(actor.balance, handler.coins(actor), "coins");
            vm.assertEq(coin.balanceOf(actor), handler.tokens(actor), "ERC-20");
            vm.assertEq(goods.balanceOf(actor, 1), handler.pieces(actor), "ERC-1155");
        }
        for (uint256 id = 0; id < handler.CARDS(); ++id) {
            vm.assertEq(cards.ownerOf(id), handler.cardOwner(id), "ERC-721");
        }
        vm.assertFalse(handler.evil().everReentered(), "let in between the legs");
        vm.assertGe(handler.fills(), 2, "fills");
        vm.assertGe(handler.refusals(), 1, "refusals");
    }

    /// forge-config: default.invariant.runs = 1000
    /// forge-config: default.invariant.depth = 100
    function invariant_12_and_2_nothingForbiddenHappens_andCustodyIsWhole() external view {
        vm.assertEq(handler.forbidden(), 0, "forbidden fills");
        // Nobody sends coins but by orders, so it is the sum to the wei.
        vm.assertEq(escrow.balance, handler.custody(), "custody");
    }
}
