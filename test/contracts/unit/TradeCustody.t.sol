// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ITradeEscrow} from "../../../contracts/trade/ITradeEscrow.sol";
import {TradeTest} from "../support/TradeTest.sol";
import {TradeWallet} from "../support/TradeWallet.sol";

/// @notice Coins that makers give: here only while their order is open, never lost, never another's.
contract TradeCustodyTest is TradeTest {
    uint256 private constant MAX_COINS = type(uint96).max;

    function setUp() public {
        _setUpTrade();
    }

    function test_open_publishesAnOrder_andTakesItsCoins(uint256 coins) external {
        coins = bound(coins, 1, MAX_COINS);
        ITradeEscrow.Order memory order = _coinsOrder(coins);
        order.taker = taker;
        bytes32 orderHash = escrow.hashOrder(order);
        vm.deal(maker, coins);
        vm.expectEmit(address(escrow));
        emit ITradeEscrow.OrderOpened(orderHash, maker, taker, order, coins);
        vm.prank(maker);
        escrow.open{value: coins}(order);
        (bool opened, uint256 custody) = escrow.opening(orderHash);
        vm.assertTrue(opened, "opened");
        vm.assertEq(custody, coins, "custody");
        _assertStatus(order, ITradeEscrow.OrderStatus.Open, 1);
    }

    function test_fill_needsNoSignature_onceOpened(uint256 coins) external {
        coins = bound(coins, 1, MAX_COINS);
        ITradeEscrow.Order memory order = _coinsOrder(coins);
        _open(order, coins);
        vm.prank(taker);
        escrow.fill(order, "");
        vm.assertEq(taker.balance, coins, "coins");
        vm.assertEq(cards.ownerOf(1), maker, "card");
        vm.assertEq(address(escrow).balance, 0, "nothing stays");
    }

    function test_fill_fails_whenCoinsWereNotPutHere(uint256 coins) external {
        coins = bound(coins, 1, MAX_COINS);
        ITradeEscrow.Order memory order = _coinsOrder(coins);
        // Coins of somebody else's order.
        ITradeEscrow.Order memory foreign = _order(_one(_native(coins)), _none());
        (foreign.maker, foreign.taker) = (taker, maker);
        vm.deal(taker, coins);
        vm.prank(taker);
        escrow.open{value: coins}(foreign);
        _refuse(
            order, abi.encodeWithSelector(ITradeEscrow.NotOpened.selector, escrow.hashOrder(order))
        );
    }

    function test_open_takesExactlyItsCoins(uint256 coins, uint256 sent) external {
        coins = bound(coins, 0, MAX_COINS);
        sent = bound(sent, 0, MAX_COINS);
        vm.assume(coins != sent);
        cards.mint(maker, 2);
        ITradeEscrow.Order memory order = coins == 0
            ? _order(_one(_erc721(address(cards), 2)), _none())
            : _order(_one(_native(coins)), _none());
        vm.deal(maker, sent);
        expectError(abi.encodeWithSelector(ITradeEscrow.WrongValue.selector, sent, coins));
        vm.prank(maker);
        escrow.open{value: sent}(order);
    }

    function test_open_addsUpSeveralCoinItems(uint64[4] memory amounts) external {
        ITradeEscrow.Item[] memory give = new ITradeEscrow.Item[](4);
        uint256 sum;
        for (uint256 i = 0; i < 4; ++i) {
            give[i] = _native(uint256(amounts[i]) + 1);
            sum += give[i].amount;
        }
        ITradeEscrow.Order memory order = _order(give, _none());
        _open(order, sum);
        vm.prank(taker);
        escrow.fill(order, "");
        vm.assertEq(taker.balance, sum, "all of it");
    }

    function test_open_isTheMakersAlone_once_whileOpen(address stranger) external {
        vm.assume(stranger != maker && stranger != address(escrow));
        ITradeEscrow.Order memory order = _coinsOrder(5);
        vm.deal(maker, 100);
        vm.deal(stranger, 100);
        expectError(abi.encodeWithSelector(ITradeEscrow.NotMaker.selector, stranger, maker));
        vm.prank(stranger);
        escrow.open{value: 5}(order);

        bytes32 orderHash = escrow.hashOrder(order);
        _open(order, 5);
        _refuseOpen(order, abi.encodeWithSelector(ITradeEscrow.AlreadyOpened.selector, orderHash));

        vm.prank(maker);
        escrow.cancel(order);
        _refuseOpen(order, abi.encodeWithSelector(ITradeEscrow.NonceSpent.selector, maker, 0));

        order.nonce = 1;
        order.counter = 1;
        _refuseOpen(order, abi.encodeWithSelector(ITradeEscrow.WrongCounter.selector, 1, 0));

        order.counter = 0;
        vm.warp(order.expiry + 1);
        _refuseOpen(
            order,
            abi.encodeWithSelector(
                ITradeEscrow.OrderExpired.selector, order.expiry, order.expiry + 1
            )
        );
    }

    function test_cancel_returnsTheCoins(uint256 coins) external {
        coins = bound(coins, 1, MAX_COINS);
        ITradeEscrow.Order memory order = _coinsOrder(coins);
        bytes32 orderHash = escrow.hashOrder(order);
        _open(order, coins);
        vm.expectEmit(address(escrow));
        emit ITradeEscrow.OrderCancelled(orderHash, maker, 0);
        vm.expectEmit(address(escrow));
        emit ITradeEscrow.CustodyRefunded(orderHash, maker, coins);
        vm.prank(maker);
        escrow.cancel(order);
        vm.assertEq(maker.balance, coins, "back");
        (bool opened, uint256 custody) = escrow.opening(orderHash);
        vm.assertTrue(opened, "was open");
        vm.assertEq(custody, 0, "nothing stays");
        // Opened or not, nobody fills it any more.
        expectError(abi.encodeWithSelector(ITradeEscrow.NonceSpent.selector, maker, 0));
        vm.prank(taker);
        escrow.fill(order, "");
    }

    /// @dev However an order ends, its coins come back, and whoever asks, to the maker.
    function test_refund_returnsTheCoins_ofAnOrderThatEnded(
        uint256 coins,
        uint8 end,
        address anyone
    ) external {
        coins = bound(coins, 1, MAX_COINS);
        vm.assume(anyone != address(escrow));
        ITradeEscrow.Order memory order = _coinsOrder(coins);
        bytes32 orderHash = escrow.hashOrder(order);
        _open(order, coins);
        expectError(abi.encodeWithSelector(ITradeEscrow.StillOpen.selector, orderHash));
        vm.prank(anyone);
        escrow.refund(order);
        _end(order, end % 4);
        vm.expectEmit(address(escrow));
        emit ITradeEscrow.CustodyRefunded(orderHash, maker, coins);
        vm.prank(anyone);
        escrow.refund(order);
        vm.assertEq(maker.balance, coins, "back");
        expectError(abi.encodeWithSelector(ITradeEscrow.NothingInCustody.selector, orderHash));
        vm.prank(anyone);
        escrow.refund(order);
    }

    function test_refundTo_sendsAnywhere_forTheMaker(uint256 coins, address stranger) external {
        coins = bound(coins, 1, MAX_COINS);
        vm.assume(stranger != maker && stranger != address(escrow));
        ITradeEscrow.Order memory order = _coinsOrder(coins);
        _open(order, coins);
        _end(order, 0);
        expectError(abi.encodeWithSelector(ITradeEscrow.NotMaker.selector, stranger, maker));
        vm.prank(stranger);
        escrow.refundTo(order, stranger);
        address cold = makeAccount("cold");
        vm.prank(maker);
        escrow.refundTo(order, cold);
        vm.assertEq(cold.balance, coins, "there");
    }

    /// @dev A wallet that accepts no coins can cancel, and has its coins sent elsewhere.
    function test_cancel_isNeverBlocked(uint256 coins) external {
        coins = bound(coins, 1, MAX_COINS);
        TradeWallet wallet = new TradeWallet(maker);
        ITradeEscrow.Order memory order = _coinsOrder(coins);
        order.maker = address(wallet);
        vm.deal(address(wallet), coins);
        wallet.setRefuses(true);
        wallet.execute(address(escrow), coins, abi.encodeCall(ITradeEscrow.open, (order)));
        wallet.execute(address(escrow), 0, abi.encodeCall(ITradeEscrow.cancel, (order)));
        _assertStatus(order, ITradeEscrow.OrderStatus.Cancelled, 0);
        bytes32 orderHash = escrow.hashOrder(order);
        (, uint256 custody) = escrow.opening(orderHash);
        vm.assertEq(custody, coins, "still here");
        expectError(
            abi.encodeWithSelector(ITradeEscrow.CoinsRefused.selector, address(wallet), coins)
        );
        escrow.refund(order);
        wallet.execute(
            address(escrow), 0, abi.encodeCall(ITradeEscrow.refundTo, (order, address(taker)))
        );
        vm.assertEq(taker.balance, coins, "elsewhere");
    }

    function test_fill_fails_whenTheTakerAcceptsNoCoins(uint256 coins) external {
        coins = bound(coins, 1, MAX_COINS);
        ITradeEscrow.Order memory order = _order(_one(_native(coins)), _none());
        _open(order, coins);
        TradeWallet wallet = new TradeWallet(taker);
        wallet.setRefuses(true);
        expectError(
            abi.encodeWithSelector(ITradeEscrow.CoinsRefused.selector, address(wallet), coins)
        );
        wallet.execute(address(escrow), 0, abi.encodeCall(ITradeEscrow.fill, (order, "")));
        _assertStatus(order, ITradeEscrow.OrderStatus.Open, 1);
    }

    function test_receive_refusesCoins(uint256 coins) external {
        coins = bound(coins, 1, MAX_COINS);
        vm.deal(taker, coins);
        vm.prank(taker);
        (bool done,) = address(escrow).call{value: coins}("");
        vm.assertFalse(done, "accepted");
    }

    function _end(ITradeEscrow.Order memory order, uint256 how) private {
        if (how == 0) vm.warp(order.expiry + 1);
        uint256[] memory nonces = new uint256[](1);
        vm.startPrank(maker);
        if (how == 1) escrow.incrementCounter();
        if (how == 2) escrow.cancelNonces(nonces);
        vm.stopPrank();
        if (how == 3) {
            // Another order with its nonce is filled.
            ITradeEscrow.Order memory twin = _cardOrder(9, 1);
            _fill(twin);
        }
    }

    function _refuseOpen(ITradeEscrow.Order memory order, bytes memory encodedError) private {
        expectError(encodedError);
        vm.prank(maker);
        escrow.open{value: 5}(order);
    }

    /// @dev Coins of the maker's for the taker's card.
    function _coinsOrder(uint256 coins) private returns (ITradeEscrow.Order memory) {
        cards.mint(taker, 1);
        return _order(_one(_native(coins)), _one(_erc721(address(cards), 1)));
    }
}
