// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ITradeEscrow} from "../../../contracts/trade/ITradeEscrow.sol";
import {TradeTest} from "../support/TradeTest.sol";

/// @notice Invariant 12: all legs or none, for whole orders of every kind.
contract TradeFillTest is TradeTest {
    uint256 private constant MAX_COINS = type(uint128).max;

    function setUp() public {
        _setUpTrade();
    }

    function test_12_fill_swapsACardForCoin(uint256 id, uint256 price) external {
        price = bound(price, 1, MAX_COINS);
        ITradeEscrow.Order memory order = _cardOrder(id, price);
        bytes32 orderHash = escrow.hashOrder(order);
        bytes memory signed = _sign(order);
        vm.expectEmit(address(escrow));
        emit ITradeEscrow.OrderFilled(orderHash, maker, taker, order.nonce, order.salt);
        vm.prank(taker);
        escrow.fill(order, signed);
        vm.assertEq(cards.ownerOf(id), taker, "card");
        vm.assertEq(coin.balanceOf(maker), price, "price");
        _assertStatus(order, ITradeEscrow.OrderStatus.Filled, 0);
        vm.assertTrue(escrow.isNonceUsed(maker, order.nonce), "nonce");
    }

    function test_12_fill_movesEveryKindBothWays(uint128 amount, uint64 until, bool given)
        external
    {
        uint256 coins = bound(amount, 1, 1e30);
        uint256 time = bound(until, vm.getBlockTimestamp(), type(uint64).max);
        (address giver, address receiver) = given ? (maker, taker) : (taker, maker);
        coin.mint(giver, coins);
        cards.mint(giver, 7);
        goods.mint(giver, 3, coins);
        rented.mint(giver, 9);
        ITradeEscrow.Item[] memory items = new ITradeEscrow.Item[](5);
        items[0] = _native(coins);
        items[1] = _erc20(address(coin), coins);
        items[2] = _erc721(address(cards), 7);
        items[3] = _erc1155(address(goods), 3, coins);
        items[4] = _lease(address(rented), 9, time);
        ITradeEscrow.Order memory order = given ? _order(items, _none()) : _order(_none(), items);
        uint256 before = receiver.balance;
        if (given) _open(order, coins);
        _fillWith(order, _sign(order), given ? 0 : coins);
        vm.assertEq(receiver.balance - before, coins, "coins");
        vm.assertEq(coin.balanceOf(receiver), coins, "ERC-20");
        vm.assertEq(cards.ownerOf(7), receiver, "ERC-721");
        vm.assertEq(goods.balanceOf(receiver, 3), coins, "ERC-1155");
        vm.assertEq(rented.userOf(9), receiver, "user");
        vm.assertEq(rented.userExpires(9), time, "lease");
        vm.assertEq(rented.ownerOf(9), giver, "owner");
        vm.assertEq(address(escrow).balance, 0, "nothing stays");
    }

    /// @dev The last leg fails, so none of those before it happened.
    function test_12_fill_movesNothing_whenTheLastLegFails(uint256 price, uint256 balance)
        external
    {
        price = bound(price, 1, MAX_COINS);
        balance = bound(balance, 0, price - 1);
        cards.mint(maker, 1);
        other.mint(taker, 5);
        coin.mint(taker, balance);
        ITradeEscrow.Item[] memory want = new ITradeEscrow.Item[](2);
        want[0] = _erc20(address(other), 5);
        want[1] = _erc20(address(coin), price);
        ITradeEscrow.Order memory order = _order(_one(_erc721(address(cards), 1)), want);
        _refuse(
            order,
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector, taker, balance, price
            )
        );
        vm.assertEq(cards.ownerOf(1), maker, "card");
        vm.assertEq(other.balanceOf(taker), 5, "first price");
        _assertStatus(order, ITradeEscrow.OrderStatus.Open, 1);
    }

    function test_fill_servesOnce() external {
        ITradeEscrow.Order memory order = _cardOrder(1, 5);
        _fill(order);
        vm.prank(taker);
        cards.transferFrom(taker, maker, 1);
        coin.mint(taker, 5);
        _refuse(order, abi.encodeWithSelector(ITradeEscrow.NonceSpent.selector, maker, 0));
    }

    function test_fill_takesOnlyTheNamedTaker(address stranger) external {
        vm.assume(stranger != taker && stranger != address(escrow));
        ITradeEscrow.Order memory order = _cardOrder(1, 5);
        order.taker = taker;
        bytes memory signed = _sign(order);
        expectError(abi.encodeWithSelector(ITradeEscrow.NotTaker.selector, stranger, taker));
        vm.prank(stranger);
        escrow.fill(order, signed);
        _fill(order);
    }

    function test_fill_fails_afterItsTime(uint64 late) external {
        ITradeEscrow.Order memory order = _cardOrder(1, 5);
        uint256 time = bound(late, order.expiry + 1, type(uint64).max);
        vm.warp(time);
        _refuse(
            order, abi.encodeWithSelector(ITradeEscrow.OrderExpired.selector, order.expiry, time)
        );
        _assertStatus(order, ITradeEscrow.OrderStatus.Expired, 0);
        vm.warp(order.expiry);
        _fill(order);
    }

    function test_fill_fails_beyondALeapYear(uint64 expiry) external {
        uint256 latest = vm.getBlockTimestamp() + 366 days;
        ITradeEscrow.Order memory order = _cardOrder(1, 5);
        order.expiry = uint64(bound(expiry, latest + 1, type(uint64).max));
        _refuse(
            order, abi.encodeWithSelector(ITradeEscrow.ExpiryTooFar.selector, order.expiry, latest)
        );
        order.expiry = uint64(latest);
        _fill(order);
    }

    function test_fill_takesExactlyTheCoinsWanted(uint256 price, uint256 sent) external {
        price = bound(price, 1, MAX_COINS);
        sent = bound(sent, 0, MAX_COINS);
        vm.assume(sent != price);
        cards.mint(maker, 1);
        ITradeEscrow.Order memory order =
            _order(_one(_erc721(address(cards), 1)), _one(_native(price)));
        bytes memory signed = _sign(order);
        vm.deal(taker, sent);
        // Coins of others must not fill the gap.
        vm.deal(address(escrow), price);
        expectError(abi.encodeWithSelector(ITradeEscrow.WrongValue.selector, sent, price));
        vm.prank(taker);
        escrow.fill{value: sent}(order, signed);
    }

    function test_fill_fails_withoutAnyItem() external {
        ITradeEscrow.Order memory order = _order(_none(), _none());
        _refuse(order, abi.encodeWithSelector(ITradeEscrow.EmptyOrder.selector, maker));
    }

    function test_fill_takesSixteenItemsASide(uint256 count, bool given) external {
        count = bound(count, 1, 40);
        ITradeEscrow.Item[] memory items = new ITradeEscrow.Item[](count);
        for (uint256 i = 0; i < count; ++i) {
            cards.mint(given ? maker : taker, i);
            items[i] = _erc721(address(cards), i);
        }
        ITradeEscrow.Order memory order = given ? _order(items, _none()) : _order(_none(), items);
        if (count > 16) {
            _refuse(order, abi.encodeWithSelector(ITradeEscrow.TooManyItems.selector, count, 16));
        } else {
            _fill(order);
            vm.assertEq(cards.balanceOf(given ? taker : maker), count, "all of them");
        }
    }

    function test_fill_fails_onItemsOfTheWrongForm(uint256 any) external {
        any = bound(any, 1, type(uint256).max);
        address token = address(coin);
        _refuseItem(ITradeEscrow.Item(ITradeEscrow.ItemKind.Native, token, 0, 1));
        _refuseItem(ITradeEscrow.Item(ITradeEscrow.ItemKind.Native, address(0), any, 1));
        _refuseItem(_native(0));
        _refuseItem(_native(bound(any, uint256(type(uint128).max) + 1, type(uint256).max)));
        _refuseItem(_erc20(token, 0));
        _refuseItem(ITradeEscrow.Item(ITradeEscrow.ItemKind.ERC20, token, any, 1));
        _refuseItem(ITradeEscrow.Item(ITradeEscrow.ItemKind.ERC721, token, 1, 0));
        any = bound(any, 2, type(uint256).max);
        _refuseItem(ITradeEscrow.Item(ITradeEscrow.ItemKind.ERC721, token, 1, any));
        _refuseItem(_erc1155(token, 1, 0));
        _refuseItem(_lease(token, 1, 0));
        any = bound(any, uint256(type(uint64).max) + 1, type(uint256).max);
        _refuseItem(_lease(token, 1, any));
    }

    function test_fill_fails_onAKindThatIsNone(uint8 kind, bool dirtyToken) external {
        ITradeEscrow.Order memory order = _cardOrder(1, 5);
        bytes memory data = abi.encodeCall(ITradeEscrow.fill, (order, _sign(order)));
        // Selector, two offsets, the order's nine words, the length of `give`.
        uint256 place = 4 + 32 * 12;
        uint256 word = dirtyToken
            ? uint256(uint160(address(cards))) | uint256(1) << 160
            : bound(kind, 5, type(uint8).max);
        if (dirtyToken) place += 32;
        assembly ("memory-safe") {
            mstore(add(add(data, 0x20), place), word)
        }
        vm.prank(taker);
        (bool done,) = address(escrow).call(data);
        vm.assertFalse(done, "filled");
    }

    function test_fill_fails_whenTheGiverOwnsNothing(address owner) external {
        vm.assume(owner != maker && owner != address(0) && owner != address(escrow));
        // The owner's approval of the escrow is for the owner's trades alone.
        cards.mint(owner, 1);
        rented.mint(owner, 1);
        _approveAll(owner);
        _refuse(
            _order(_one(_erc721(address(cards), 1)), _none()),
            abi.encodeWithSelector(ITradeEscrow.NotTokenOwner.selector, address(cards), 1, maker)
        );
        _refuse(
            _order(_one(_lease(address(rented), 1, type(uint64).max)), _none()),
            abi.encodeWithSelector(ITradeEscrow.NotTokenOwner.selector, address(rented), 1, maker)
        );
    }

    function test_fill_fails_whenTheOrderWasChanged(uint256 seed) external {
        ITradeEscrow.Order memory order = _cardOrder(1, 5);
        bytes memory signed = _sign(order);
        uint256 field = seed % 7;
        if (field == 0) order.want[0].amount = 4;
        if (field == 1) order.give[0].id = 2;
        if (field == 2) order.nonce = 1;
        if (field == 3) order.expiry += 1;
        if (field == 4) order.salt = bytes32(0);
        if (field == 5) order.taker = taker;
        if (field == 6) order.want = _none();
        expectError(abi.encodeWithSignature("InvalidSignature(address)", maker));
        vm.prank(taker);
        escrow.fill(order, signed);
    }

    function test_hashOrder_isEip712(uint256 seed, uint8 given, uint8 wanted) external view {
        ITradeEscrow.Order memory order = ITradeEscrow.Order({
            maker: address(uint160(seed)),
            taker: address(uint160(_mix(seed, 1))),
            give: _anyItems(_mix(seed, 2), given % 20),
            want: _anyItems(_mix(seed, 3), wanted % 20),
            nonce: _mix(seed, 4),
            counter: _mix(seed, 5),
            expiry: uint64(_mix(seed, 6)),
            parts: uint64(_mix(seed, 7)),
            salt: bytes32(_mix(seed, 8))
        });
        bytes32 itemType = keccak256("Item(uint8 kind,address token,uint256 id,uint256 amount)");
        bytes32 orderType = keccak256(
            "Order(address maker,address taker,Item[] give,Item[] want,uint256 nonce,uint256 counter,"
            "uint64 expiry,uint64 parts,bytes32 salt)"
            "Item(uint8 kind,address token,uint256 id,uint256 amount)"
        );
        bytes memory start = abi.encode(orderType, order.maker, order.taker);
        bytes memory sides = abi.encode(_hash(itemType, order.give), _hash(itemType, order.want));
        bytes memory end =
            abi.encode(order.nonce, order.counter, order.expiry, order.parts, order.salt);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("SendingNetwork TradeEscrow"),
                keccak256("1"),
                block.chainid,
                address(escrow)
            )
        );
        bytes32 message = keccak256(bytes.concat(start, sides, end));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", domain, message));
        vm.assertEq(escrow.hashOrder(order), digest, "digest");
    }

    function _anyItems(uint256 seed, uint256 count)
        private
        pure
        returns (ITradeEscrow.Item[] memory items)
    {
        items = new ITradeEscrow.Item[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 any = _mix(seed, i);
            items[i] = ITradeEscrow.Item(
                ITradeEscrow.ItemKind(any % 5), address(uint160(any >> 8)), _mix(any, 1), any
            );
        }
    }

    function _mix(uint256 seed, uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, index)));
    }

    function _hash(bytes32 itemType, ITradeEscrow.Item[] memory items)
        private
        pure
        returns (bytes32)
    {
        bytes memory hashes;
        for (uint256 i = 0; i < items.length; ++i) {
            hashes = bytes.concat(hashes, keccak256(abi.encode(itemType, items[i])));
        }
        return keccak256(hashes);
    }

    function _refuseItem(ITradeEscrow.Item memory item) private {
        bytes memory encodedError = abi.encodeWithSelector(
            ITradeEscrow.InvalidItem.selector, item.kind, item.token, item.id, item.amount
        );
        _refuse(_order(_one(item), _none()), encodedError);
        _refuse(_order(_none(), _one(item)), encodedError);
        ITradeEscrow.Order memory order = _order(_none(), _one(item));
        expectError(encodedError);
        vm.prank(maker);
        escrow.open(order);
    }
}
