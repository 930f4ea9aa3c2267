// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ITradeEscrow} from "../../../contracts/trade/ITradeEscrow.sol";
import {HostileCoin} from "./HostileTokens.sol";
import {TradeTest} from "./TradeTest.sol";

/// @notice Three accounts that offer, fill, cancel and take back, with good tokens and a hostile one. Every
/// offer is made anew from its seed. The model knows what each account must have, and which offers
/// may still be filled.
contract TradeHandler is TradeTest {
    struct Offer {
        uint256 seed;
        uint256 counter;
        uint64 expiry;
        uint64 filled;
        uint256 custody;
        bytes32 orderHash;
    }

    struct NonceUse {
        bytes32 orderHash;
        bool spent;
    }

    uint256 public constant ACTORS = 3;
    uint256 public constant CARDS = 6;
    uint256 private constant WEALTH = 1e12;
    uint256 private constant RECENT = 10;

    HostileCoin public evil;
    address[ACTORS] public actors;
    /// @notice What the model says.
    mapping(address owner => uint256 amount) public coins;
    mapping(address owner => uint256 amount) public tokens;
    mapping(address owner => uint256 amount) public pieces;
    mapping(uint256 id => address owner) public cardOwner;
    uint256 public custody;
    /// @notice Fills that the model forbids.
    uint256 public forbidden;
    uint256 public fills;
    uint256 public partFills;
    uint256 public refunds;
    uint256 public refusals;

    uint256[ACTORS] private _keys;
    Offer[] private _offers;
    mapping(bytes32 orderHash => bool known) private _known;
    mapping(address owner => uint256 counter) private _counters;
    mapping(address owner => mapping(uint256 nonce => NonceUse use)) private _uses;

    constructor() {
        _setUpTrade();
        evil = new HostileCoin();
        string[ACTORS] memory names = ["alice", "bob", "carol"];
        for (uint256 i = 0; i < ACTORS; ++i) {
            (address actor, uint256 key) = makeKey(names[i]);
            (actors[i], _keys[i]) = (actor, key);
            _approveAll(actor);
            vm.prank(actor);
            evil.approve(address(escrow), type(uint256).max);
            vm.deal(actor, WEALTH);
            coin.mint(actor, WEALTH);
            goods.mint(actor, 1, WEALTH);
            evil.mint(actor, 1e18);
            (coins[actor], tokens[actor], pieces[actor]) = (WEALTH, WEALTH, WEALTH);
        }
        for (uint256 id = 0; id < CARDS; ++id) {
            cards.mint(actors[id % ACTORS], id);
            cardOwner[id] = actors[id % ACTORS];
        }
    }

    function escrowOf() external view returns (address) {
        return address(escrow);
    }

    function tokensOf() external view returns (address, address, address) {
        return (address(coin), address(goods), address(cards));
    }

    // ---- What anyone may do ----

    function offer(uint256 seed) public {
        Offer memory made = Offer({
            seed: seed,
            counter: _counters[actors[seed % ACTORS]],
            expiry: uint64(vm.getBlockTimestamp() + 1 hours + seed % 3 days),
            filled: 0,
            custody: 0,
            orderHash: 0
        });
        ITradeEscrow.Order memory order = _orderOf(made);
        made.orderHash = escrow.hashOrder(order);
        // The same order twice is one.
        if (_known[made.orderHash]) return;
        _known[made.orderHash] = true;
        NonceUse storage use = _uses[order.maker][order.nonce];
        bool isFree = !use.spent && use.orderHash == 0;
        uint256 price = _coinsIn(order.give);
        if (isFree && coins[order.maker] >= price && (price != 0 || seed >> 80 & 1 == 0)) {
            vm.prank(order.maker);
            escrow.open{value: price}(order);
            made.custody = price;
            custody += price;
            coins[order.maker] -= price;
        }
        _offers.push(made);
    }

    function offerAndFill(uint256 seed, uint256 takerSeed, uint64 parts) external {
        offer(seed);
        if (_offers.length == 0) return;
        _fillOffer(_offers.length - 1, takerSeed, parts, HostileCoin.Vice.None);
    }

    function fill(uint256 which, uint256 takerSeed, uint64 parts, uint8 vice) external {
        if (_offers.length == 0) return;
        _fillOffer(_pick(which), takerSeed, parts, HostileCoin.Vice(vice % 10));
    }

    function cancel(uint256 which, uint8 how) external {
        if (_offers.length == 0) return;
        Offer storage made = _offers[_pick(which)];
        ITradeEscrow.Order memory order = _orderOf(made);
        NonceUse storage use = _uses[order.maker][order.nonce];
        if (how % 8 == 0) {
            vm.prank(order.maker);
            _counters[order.maker] = escrow.incrementCounter();
        } else if (how % 8 < 4) {
            uint256[] memory nonces = new uint256[](1);
            nonces[0] = order.nonce;
            vm.prank(order.maker);
            escrow.cancelNonces(nonces);
            use.spent = true;
        } else if (!use.spent) {
            vm.prank(order.maker);
            escrow.cancel(order);
            use.spent = true;
            _takeBack(made, order.maker);
        }
    }

    function refund(uint256 which, uint256 anyone) external {
        if (_offers.length == 0) return;
        Offer storage made = _offers[_pick(which)];
        ITradeEscrow.Order memory order = _orderOf(made);
        bool may = !_isOpen(made, order) && made.custody != 0;
        vm.prank(actors[anyone % ACTORS]);
        try escrow.refund(order) {
            if (!may) ++forbidden;
            _takeBack(made, order.maker);
            ++refunds;
        } catch {
            if (may) ++forbidden;
        }
    }

    function pass(uint256 time) external {
        skip(time % 6 hours);
    }

    // ---- The model ----

    function _fillOffer(uint256 index, uint256 takerSeed, uint64 parts, HostileCoin.Vice vice)
        private
    {
        Offer storage made = _offers[index];
        ITradeEscrow.Order memory order = _orderOf(made);
        address filler = actors[takerSeed % ACTORS];
        if (filler == order.maker) filler = actors[(takerSeed + 1) % ACTORS];
        parts = uint64(bound(parts, 1, order.parts));
        bytes memory signed = signature(_keys[made.seed % ACTORS], made.orderHash);
        evil.setVice(vice);
        // Whoever is let in between the legs tries to have the same once more, or the coins back.
        evil.setCallback(
            address(escrow),
            takerSeed >> 128 & 1 == 0
                ? abi.encodeCall(ITradeEscrow.fillPart, (order, signed, 1))
                : abi.encodeCall(ITradeEscrow.refund, (order))
        );
        uint256 price = _price(order, parts);
        if (coins[filler] < price) return;
        vm.prank(filler);
        try escrow.fillPart{value: price}(order, signed, parts) {
            if (!_isOpen(made, order) || parts > order.parts - made.filled) ++forbidden;
            if (order.parts > 1) ++partFills;
            _apply(made, order, filler, parts);
            ++fills;
        } catch {
            ++refusals;
        }
        evil.setVice(HostileCoin.Vice.None);
    }

    function _apply(
        Offer storage made,
        ITradeEscrow.Order memory order,
        address filler,
        uint64 parts
    ) private {
        made.filled += parts;
        NonceUse storage use = _uses[order.maker][order.nonce];
        // A nonce serves one order.
        if (use.orderHash != 0 && use.orderHash != made.orderHash) ++forbidden;
        use.orderHash = made.orderHash;
        use.spent = made.filled == order.parts;
        for (uint256 i = 0; i < order.give.length; ++i) {
            uint256 amount = _share(order.give[i].amount, parts, order.parts, true);
            if (order.give[i].kind == ITradeEscrow.ItemKind.Native) {
                made.custody -= amount;
                custody -= amount;
                coins[filler] += amount;
            } else {
                _shift(order.give[i], amount, order.maker, filler);
            }
        }
        for (uint256 i = 0; i < order.want.length; ++i) {
            uint256 amount = _share(order.want[i].amount, parts, order.parts, false);
            _shift(order.want[i], amount, filler, order.maker);
        }
    }

    function _shift(ITradeEscrow.Item memory item, uint256 amount, address from, address to)
        private
    {
        if (item.token == address(coin)) {
            tokens[from] -= amount;
            tokens[to] += amount;
        } else if (item.token == address(goods)) {
            pieces[from] -= amount;
            pieces[to] += amount;
        } else if (item.token == address(cards)) {
            if (cardOwner[item.id] != from) ++forbidden;
            cardOwner[item.id] = to;
        } else if (item.kind == ITradeEscrow.ItemKind.Native) {
            coins[from] -= amount;
            coins[to] += amount;
        }
    }

    function _takeBack(Offer storage made, address owner) private {
        coins[owner] += made.custody;
        custody -= made.custody;
        made.custody = 0;
    }

    function _pick(uint256 seed) private view returns (uint256) {
        uint256 count = _offers.length;
        return count - 1 - seed % (count < RECENT ? count : RECENT);
    }

    function _isOpen(Offer storage made, ITradeEscrow.Order memory order)
        private
        view
        returns (bool)
    {
        NonceUse storage use = _uses[order.maker][order.nonce];
        bool isFree = !use.spent && (use.orderHash == 0 || use.orderHash == made.orderHash);
        return
            isFree && made.counter == _counters[order.maker]
                && vm.getBlockTimestamp() <= made.expiry;
    }

    /// @dev One or two things for one or two others, or a gift. Nonces are few, so that they collide.
    function _orderOf(Offer memory made) private view returns (ITradeEscrow.Order memory order) {
        uint256 seed = made.seed;
        order.maker = actors[seed % ACTORS];
        order.parts = seed >> 8 & 1 == 0 ? 1 : uint64(2 + (seed >> 16) % 30);
        order.give = _anyItems(seed >> 96, order.parts, 1 + (seed >> 9 & 1));
        order.want = _anyItems(seed >> 160, order.parts, (seed >> 10) % 3);
        order.nonce = (seed >> 32) % 150;
        order.counter = made.counter;
        order.expiry = made.expiry;
        order.salt = bytes32(seed);
    }

    function _anyItems(uint256 seed, uint64 parts, uint256 count)
        private
        view
        returns (ITradeEscrow.Item[] memory items)
    {
        items = new ITradeEscrow.Item[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 amount = parts + (seed >> 8) % 1e6;
            uint256 kind = seed % (parts == 1 ? 5 : 4);
            if (kind == 0) items[i] = _native(amount);
            if (kind == 1) items[i] = _erc20(address(coin), amount);
            if (kind == 2) items[i] = _erc20(address(evil), amount);
            if (kind == 3) items[i] = _erc1155(address(goods), 1, amount);
            if (kind == 4) items[i] = _erc721(address(cards), (seed >> 8) % CARDS);
            seed >>= 32;
        }
    }

    function _coinsIn(ITradeEscrow.Item[] memory items) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < items.length; ++i) {
            if (items[i].kind == ITradeEscrow.ItemKind.Native) sum += items[i].amount;
        }
    }

    /// @dev Each item is rounded by itself.
    function _price(ITradeEscrow.Order memory order, uint64 parts)
        private
        pure
        returns (uint256 sum)
    {
        for (uint256 i = 0; i < order.want.length; ++i) {
            ITradeEscrow.Item memory item = order.want[i];
            bool isNative = item.kind == ITradeEscrow.ItemKind.Native;
            if (isNative) sum += _share(item.amount, parts, order.parts, false);
        }
    }

    function _share(uint256 amount, uint64 parts, uint64 total, bool down)
        private
        pure
        returns (uint256)
    {
        return down ? amount * parts / total : (amount * parts + total - 1) / total;
    }
}
