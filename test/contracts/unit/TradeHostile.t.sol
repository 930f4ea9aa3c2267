// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ITradeEscrow} from "../../../contracts/trade/ITradeEscrow.sol";
import {HostileCoin, StuckCards, StuckRental, Yes} from "../support/HostileTokens.sol";
import {TradeTest} from "../support/TradeTest.sol";
import {TradeWallet} from "../support/TradeWallet.sol";

/// @notice Invariant 12 with tokens that take fees, lie, fail and call back.
contract TradeHostileTest is TradeTest {
    HostileCoin private evil;

    function setUp() public {
        _setUpTrade();
        evil = new HostileCoin();
        vm.prank(taker);
        evil.approve(address(escrow), type(uint256).max);
    }

    function test_12_fill_fails_whenTheTokenTakesAFee(uint256 price) external {
        price = bound(price, 1, 1e30);
        ITradeEscrow.Order memory order = _evilOrder(price, HostileCoin.Vice.Fee);
        _refuse(
            order,
            abi.encodeWithSelector(
                ITradeEscrow.ReceivedTooLittle.selector,
                address(evil),
                maker,
                price,
                price - (price + 99) / 100
            )
        );
    }

    function test_12_fill_fails_whenTheTokenLies(uint256 price, bool denies) external {
        price = bound(price, 1, 1e30);
        ITradeEscrow.Order memory order =
            _evilOrder(price, denies ? HostileCoin.Vice.Denying : HostileCoin.Vice.Lying);
        evil.mint(maker, 7);
        _refuse(
            order,
            abi.encodeWithSelector(
                ITradeEscrow.ReceivedTooLittle.selector, address(evil), maker, price, 0
            )
        );
        vm.assertEq(cards.ownerOf(1), maker, "card");
    }

    function test_12_fill_fails_whenTheTokenRefuses(uint8 kind) external {
        HostileCoin.Vice[4] memory vices = [
            HostileCoin.Vice.Refusing,
            HostileCoin.Vice.Mute,
            HostileCoin.Vice.Odd,
            HostileCoin.Vice.Short
        ];
        ITradeEscrow.Order memory order = _evilOrder(5, vices[kind % 4]);
        _refuse(order, abi.encodeWithSelector(ITradeEscrow.TokenFailed.selector, address(evil)));
    }

    function test_fill_takesTokensThatAnswerNothing(uint256 price) external {
        price = bound(price, 1, 1e30);
        _fill(_evilOrder(price, HostileCoin.Vice.Silent));
        vm.assertEq(evil.balanceOf(maker), price, "price");
    }

    function test_12_fill_fails_whenACardDoesNotMove(bool given) external {
        StuckCards stuck = new StuckCards();
        stuck.mint(given ? maker : taker, 1);
        ITradeEscrow.Item[] memory items = _one(_erc721(address(stuck), 1));
        _refuse(
            given ? _order(items, _none()) : _order(_none(), items),
            abi.encodeWithSelector(
                ITradeEscrow.NotDelivered.selector, address(stuck), 1, given ? taker : maker
            )
        );
    }

    function test_12_fill_fails_whenALeaseIsNotGiven(uint64 until, bool shortens) external {
        until = uint64(bound(until, vm.getBlockTimestamp() + 1, type(uint64).max));
        StuckRental stuck = new StuckRental();
        stuck.setShortens(shortens);
        stuck.mint(maker, 1);
        vm.prank(maker);
        stuck.setApprovalForAll(address(escrow), true);
        _refuse(
            _order(_one(_lease(address(stuck), 1, until)), _none()),
            abi.encodeWithSelector(ITradeEscrow.NotDelivered.selector, address(stuck), 1, taker)
        );
    }

    /// @dev No code, no such function, or answers that are no balances.
    function test_12_fill_fails_onContractsThatAreNoTokens(uint8 kind, uint160 account) external {
        // Wallets without code; precompiles and the test's own contracts are others.
        address nobody = address(uint160(bound(account, 1 << 80, type(uint160).max)));
        vm.assume(nobody.code.length == 0);
        address[3] memory tokens = [nobody, address(escrow), address(this)];
        address token = tokens[kind % 3];
        bytes memory encodedError = abi.encodeWithSelector(ITradeEscrow.TokenFailed.selector, token);
        _refuse(_order(_one(_erc20(token, 1)), _none()), encodedError);
        _refuse(_order(_one(_erc721(token, 1)), _none()), encodedError);
        _refuse(_order(_one(_erc1155(token, 1, 1)), _none()), encodedError);
        _refuse(_order(_one(_lease(token, 1, 1)), _none()), encodedError);
        token = address(new Yes());
        _refuse(
            _order(_one(_erc721(token, 1)), _none()),
            abi.encodeWithSelector(ITradeEscrow.NotTokenOwner.selector, token, 1, maker)
        );
    }

    /// @dev A coin's units must not pass for a card, nor a card for coins.
    function test_12_fill_fails_whenATokenIsOfAnotherKind() external {
        coin.mint(maker, 9);
        _refuse(
            _order(_one(_erc721(address(coin), 5)), _none()),
            abi.encodeWithSelector(ITradeEscrow.TokenFailed.selector, address(coin))
        );
        vm.assertEq(coin.balanceOf(maker), 9, "coin");
    }

    function test_12_fill_cannotBeReentered_byAToken(uint8 what) external {
        ITradeEscrow.Order memory order = _evilOrder(5, HostileCoin.Vice.Reentering);
        ITradeEscrow.Order memory second = _gift();
        evil.setCallback(address(escrow), _reentry(what, second));
        _fill(order);
        vm.assertFalse(evil.reentered(), "reentered");
        _assertStatus(second, ITradeEscrow.OrderStatus.Open, 1);
        _call(_reentry(what, second));
        vm.assertEq(evil.balanceOf(maker), 5, "paid all the same");
    }

    function test_12_fill_cannotBeReentered_byAReceiver(uint8 what, bool ofCoins) external {
        TradeWallet wallet = new TradeWallet(maker);
        goods.mint(taker, 1, 5);
        ITradeEscrow.Order memory order =
            _order(_none(), _one(ofCoins ? _native(5) : _erc1155(address(goods), 1, 5)));
        (order.maker, order.nonce) = (address(wallet), 8);
        ITradeEscrow.Order memory second = _gift();
        wallet.setCallback(address(escrow), _reentry(what, second));
        _fillWith(order, signature(makerKey, escrow.hashOrder(order)), ofCoins ? 5 : 0);
        vm.assertFalse(wallet.reentered(), "reentered");
        _assertStatus(second, ITradeEscrow.OrderStatus.Open, 1);
        _call(_reentry(what, second));
    }

    /// @dev A maker whose wallet takes its coins back tries to have them twice.
    function test_2_refund_cannotBeReentered() external {
        TradeWallet wallet = new TradeWallet(maker);
        ITradeEscrow.Order memory order = _order(_one(_native(5)), _none());
        order.maker = address(wallet);
        vm.deal(address(wallet), 5);
        wallet.execute(address(escrow), 5, abi.encodeCall(ITradeEscrow.open, (order)));
        ITradeEscrow.Order memory foreign = _order(_one(_native(9)), _none());
        _open(foreign, 9);
        wallet.setCallback(address(escrow), abi.encodeCall(ITradeEscrow.refund, (order)));
        wallet.execute(address(escrow), 0, abi.encodeCall(ITradeEscrow.cancel, (order)));
        vm.assertFalse(wallet.reentered(), "reentered");
        vm.assertEq(address(wallet).balance, 5, "its own");
        vm.assertEq(address(escrow).balance, 9, "another's");
    }

    /// @dev Whoever calls gets it: nothing but the guard is in the way.
    function _gift() private returns (ITradeEscrow.Order memory order) {
        cards.mint(maker, 2);
        order = _order(_one(_erc721(address(cards), 2)), _none());
        order.nonce = 1;
    }

    /// @dev What could not be done from within can be done now.
    function _call(bytes memory data) private {
        vm.prank(taker);
        (bool done,) = address(escrow).call(data);
        vm.assertTrue(done, "possible otherwise");
    }

    function _reentry(uint8 what, ITradeEscrow.Order memory order)
        private
        view
        returns (bytes memory)
    {
        bytes memory signed = _sign(order);
        bytes memory fill = abi.encodeCall(ITradeEscrow.fill, (order, signed));
        if (what % 3 == 0) return fill;
        if (what % 3 == 1) return abi.encodeCall(ITradeEscrow.fillPart, (order, signed, 1));
        bytes[] memory calls = new bytes[](1);
        calls[0] = fill;
        return abi.encodeCall(escrow.multicall, (calls));
    }

    function _evilOrder(uint256 price, HostileCoin.Vice vice)
        private
        returns (ITradeEscrow.Order memory)
    {
        cards.mint(maker, 1);
        evil.mint(taker, price);
        evil.setVice(vice);
        return _order(_one(_erc721(address(cards), 1)), _one(_erc20(address(evil), price)));
    }
}
