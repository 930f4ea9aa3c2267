// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ITradeEscrow} from "../../../contracts/trade/ITradeEscrow.sol";
import {TradeTest} from "../support/TradeTest.sol";

/// @notice Nonces in any order, a counter for all of them, and where both lie in storage.
contract TradeCancelTest is TradeTest {
    /// @dev Storage: EIP-712's and the nonces' of signed calls come first.
    uint256 private constant COUNTERS = 3;
    uint256 private constant NONCES = 4;
    uint256 private constant PROGRESS = 5;
    uint256 private constant OPENINGS = 6;

    function setUp() public {
        _setUpTrade();
    }

    function test_cancel_endsTheNonce_inAnyOrder(uint256 nonce, uint256 next) external {
        vm.assume(nonce != next);
        ITradeEscrow.Order memory order = _cardOrder(1, 5);
        order.nonce = nonce;
        bytes32 orderHash = escrow.hashOrder(order);
        vm.expectEmit(address(escrow));
        emit ITradeEscrow.OrderCancelled(orderHash, maker, nonce);
        vm.prank(maker);
        escrow.cancel(order);
        _assertStatus(order, ITradeEscrow.OrderStatus.Cancelled, 0);
        _refuse(order, abi.encodeWithSelector(ITradeEscrow.NonceSpent.selector, maker, nonce));
        expectError(abi.encodeWithSelector(ITradeEscrow.NonceSpent.selector, maker, nonce));
        vm.prank(maker);
        escrow.cancel(order);
        // Its neighbours are free.
        vm.assertFalse(escrow.isNonceUsed(maker, next), "next");
        order.nonce = next;
        _fill(order);
        vm.assertTrue(escrow.isNonceUsed(maker, next), "filled");
    }

    function test_cancel_isTheMakersAlone(address stranger) external {
        vm.assume(stranger != maker && stranger != address(escrow));
        ITradeEscrow.Order memory order = _cardOrder(1, 5);
        expectError(abi.encodeWithSelector(ITradeEscrow.NotMaker.selector, stranger, maker));
        vm.prank(stranger);
        escrow.cancel(order);
    }

    function test_cancelNonces_passesOverSpentOnes(uint256[8] memory nonces) external {
        ITradeEscrow.Order memory order = _cardOrder(1, 5);
        order.nonce = nonces[0];
        _fill(order);
        uint256[] memory list = new uint256[](8);
        for (uint256 i = 0; i < 8; ++i) {
            list[i] = nonces[i];
        }
        vm.recordLogs();
        vm.prank(maker);
        escrow.cancelNonces(list);
        vm.assertEq(vm.getRecordedLogs().length, _distinct(list) - 1, "one event each");
        for (uint256 i = 0; i < 8; ++i) {
            vm.assertTrue(escrow.isNonceUsed(maker, nonces[i]), "used");
            vm.assertFalse(escrow.isNonceUsed(taker, nonces[i]), "another's");
        }
        _assertStatus(order, ITradeEscrow.OrderStatus.Filled, 0);
    }

    function test_cancelNonces_tellsEach(uint256 nonce) external {
        uint256[] memory list = new uint256[](1);
        list[0] = nonce;
        vm.expectEmit(address(escrow));
        emit ITradeEscrow.NonceCancelled(maker, nonce);
        vm.prank(maker);
        escrow.cancelNonces(list);
    }

    function test_incrementCounter_endsAllOrders(uint256 nonce, uint8 times) external {
        times = uint8(bound(times, 1, 10));
        ITradeEscrow.Order memory order = _cardOrder(1, 5);
        order.nonce = nonce;
        for (uint256 i = 1; i <= times; ++i) {
            vm.expectEmit(address(escrow));
            emit ITradeEscrow.CounterIncremented(maker, i);
            vm.prank(maker);
            vm.assertEq(escrow.incrementCounter(), i, "counter");
        }
        vm.assertEq(escrow.counterOf(maker), times, "counterOf");
        vm.assertEq(escrow.counterOf(taker), 0, "another's");
        _assertStatus(order, ITradeEscrow.OrderStatus.Cancelled, 0);
        _refuse(order, abi.encodeWithSelector(ITradeEscrow.WrongCounter.selector, 0, times));
        order.counter = times;
        _fill(order);
    }

    function test_fill_fails_onACounterToCome(uint256 counter) external {
        ITradeEscrow.Order memory order = _cardOrder(1, 5);
        order.counter = bound(counter, 1, type(uint256).max);
        _refuse(order, abi.encodeWithSelector(ITradeEscrow.WrongCounter.selector, order.counter, 0));
    }

    /// @dev 128 nonces share a word, two bits each: 2 is filled, 3 cancelled.
    function test_storage_packsNonces(uint128 high) external {
        uint256 first = uint256(high) << 7;
        ITradeEscrow.Order memory order = _cardOrder(1, 5);
        order.nonce = first;
        _fill(order);
        order.nonce = first | 127;
        vm.startPrank(maker);
        escrow.cancel(order);
        vm.stopPrank();
        bytes32 place = _slot(high, _slot(uint160(maker), bytes32(NONCES)));
        vm.assertEq(uint256(vm.load(address(escrow), place)), 2 | uint256(3) << 254, "word");
    }

    function test_storage_packsProgressAndCustody(uint64 parts, uint64 piece) external {
        parts = uint64(bound(parts, 2, 1e9));
        piece = uint64(bound(piece, 1, parts - 1));
        ITradeEscrow.Order memory order = _order(_one(_native(parts)), _none());
        order.parts = parts;
        _open(order, parts);
        bytes32 orderHash = escrow.hashOrder(order);
        _fillPart(order, piece, 0);
        bytes32 place = _slot(0, _slot(uint160(maker), bytes32(PROGRESS)));
        uint256 word = uint256(vm.load(address(escrow), place));
        vm.assertEq(word & type(uint192).max, uint256(orderHash) >> 64, "hash");
        vm.assertEq(word >> 192, piece, "filled");
        place = keccak256(abi.encode(orderHash, OPENINGS));
        word = uint256(vm.load(address(escrow), place));
        vm.assertEq(word, uint256(parts - piece) << 8 | 1, "opening");
        place = _slot(uint160(maker), bytes32(COUNTERS));
        vm.assertEq(uint256(vm.load(address(escrow), place)), 0, "counter");
        vm.prank(maker);
        escrow.incrementCounter();
        vm.assertEq(uint256(vm.load(address(escrow), place)), 1, "counter raised");
    }

    function _slot(uint256 key, bytes32 base) private pure returns (bytes32) {
        return keccak256(abi.encode(key, base));
    }

    function _distinct(uint256[] memory list) private pure returns (uint256 count) {
        for (uint256 i = 0; i < list.length; ++i) {
            bool seen;
            for (uint256 j = 0; j < i; ++j) {
                seen = seen || list[j] == list[i];
            }
            if (!seen) ++count;
        }
    }
}
