// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ITradeEscrow} from "../../../contracts/trade/ITradeEscrow.sol";
import {Measured} from "../support/Measured.sol";
import {TradeTest} from "../support/TradeTest.sol";

/// @notice A card for coins between accounts that have traded before: the maker's nonce is not the first
/// of its word, the taker has other cards, the maker other coins, both approvals stand for all.
contract TradeGasTest is Measured, TradeTest {
    uint256 private constant PRICE = 12.345_678_901 ether;

    function setUp() public {
        _setUpTrade();
        cards.mint(taker, 1);
        cards.mint(maker, 2);
        coin.mint(maker, 1 ether);
        coin.mint(taker, 1 ether);
    }

    function test_gas_swap() external {
        _fill(_cardOrder(1001, PRICE));
        _measureFill("swap ERC-20 for ERC-721", _nextOrder());
    }

    function test_gas_swapOfNewcomers() external {
        _measureFill("swap ERC-20 for ERC-721, first nonce", _nextOrder());
    }

    function test_gas_open() external {
        ITradeEscrow.Order memory order = _nextOrder();
        _measure(
            "trade order published",
            maker,
            address(escrow),
            abi.encodeCall(ITradeEscrow.open, (order))
        );
    }

    function test_gas_cancel() external {
        _fill(_cardOrder(1001, PRICE));
        _measure(
            "trade order cancelled",
            maker,
            address(escrow),
            abi.encodeCall(ITradeEscrow.cancel, (_nextOrder()))
        );
    }

    function _nextOrder() internal returns (ITradeEscrow.Order memory order) {
        order = _cardOrder(1002, PRICE);
        order.nonce = 1;
    }

    function _measureFill(string memory name, ITradeEscrow.Order memory order) internal {
        bytes memory data = abi.encodeCall(ITradeEscrow.fill, (order, _sign(order)));
        _measure(name, taker, address(escrow), data);
    }
}
