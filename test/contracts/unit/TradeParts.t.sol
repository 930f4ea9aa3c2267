// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ITradeEscrow} from "../../../contracts/trade/ITradeEscrow.sol";
import {TradeTest} from "../support/TradeTest.sol";

/// @notice Orders that change hands part by part: never to the maker's disadvantage, never more than all.
contract TradePartsTest is TradeTest {
    uint256 private constant MAX_COINS = 1e30;

    function setUp() public {
        _setUpTrade();
    }

    /// @dev Two parts and the rest. Each time the maker gives at most its share and gets at least its share.
    function test_12_fillPart_roundsForTheMaker(
        uint256 give,
        uint256 want,
        uint64 parts,
        uint64 first,
        uint64 second
    ) external {
        parts = uint64(bound(parts, 3, 1e6));
        give = bound(give, parts, MAX_COINS);
        want = bound(want, 1, MAX_COINS);
        first = uint64(bound(first, 1, parts - 2));
        second = uint64(bound(second, 1, parts - first - 1));
        ITradeEscrow.Order memory order = _coinOrder(give, want, parts);
        uint64[3] memory pieces = [first, second, parts - first - second];
        uint64 left = parts;
        for (uint256 i = 0; i < 3; ++i) {
            left -= pieces[i];
            _fillAndCheck(order, pieces[i], left);
        }
        vm.assertLe(coin.balanceOf(taker), give, "given");
        vm.assertGe(other.balanceOf(maker), want, "got");
        _assertStatus(order, ITradeEscrow.OrderStatus.Filled, 0);
        expectError(abi.encodeWithSelector(ITradeEscrow.NonceSpent.selector, maker, 0));
        this.fillPart(order, 1);
    }

    function test_12_fill_takesAnOrderOfManyPartsWhole(uint256 give, uint256 want, uint64 parts)
        external
    {
        parts = uint64(bound(parts, 2, type(uint64).max));
        give = bound(give, 1, MAX_COINS);
        want = bound(want, 1, MAX_COINS);
        ITradeEscrow.Order memory order = _coinOrder(give, want, parts);
        _fill(order);
        vm.assertEq(coin.balanceOf(taker), give, "given");
        vm.assertEq(other.balanceOf(maker), want, "got");
        _assertStatus(order, ITradeEscrow.OrderStatus.Filled, 0);
    }

    function test_fillPart_countsCoinsOfTheChainToo(uint256 coins, uint64 parts, uint64 piece)
        external
    {
        parts = uint64(bound(parts, 2, 1e6));
        coins = bound(coins, parts, MAX_COINS);
        piece = uint64(bound(piece, 1, parts - 1));
        // Each piece is rounded up.
        goods.mint(taker, 1, coins + 1);
        ITradeEscrow.Order memory order =
            _order(_one(_native(coins)), _one(_erc1155(address(goods), 1, coins)));
        order.parts = parts;
        _open(order, coins);
        uint256 share = coins * piece / parts;
        bytes32 orderHash = escrow.hashOrder(order);
        bytes memory signed = _sign(order);
        vm.expectEmit(address(escrow));
        emit ITradeEscrow.CustodyPaid(orderHash, taker, share, coins - share);
        vm.prank(taker);
        escrow.fillPart(order, signed, piece);
        vm.assertEq(taker.balance, share, "coins");
        (, uint256 custody) = escrow.opening(orderHash);
        vm.assertEq(custody, coins - share, "custody");
        // What rounding left goes back to the maker.
        _fillPart(order, parts - piece, 0);
        (, custody) = escrow.opening(orderHash);
        vm.assertEq(address(escrow).balance, custody, "held");
        vm.assertLe(custody, 1, "dust");
        if (custody == 0) return;
        escrow.refund(order);
        vm.assertEq(maker.balance, custody, "refunded");
    }

    function test_fillPart_fails_withoutParts_orWithMoreThanAreLeft(uint64 parts, uint64 asked)
        external
    {
        parts = uint64(bound(parts, 2, type(uint64).max - 1));
        asked = uint64(bound(asked, parts, type(uint64).max));
        ITradeEscrow.Order memory order = _coinOrder(parts, parts, parts);
        expectError(abi.encodeWithSelector(ITradeEscrow.InvalidParts.selector, 0, parts));
        this.fillPart(order, 0);
        this.fillPart(order, 1);
        expectError(abi.encodeWithSelector(ITradeEscrow.InvalidParts.selector, asked, parts - 1));
        this.fillPart(order, asked);
        bytes memory signed = _sign(order);
        expectError(abi.encodeWithSelector(ITradeEscrow.InvalidParts.selector, parts, parts - 1));
        vm.prank(taker);
        escrow.fill(order, signed);
    }

    function test_fillPart_fails_onAnOrderOfOnePart(uint64 asked) external {
        vm.assume(asked != 1);
        ITradeEscrow.Order memory order = _cardOrder(1, 5);
        expectError(abi.encodeWithSelector(ITradeEscrow.InvalidParts.selector, asked, 1));
        this.fillPart(order, asked);
        this.fillPart(order, 1);
        vm.assertEq(cards.ownerOf(1), taker, "card");
    }

    function test_fill_fails_onAnOrderOfNoParts() external {
        ITradeEscrow.Order memory order = _coinOrder(5, 5, 0);
        _refuse(order, abi.encodeWithSelector(ITradeEscrow.InvalidParts.selector, 0, 0));
        expectError(abi.encodeWithSelector(ITradeEscrow.InvalidParts.selector, 0, 0));
        vm.prank(maker);
        escrow.open(order);
    }

    function test_fillPart_fails_whenAPieceIsNothing(uint64 parts) external {
        parts = uint64(bound(parts, 2, type(uint64).max));
        ITradeEscrow.Order memory order = _coinOrder(parts - 1, 1, parts);
        expectError(abi.encodeWithSelector(ITradeEscrow.PartTooSmall.selector, address(coin), 0));
        this.fillPart(order, 1);
    }

    function test_fill_fails_whenAnItemCannotBeDivided(uint64 parts, bool lease, bool given)
        external
    {
        parts = uint64(bound(parts, 2, type(uint64).max));
        ITradeEscrow.Item memory item =
            lease ? _lease(address(rented), 3, type(uint64).max) : _erc721(address(cards), 3);
        ITradeEscrow.Order memory order =
            given ? _order(_one(item), _none()) : _order(_none(), _one(item));
        order.parts = parts;
        bytes memory encodedError =
            abi.encodeWithSelector(ITradeEscrow.NotDivisible.selector, item.kind, item.token, 3);
        _refuse(order, encodedError);
        expectError(encodedError);
        vm.prank(maker);
        escrow.open(order);
    }

    /// @dev A nonce serves one order: the first that was begun.
    function test_12_fillPart_takesTheNonceFromAllOthers(bool plain) external {
        ITradeEscrow.Order memory order = _coinOrder(100, 100, 10);
        ITradeEscrow.Order memory twin = _coinOrder(100, 100, plain ? 1 : 10);
        twin.salt = keccak256("twin");
        this.fillPart(order, 3);
        _assertStatus(order, ITradeEscrow.OrderStatus.Open, 7);
        _assertStatus(twin, ITradeEscrow.OrderStatus.Superseded, 0);
        vm.assertTrue(escrow.isNonceUsed(maker, 0), "nonce");
        expectError(abi.encodeWithSelector(ITradeEscrow.NonceTaken.selector, maker, 0));
        this.fillPart(twin, 1);
        this.fillPart(order, 7);
        expectError(abi.encodeWithSelector(ITradeEscrow.NonceSpent.selector, maker, 0));
        this.fillPart(twin, 1);
    }

    function test_fillPart_fails_afterACancel_ofAnOrderBegun(bool byNonce) external {
        ITradeEscrow.Order memory order = _coinOrder(100, 100, 10);
        this.fillPart(order, 3);
        uint256[] memory nonces = new uint256[](1);
        vm.prank(maker);
        if (byNonce) escrow.cancelNonces(nonces);
        else escrow.cancel(order);
        _assertStatus(order, ITradeEscrow.OrderStatus.Cancelled, 0);
        expectError(abi.encodeWithSelector(ITradeEscrow.NonceSpent.selector, maker, 0));
        this.fillPart(order, 1);
    }

    /// @dev For expectError, which takes the next call.
    function fillPart(ITradeEscrow.Order memory order, uint64 parts) external {
        bytes memory signed = signature(makerKey, escrow.hashOrder(order));
        vm.prank(taker);
        escrow.fillPart(order, signed, parts);
    }

    function _fillAndCheck(ITradeEscrow.Order memory order, uint64 piece, uint64 left) private {
        (uint256 given, uint256 got) = (coin.balanceOf(taker), other.balanceOf(maker));
        bytes memory signed = _sign(order);
        bytes32 orderHash = escrow.hashOrder(order);
        vm.expectEmit(address(escrow));
        emit ITradeEscrow.OrderPartFilled(
            orderHash, maker, taker, order.nonce, order.salt, piece, left
        );
        vm.prank(taker);
        escrow.fillPart(order, signed, piece);
        given = coin.balanceOf(taker) - given;
        got = other.balanceOf(maker) - got;
        (uint256 give, uint256 want) = (order.give[0].amount, order.want[0].amount);
        vm.assertLe(given * order.parts, give * piece, "given at most");
        vm.assertLt(give * piece, (given + 1) * order.parts, "given down to the unit");
        vm.assertGe(got * order.parts, want * piece, "got at least");
        vm.assertLt((got - 1) * order.parts, want * piece, "got up to the unit");
        if (left != 0) _assertStatus(order, ITradeEscrow.OrderStatus.Open, left);
    }

    function _coinOrder(uint256 give, uint256 want, uint64 parts)
        private
        returns (ITradeEscrow.Order memory order)
    {
        coin.mint(maker, give);
        // Rounding up takes at most one unit more for each piece.
        other.mint(taker, want + 3);
        order = _order(_one(_erc20(address(coin), give)), _one(_erc20(address(other), want)));
        order.parts = parts;
    }
}
