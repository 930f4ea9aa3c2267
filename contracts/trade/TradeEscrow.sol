// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {SignedCalls} from "../base/SignedCalls.sol";
import {Assets} from "./Assets.sol";
import {ITradeEscrow} from "./ITradeEscrow.sol";
import {Orders} from "./Orders.sol";

/// @title TradeEscrow
/// @notice Swaps, all or nothing: every item of an order reaches the other side in one call, or nothing
/// moves. Tokens stay with their owners, who approve this contract; it holds nothing but the coins of
/// open orders, each order's apart from all others'. Any token may be traded, also one that lies, takes
/// fees or calls back: it can cheat only those who wanted it. Coins come in by orders only; tokens sent
/// here are lost. No owner, no fee, no pause. Batches and signed batches ({SignedCalls}) carry no coins.
contract TradeEscrow is ITradeEscrow, SignedCalls, ReentrancyGuardTransient {
    using SafeTransferLib for address;

    /// @dev `Begun`: some parts of an order were filled, and the nonce belongs to it.
    enum NonceState {
        Free,
        Begun,
        Filled,
        Cancelled
    }

    /// @dev Two bits a nonce: consecutive orders write one word, which costs less than a new one.
    struct Nonces {
        uint256 states;
    }

    /// @dev How far the order that began a nonce is. The hash is cut to fit one slot.
    struct Progress {
        bytes24 orderHash;
        uint64 filled;
    }

    /// @dev A fill under way.
    struct Trade {
        address maker;
        address taker;
        bytes32 orderHash;
        uint256 nonce;
        uint64 parts;
        uint64 total;
    }

    struct Opening {
        bool opened;
        uint128 custody;
    }

    /// @inheritdoc ITradeEscrow
    mapping(address maker => uint256 counter) public counterOf;

    mapping(address maker => mapping(uint256 index => Nonces nonces)) private _nonceWords;

    mapping(address maker => mapping(uint256 nonce => Progress progress)) private _progress;

    mapping(bytes32 orderHash => Opening opening) private _openings;

    constructor() EIP712("SendingNetwork TradeEscrow", "1") {}

    /// @inheritdoc ITradeEscrow
    function fill(Order calldata order, bytes calldata signature) external payable nonReentrant {
        _fill(order, signature, order.parts);
    }

    /// @inheritdoc ITradeEscrow
    function fillPart(Order calldata order, bytes calldata signature, uint64 parts)
        external
        payable
        nonReentrant
    {
        _fill(order, signature, parts);
    }

    /// @inheritdoc ITradeEscrow
    function open(Order calldata order) external payable nonReentrant {
        _requireMaker(order);
        address maker = order.maker;
        Orders.requireValid(maker, order.expiry, order.give.length, order.want.length);
        _requireCounter(order.counter, maker);
        NonceState state = _nonceState(maker, order.nonce);
        require(state == NonceState.Free, NonceSpent(maker, order.nonce));
        require(order.parts != 0, InvalidParts(0, 0));
        _checkItems(order.want, order.parts);
        uint256 coins = _checkItems(order.give, order.parts);
        require(msg.value == coins, WrongValue(msg.value, coins));
        bytes32 orderHash = hashOrder(order);
        require(!_openings[orderHash].opened, AlreadyOpened(orderHash));
        // Lossless: no chain has 2^128 wei.
        // forge-lint: disable-next-line(unsafe-typecast)
        _openings[orderHash] = Opening({opened: true, custody: uint128(coins)});
        emit OrderOpened(orderHash, maker, order.taker, order, coins);
    }

    /// @inheritdoc ITradeEscrow
    function cancel(Order calldata order) external nonReentrant {
        _requireMaker(order);
        (address maker, uint256 nonce) = (order.maker, order.nonce);
        NonceState state = _nonceState(maker, nonce);
        require(state <= NonceState.Begun, NonceSpent(maker, nonce));
        _setNonceState(maker, nonce, NonceState.Cancelled);
        bytes32 orderHash = hashOrder(order);
        emit OrderCancelled(orderHash, maker, nonce);
        uint256 custody = _openings[orderHash].custody;
        if (custody == 0) return;
        _openings[orderHash].custody = 0;
        if (maker.trySafeTransferETH(custody, gasleft())) {
            emit CustodyRefunded(orderHash, maker, custody);
            return;
        }
        // A wallet that accepts no coins can cancel all the same. Lossless: the value was there before.
        // forge-lint: disable-next-line(unsafe-typecast)
        _openings[orderHash].custody = uint128(custody);
    }

    /// @inheritdoc ITradeEscrow
    function cancelNonces(uint256[] calldata nonces) external {
        address maker = _msgSender();
        for (uint256 i = 0; i < nonces.length; ++i) {
            if (_nonceState(maker, nonces[i]) > NonceState.Begun) continue;
            _setNonceState(maker, nonces[i], NonceState.Cancelled);
            emit NonceCancelled(maker, nonces[i]);
        }
    }

    /// @inheritdoc ITradeEscrow
    function incrementCounter() external returns (uint256 counter) {
        address maker = _msgSender();
        counter = ++counterOf[maker];
        emit CounterIncremented(maker, counter);
    }

    /// @inheritdoc ITradeEscrow
    function refund(Order calldata order) external nonReentrant {
        _refund(order, order.maker);
    }

    /// @inheritdoc ITradeEscrow
    function refundTo(Order calldata order, address to) external nonReentrant {
        _requireMaker(order);
        _refund(order, to);
    }

    /// @inheritdoc ITradeEscrow
    function isNonceUsed(address maker, uint256 nonce) external view returns (bool) {
        return _nonceState(maker, nonce) != NonceState.Free;
    }

    /// @inheritdoc ITradeEscrow
    function status(Order calldata order) external view returns (OrderStatus, uint64 left) {
        return _statusOf(order, hashOrder(order));
    }

    /// @inheritdoc ITradeEscrow
    function opening(bytes32 orderHash) external view returns (bool opened, uint256 custody) {
        Opening storage entry = _openings[orderHash];
        return (entry.opened, entry.custody);
    }

    /// @inheritdoc ITradeEscrow
    function hashOrder(Order calldata order) public view returns (bytes32) {
        return _hashTypedDataV4(Orders.structHash(order, order.give, order.want));
    }

    function _fill(Order calldata order, bytes calldata signature, uint64 parts) internal {
        (Item[] calldata give, Item[] calldata want) = (order.give, order.want);
        bytes32 orderHash = _hashTypedDataV4(Orders.structHash(order, give, want));
        Trade memory trade =
            Trade(order.maker, _msgSender(), orderHash, order.nonce, parts, order.parts);
        _requireTaker(order.taker, trade.taker);
        Orders.requireValid(trade.maker, order.expiry, give.length, want.length);
        _requireCounter(order.counter, trade.maker);
        _requireConsent(trade.maker, trade.orderHash, signature);
        _spendNonce(trade, order.salt);
        Item memory item;
        uint256 coins = _moveTokens(give, trade, item, true);
        if (coins != 0) _payCustody(trade.orderHash, trade.taker, coins);
        coins = _moveTokens(want, trade, item, false);
        require(msg.value == coins, WrongValue(msg.value, coins));
        if (coins != 0) _sendCoins(trade.maker, coins);
    }

    /// @dev Notes that the parts are taken, all of an order or some.
    function _spendNonce(Trade memory trade, bytes32 salt) internal {
        (address maker, uint256 nonce) = (trade.maker, trade.nonce);
        Nonces storage nonces = _noncesOf(maker, nonce);
        (uint256 states, uint256 shift) = (nonces.states, _shiftOf(nonce));
        NonceState state = NonceState(states >> shift & 3);
        require(state <= NonceState.Begun, NonceSpent(maker, nonce));
        if (trade.total == 1) {
            require(state == NonceState.Free, NonceTaken(maker, nonce));
            require(trade.parts == 1, InvalidParts(trade.parts, 1));
            nonces.states = _withState(states, shift, NonceState.Filled);
            emit OrderFilled(trade.orderHash, maker, trade.taker, nonce, salt);
        } else {
            uint64 left = _spendParts(trade, state);
            state = left == 0 ? NonceState.Filled : NonceState.Begun;
            nonces.states = _withState(states, shift, state);
            emit OrderPartFilled(
                trade.orderHash, maker, trade.taker, nonce, salt, trade.parts, left
            );
        }
    }

    function _spendParts(Trade memory trade, NonceState state) internal returns (uint64 left) {
        (uint64 parts, uint64 total) = (trade.parts, trade.total);
        Progress storage progress = _progress[trade.maker][trade.nonce];
        left = total;
        if (state == NonceState.Begun) {
            bool isThis = progress.orderHash == bytes24(trade.orderHash);
            require(isThis, NonceTaken(trade.maker, trade.nonce));
            left -= progress.filled;
        }
        require(parts != 0 && parts <= left, InvalidParts(parts, left));
        left -= parts;
        (progress.orderHash, progress.filled) = (bytes24(trade.orderHash), total - left);
    }

    /// @dev Coins are not the maker's to send now: they were put here for this order.
    function _payCustody(bytes32 orderHash, address taker, uint256 coins) internal {
        Opening storage entry = _openings[orderHash];
        require(entry.opened, NotOpened(orderHash));
        // Parts rounded down never add up to more than the whole, which is in custody.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint128 left = entry.custody - uint128(coins);
        entry.custody = left;
        emit CustodyPaid(orderHash, taker, coins, left);
        _sendCoins(taker, coins);
    }

    /// @dev Moves the tokens that the maker gives, or wants, and says how many coins go with them.
    /// Each item in turn lies in `item`.
    function _moveTokens(Item[] calldata items, Trade memory trade, Item memory item, bool given)
        internal
        returns (uint256 coins)
    {
        (address from, address to) = given ? (trade.maker, trade.taker) : (trade.taker, trade.maker);
        for (uint256 i = 0; i < items.length; ++i) {
            Orders.load(item, items, i);
            Orders.requireValidItem(item, trade.total);
            if (trade.parts != trade.total) Orders.cut(item, trade.parts, trade.total, given);
            if (item.kind == ItemKind.Native) coins += item.amount;
            else Assets.move(item, from, to);
        }
    }

    function _refund(Order calldata order, address to) internal {
        bytes32 orderHash = hashOrder(order);
        (OrderStatus state,) = _statusOf(order, orderHash);
        require(state != OrderStatus.Open, StillOpen(orderHash));
        uint256 custody = _openings[orderHash].custody;
        require(custody != 0, NothingInCustody(orderHash));
        _openings[orderHash].custody = 0;
        emit CustodyRefunded(orderHash, to, custody);
        _sendCoins(to, custody);
    }

    function _setNonceState(address maker, uint256 nonce, NonceState state) internal {
        Nonces storage nonces = _noncesOf(maker, nonce);
        nonces.states = _withState(nonces.states, _shiftOf(nonce), state);
    }

    function _sendCoins(address to, uint256 amount) internal {
        require(to.trySafeTransferETH(amount, gasleft()), CoinsRefused(to, amount));
    }

    function _nonceState(address maker, uint256 nonce) internal view returns (NonceState) {
        return NonceState(_noncesOf(maker, nonce).states >> _shiftOf(nonce) & 3);
    }

    /// @dev Where the nonce's two bits are, among those of 128 nonces.
    function _noncesOf(address maker, uint256 nonce) internal view returns (Nonces storage) {
        return _nonceWords[maker][nonce >> 7];
    }

    function _statusOf(Order calldata order, bytes32 orderHash)
        internal
        view
        returns (OrderStatus, uint64 left)
    {
        (address maker, uint256 nonce) = (order.maker, order.nonce);
        NonceState state = _nonceState(maker, nonce);
        if (state == NonceState.Filled) return (OrderStatus.Filled, 0);
        if (state == NonceState.Cancelled || order.counter != counterOf[maker]) {
            return (OrderStatus.Cancelled, 0);
        }
        Progress storage progress = _progress[maker][nonce];
        // Cut on purpose: what was stored is, too.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (state == NonceState.Begun && progress.orderHash != bytes24(orderHash)) {
            return (OrderStatus.Superseded, 0);
        }
        if (Orders.isExpired(order.expiry)) return (OrderStatus.Expired, 0);
        return (OrderStatus.Open, order.parts - progress.filled);
    }

    function _requireMaker(Order calldata order) internal view {
        address caller = _msgSender();
        require(caller == order.maker, NotMaker(caller, order.maker));
    }

    function _requireCounter(uint256 signed, address maker) internal view {
        uint256 counter = counterOf[maker];
        require(signed == counter, WrongCounter(signed, counter));
    }

    /// @dev Who opened an order has agreed to it, with a signature or without.
    function _requireConsent(address maker, bytes32 orderHash, bytes calldata signature)
        internal
        view
    {
        if (signature.length == 0 && _openings[orderHash].opened) return;
        // A key that is its account's own speaks for it, whatever code the account has (EIP-7702).
        (address signer,,) = ECDSA.tryRecoverCalldata(orderHash, signature);
        if (signer == maker && maker != address(0)) return;
        require(
            SignatureChecker.isValidERC1271SignatureNowCalldata(maker, orderHash, signature),
            InvalidSignature(maker)
        );
    }

    function _requireTaker(address expected, address taker) internal pure {
        require(expected == address(0) || expected == taker, NotTaker(taker, expected));
    }

    /// @dev Checks the form of all items; the coins among them.
    function _checkItems(Item[] calldata items, uint64 parts)
        internal
        pure
        returns (uint256 coins)
    {
        for (uint256 i = 0; i < items.length; ++i) {
            Item memory item = items[i];
            Orders.requireValidItem(item, parts);
            if (item.kind == ItemKind.Native) coins += item.amount;
        }
    }

    function _withState(uint256 word, uint256 shift, NonceState state)
        internal
        pure
        returns (uint256)
    {
        return word & ~(uint256(3) << shift) | uint256(state) << shift;
    }

    function _shiftOf(uint256 nonce) internal pure returns (uint256) {
        return (nonce & 127) << 1;
    }
}
