// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ITradeEscrow} from "../../../contracts/trade/ITradeEscrow.sol";
import {TradeEscrow} from "../../../contracts/trade/TradeEscrow.sol";
import {Test} from "../Base.sol";
import {PlainCards, PlainCoin, PlainGoods, RentedCards} from "./TradeTokens.sol";

/// @notice Orders of every kind, signed by `maker`, and everything that they need approved.
abstract contract TradeTest is Test {
    TradeEscrow internal escrow;
    PlainCoin internal coin;
    PlainCoin internal other;
    PlainCards internal cards;
    PlainGoods internal goods;
    RentedCards internal rented;

    address internal maker;
    uint256 internal makerKey;
    address internal taker;
    uint256 internal takerKey;

    function _setUpTrade() internal {
        escrow = new TradeEscrow();
        (coin, other) = (new PlainCoin(), new PlainCoin());
        (cards, goods, rented) = (new PlainCards(), new PlainGoods(), new RentedCards());
        (maker, makerKey) = makeKey("maker");
        (taker, takerKey) = makeKey("taker");
        _approveAll(maker);
        _approveAll(taker);
    }

    function _approveAll(address owner) internal {
        vm.startPrank(owner);
        coin.approve(address(escrow), type(uint256).max);
        other.approve(address(escrow), type(uint256).max);
        cards.setApprovalForAll(address(escrow), true);
        goods.setApprovalForAll(address(escrow), true);
        rented.setApprovalForAll(address(escrow), true);
        vm.stopPrank();
    }

    // ---- Items ----

    function _native(uint256 amount) internal pure returns (ITradeEscrow.Item memory) {
        return ITradeEscrow.Item(ITradeEscrow.ItemKind.Native, address(0), 0, amount);
    }

    function _erc20(address token, uint256 amount)
        internal
        pure
        returns (ITradeEscrow.Item memory)
    {
        return ITradeEscrow.Item(ITradeEscrow.ItemKind.ERC20, token, 0, amount);
    }

    function _erc721(address token, uint256 id) internal pure returns (ITradeEscrow.Item memory) {
        return ITradeEscrow.Item(ITradeEscrow.ItemKind.ERC721, token, id, 1);
    }

    function _erc1155(address token, uint256 id, uint256 amount)
        internal
        pure
        returns (ITradeEscrow.Item memory)
    {
        return ITradeEscrow.Item(ITradeEscrow.ItemKind.ERC1155, token, id, amount);
    }

    function _lease(address token, uint256 id, uint256 until)
        internal
        pure
        returns (ITradeEscrow.Item memory)
    {
        return ITradeEscrow.Item(ITradeEscrow.ItemKind.Lease, token, id, until);
    }

    // ---- Orders ----

    function _none() internal pure returns (ITradeEscrow.Item[] memory) {
        return new ITradeEscrow.Item[](0);
    }

    function _one(ITradeEscrow.Item memory item)
        internal
        pure
        returns (ITradeEscrow.Item[] memory items)
    {
        items = new ITradeEscrow.Item[](1);
        items[0] = item;
    }

    function _order(ITradeEscrow.Item[] memory give, ITradeEscrow.Item[] memory want)
        internal
        view
        returns (ITradeEscrow.Order memory)
    {
        return ITradeEscrow.Order({
            maker: maker,
            taker: address(0),
            give: give,
            want: want,
            nonce: 0,
            counter: escrow.counterOf(maker),
            expiry: uint64(vm.getBlockTimestamp() + 1 days),
            parts: 1,
            salt: keccak256("salt")
        });
    }

    /// @dev A card of the maker's for some of the taker's coin.
    function _cardOrder(uint256 id, uint256 price)
        internal
        returns (ITradeEscrow.Order memory order)
    {
        cards.mint(maker, id);
        coin.mint(taker, price);
        return _order(_one(_erc721(address(cards), id)), _one(_erc20(address(coin), price)));
    }

    function _sign(ITradeEscrow.Order memory order) internal view returns (bytes memory) {
        return signature(makerKey, escrow.hashOrder(order));
    }

    function _fill(ITradeEscrow.Order memory order) internal {
        _fillWith(order, _sign(order), 0);
    }

    function _fillWith(ITradeEscrow.Order memory order, bytes memory signed, uint256 value)
        internal
    {
        vm.deal(taker, taker.balance + value);
        vm.prank(taker);
        escrow.fill{value: value}(order, signed);
    }

    function _fillPart(ITradeEscrow.Order memory order, uint64 parts, uint256 value) internal {
        bytes memory signed = _sign(order);
        vm.deal(taker, taker.balance + value);
        vm.prank(taker);
        escrow.fillPart{value: value}(order, signed, parts);
    }

    function _open(ITradeEscrow.Order memory order, uint256 value) internal {
        vm.deal(maker, maker.balance + value);
        vm.prank(maker);
        escrow.open{value: value}(order);
    }

    // ---- What is expected ----

    /// @dev The next fill must be refused with this. The signature is made before, so that no other call is.
    function _refuse(ITradeEscrow.Order memory order, bytes memory encodedError) internal {
        bytes memory signed = _sign(order);
        expectError(encodedError);
        vm.prank(taker);
        escrow.fill(order, signed);
    }

    function _assertStatus(
        ITradeEscrow.Order memory order,
        ITradeEscrow.OrderStatus expected,
        uint64 left
    ) internal view {
        (ITradeEscrow.OrderStatus state, uint64 rest) = escrow.status(order);
        vm.assertEq(uint256(state), uint256(expected), "status");
        vm.assertEq(rest, left, "parts left");
    }
}
