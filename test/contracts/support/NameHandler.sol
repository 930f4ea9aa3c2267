// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {INameRegistrar} from "../../../contracts/names/INameRegistrar.sol";
import {INameRegistry} from "../../../contracts/names/INameRegistry.sol";
import {NamesFixture} from "./NamesFixture.sol";

/// @notice Four wallets buy, renew, pass on and subdivide three names, write records, and try what is not
/// theirs, while months go by. Beside it a plain model: who has what until when, and what is written.
contract NameHandler is NamesFixture {
    uint256 public constant WALLETS = 4;
    uint256 public constant NAMES = 3;
    /// @dev Names, then two subnames of each, then one below each name's first subname.
    uint256 public constant NODES = 12;

    struct Model {
        address holder;
        /// 0: never given, or taken back.
        uint256 registration;
        /// Registration of the node above that this one hangs on.
        uint256 aboveRegistration;
        uint256 expiry;
        bool pointsToHolder;
        /// Text written in this registration.
        string text;
    }

    address[WALLETS] public wallets;
    bytes32[NODES] public nodes;
    Model[NODES] private _models;
    /// @dev Given out so far, so that no registration repeats.
    uint256 private _registrations;

    uint256 public refused;
    uint256 public bought;
    uint256 public given;
    uint256 public written;
    uint256 private _proceeds;
    uint256 private _spent;
    uint256 private _intrusions;
    uint256 private _calls;

    modifier counted() {
        ++_calls;
        _;
    }

    constructor() {
        vm.warp(1_700_000_000);
        governor = makeAccount("governor");
        treasury = makeAccount("treasury");
        _deployNames();
        for (uint256 i = 0; i < WALLETS; ++i) {
            wallets[i] = makeAccount(string.concat("wallet ", vm.toString(i)));
            vm.deal(wallets[i], 1e9 ether);
        }
        for (uint256 i = 0; i < NODES; ++i) {
            nodes[i] = _node(i < NAMES ? SDN : nodes[above(i)], labelOf(i));
        }
    }

    function setUp() public override {}

    // ---- What wallets do ----

    function buy(uint256 which, uint256 who, uint256 duration, uint256 extra) external counted {
        uint256 i = which % NAMES;
        INameRegistrar.Registration memory registration =
            _registration(labelOf(i), wallets[who % WALLETS]);
        registration.duration = bound(duration, 28 days, 400 days);
        _commit(registration);
        uint256 price = registrar.priceOf(registration.label, registration.duration);
        address payer = wallets[(who >> 8) % WALLETS];
        bool free = _models[i].registration == 0 || block.timestamp >= _models[i].expiry + GRACE;
        vm.prank(payer);
        try registrar.register{value: price + bound(extra, 0, 1 ether)}(registration) {
            if (!free) ++_intrusions;
            _models[i] = Model({
                holder: registration.holder,
                registration: ++_registrations,
                aboveRegistration: 0,
                expiry: block.timestamp + registration.duration,
                pointsToHolder: true,
                text: ""
            });
            _proceeds += price;
            _spent += price;
            ++bought;
        } catch {
            if (free) ++_intrusions;
        }
    }

    function renew(uint256 which, uint256 who, uint256 duration) external counted {
        uint256 i = which % NAMES;
        uint256 time = bound(duration, 120 days, 400 days);
        uint256 price = registrar.priceOf(labelOf(i), time);
        Model storage model = _models[i];
        bool renewable = model.registration != 0 && block.timestamp < model.expiry + GRACE;
        vm.prank(wallets[who % WALLETS]);
        try registrar.renew{value: price}(labelOf(i), time) {
            if (!renewable) ++_intrusions;
            model.expiry += time;
            _proceeds += price;
            _spent += price;
        } catch {
            // Far ahead there is nothing to buy.
            if (renewable && model.expiry + time <= block.timestamp + 36_500 days) ++_intrusions;
        }
    }

    function transfer(uint256 which, uint256 who, uint256 to) external counted {
        uint256 i = which % NODES;
        (address caller, bool allowed) = _caller(i, who);
        address receiver = wallets[to % WALLETS];
        address from = _models[i].holder;
        vm.prank(caller);
        try registry.transferFrom(from, receiver, uint256(nodes[i])) {
            if (!allowed) ++_intrusions;
            (_models[i].holder, _models[i].pointsToHolder) = (receiver, false);
        } catch {
            _refuse(allowed);
        }
    }

    function giveSubname(uint256 which, uint256 who, uint256 to) external counted {
        uint256 i = NAMES + which % (NODES - NAMES);
        (address caller, bool allowed) = _caller(above(i), who);
        address receiver = wallets[to % WALLETS];
        vm.prank(caller);
        try registry.setSubname(nodes[above(i)], labelOf(i), receiver) {
            if (!allowed) ++_intrusions;
            _models[i] = Model({
                holder: receiver,
                registration: ++_registrations,
                aboveRegistration: _models[above(i)].registration,
                expiry: type(uint256).max,
                pointsToHolder: true,
                text: ""
            });
            ++given;
        } catch {
            _refuse(allowed);
        }
    }

    function removeSubname(uint256 which, uint256 who, uint256 chance) external counted {
        if (chance % 4 != 0) return;
        uint256 i = NAMES + which % (NODES - NAMES);
        (address caller, bool allowed) = _caller(above(i), who);
        allowed =
            (allowed || (isLive(i) && caller == _models[i].holder)) && _models[i].registration != 0;
        vm.prank(caller);
        try registry.removeSubname(nodes[i]) {
            if (!allowed) ++_intrusions;
            delete _models[i];
        } catch {
            _refuse(allowed);
        }
    }

    function write(uint256 which, uint256 who, uint256 value) external counted {
        uint256 i = which % NODES;
        (address caller, bool allowed) = _caller(i, who);
        string memory text = vm.toString(value);
        vm.prank(caller);
        try resolver.setText(nodes[i], "key", text) {
            if (!allowed) ++_intrusions;
            _models[i].text = text;
            ++written;
        } catch {
            _refuse(allowed);
        }
    }

    function withdraw(uint256 who) external counted {
        vm.prank(wallets[who % WALLETS]);
        registrar.withdraw();
        _proceeds = 0;
    }

    function pass(uint256 time) external counted {
        skip(bound(time, 1 hours, 40 days));
    }

    // ---- The model ----

    function totals() external view returns (uint256, uint256, uint256, uint256) {
        return (_proceeds, _spent, _intrusions, _calls);
    }

    /// @notice What the contracts must say of a node; zeros when it is not live.
    function expected(uint256 i)
        external
        view
        returns (bytes32 node, address holder, bool points, string memory text)
    {
        node = nodes[i];
        if (!isLive(i)) return (node, holder, points, text);
        Model storage model = _models[i];
        return (node, model.holder, model.pointsToHolder, model.text);
    }

    /// @notice Tokens that balances count: all that were given and not taken back.
    function held() external view returns (uint256 count) {
        for (uint256 i = 0; i < NODES; ++i) {
            if (_models[i].registration != 0) ++count;
        }
    }

    function isLive(uint256 i) public view returns (bool) {
        Model storage model = _models[i];
        if (model.registration == 0 || block.timestamp >= model.expiry) return false;
        if (i < NAMES) return true;
        uint256 j = above(i);
        return _models[j].registration == model.aboveRegistration && isLive(j);
    }

    function contracts() external view returns (address, address, address, address) {
        return (address(registry), address(registrar), address(resolver), treasury);
    }

    function above(uint256 i) public pure returns (uint256) {
        return i < 9 ? (i - NAMES) / 2 : NAMES + (i - 9) * 2;
    }

    function labelOf(uint256 i) public pure returns (string memory) {
        if (i < NAMES) return ["first", "second", "third"][i];
        return i < 9 && i % 2 == 0 ? "b" : "a";
    }

    /// @dev The node's holder three times of four, else anybody.
    function _caller(uint256 i, uint256 who) private view returns (address caller, bool allowed) {
        address holder = _models[i].holder;
        caller = who % 4 == 0 || holder == address(0) ? wallets[(who >> 8) % WALLETS] : holder;
        allowed = isLive(i) && caller == holder;
    }

    /// @dev Nothing that is allowed may fail.
    function _refuse(bool allowed) private {
        if (allowed) ++_intrusions;
        else ++refused;
    }
}
