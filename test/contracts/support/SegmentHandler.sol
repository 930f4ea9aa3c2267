// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {TokenPictures} from "../../../contracts/base/TokenPictures.sol";
import {AddressBook} from "../../../contracts/space/AddressBook.sol";
import {SegmentId} from "../../../contracts/space/SegmentId.sol";
import {SubnetLicense} from "../../../contracts/space/SubnetLicense.sol";
import {SegmentModel} from "./SegmentModel.sol";

/// @notice Contract wallet that consents to everything.
contract AgreeingWallet is IERC1271 {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return IERC1271.isValidSignature.selector;
    }
}

/// @notice Three people split, sell, lease, merge and lose segments, and bind three wallets, while time goes
/// on. For each call the model says beforehand whether the contract must accept it.
contract SegmentHandler is SegmentModel {
    struct Split {
        uint256 node;
        uint256 depth;
        /// Of the children that there are; 0 without any.
        uint256 fixedDepth;
        uint256 first;
        uint256 count;
        address holder;
        address caller;
        uint40 expiry;
    }

    uint40 private constant START = 1_700_000_000;

    SubnetLicense public immutable SEGMENTS = new SubnetLicense(address(this), new TokenPictures());
    AddressBook public immutable BOOK = new AddressBook(SEGMENTS);

    address[3] public people;
    address[3] public wallets;

    /// @notice Calls, those that the contract accepted, and the last that it and the model judged differently.
    uint256 public calls;
    uint256 public accepted;
    string public disagreement;

    modifier later(uint256 seed) {
        ++calls;
        time += 1 + seed % 8;
        vm.warp(time);
        _endBindings(wallets);
        _;
        _endBindings(wallets);
    }

    constructor() {
        time = START;
        vm.warp(time);
        string[3] memory names = ["alice", "bob", "carol"];
        for (uint256 i = 0; i < 3; ++i) {
            people[i] = makeAccount(names[i]);
            wallets[i] = address(new AgreeingWallet());
        }
        for (uint256 top = 0; top < 2; ++top) {
            uint40 expiry = top == 0 ? START + 200 : START + 2000;
            SEGMENTS.grant(people[top], top, expiry);
            _mint((top << 5) | 1, people[top], expiry, 0, true);
        }
    }

    function grant(uint256 seed, uint256 to, uint256 life) external later(seed) {
        uint256 node = ((seed & 1) << 5) | 1;
        (address holder, uint40 expiry) = (people[to % 3], _in(1 + life % 400));
        bool expected = !isLive(node);
        bool done = _try(
            address(SEGMENTS),
            address(this),
            abi.encodeCall(SEGMENTS.grant, (holder, seed & 1, expiry))
        );
        if (_agree("grant", expected, done)) _mint(node, holder, expiry, 0, true);
    }

    function subdivide(uint256 seed, uint256 shape, uint256 to, uint256 life) external later(seed) {
        uint256 node = _pick(seed, 15);
        if (node == 0) return;
        Split memory split = _shapeOf(node, shape);
        uint256 rest = _tokens[node].expiry - time;
        split.expiry = _in(1 + life % (rest + rest / 8));
        split.holder = people[to % 3];
        split.caller = to % 7 == 0 ? people[seed % 3] : _tokens[node].holder;
        bool done = _try(address(SEGMENTS), split.caller, _callOf(split));
        if (!_agree("subdivide", _isAllowed(split), done)) return;
        _setChildDepth(node, split.depth, wallets);
        for (uint256 i = 0; i < split.count; ++i) {
            bool emancipated = split.holder != split.caller;
            _mint(split.first + i, split.holder, split.expiry, node, emancipated);
        }
    }

    function reclaim(uint256 seed, uint256 by) external later(seed) {
        uint256 node = _pickAny(seed);
        if (node == 0) return;
        uint256 around = parent(node);
        address caller = by % 5 == 0 ? people[seed % 3] : _tokens[around].holder;
        bool expected;
        if (depthOf(node) == 0) {
            if (by % 5 != 0) caller = address(this);
            expected = caller == address(this) && !isLive(node);
        } else if (around == 0) {
            // Whoever finds it.
            expected = true;
            if (isLive(node)) disagreement = "a live segment without a parent";
        } else {
            (uint256 children,) = childrenOf(node);
            bool mergeable = (!_tokens[node].emancipated || _tokens[node].holder == caller)
                && children == 0 && !isLeased(node);
            expected = caller == _tokens[around].holder && (!isLive(node) || mergeable);
        }
        SegmentId[] memory ids = new SegmentId[](1);
        ids[0] = idOf(node);
        bool done = _try(address(SEGMENTS), caller, abi.encodeCall(SEGMENTS.reclaim, (ids)));
        if (_agree("reclaim", expected, done)) _burn(node);
    }

    function extend(uint256 seed, uint256 by, uint256 life) external later(seed) {
        uint256 node = _pickAny(seed);
        if (node == 0) return;
        uint256 around = parent(node);
        bool isTop = depthOf(node) == 0;
        address authority = isTop ? address(this) : _tokens[around].holder;
        address caller = by % 5 == 0 ? people[seed % 3] : authority;
        uint40 expiry = _in(1 + life % 300);
        bool expected = isLive(node) && caller == authority && expiry > _tokens[node].expiry
            && (isTop || expiry <= _tokens[around].expiry);
        bool done =
            _try(address(SEGMENTS), caller, abi.encodeCall(SEGMENTS.extend, (idOf(node), expiry)));
        if (_agree("extend", expected, done)) _tokens[node].expiry = expiry;
    }

    function transfer(uint256 seed, uint256 to) external later(seed) {
        uint256 node = _pickAny(seed);
        if (node == 0) return;
        address holder = _tokens[node].holder;
        address receiver = people[to % 3];
        bool done = _try(
            address(SEGMENTS),
            holder,
            abi.encodeCall(SEGMENTS.transferFrom, (holder, receiver, SegmentId.unwrap(idOf(node))))
        );
        if (!_agree("transfer", isLive(node), done)) return;
        uint256 around = parent(node);
        Token storage it = _tokens[node];
        if (around != 0 && receiver != _tokens[around].holder) it.emancipated = true;
        if (!isLeased(node)) ++it.operatorChanges;
        it.holder = receiver;
        --balances[holder];
        ++balances[receiver];
    }

    function lease(uint256 seed, uint256 to, uint256 life) external later(seed) {
        uint256 node = _pick(seed, 31);
        if (node == 0) return;
        uint40 expires = _in(1 + life % 60);
        address tenant = people[to % 3];
        bool expected = !isLeased(node) && expires <= _tokens[node].expiry;
        bool done = _setUser(node, _tokens[node].holder, tenant, expires);
        if (_agree("lease", expected, done)) _leased(node, tenant, expires);
    }

    /// @dev Mostly the tenant; the holder cannot, nor can anyone when there is no lease but the holder.
    function endLease(uint256 seed, uint256 by) external later(seed) {
        uint256 node = _pick(seed, 31);
        if (node == 0) return;
        address caller = by % 4 == 0 ? people[by % 3] : operator(node);
        bool done = _setUser(node, caller, address(0), 0);
        if (_agree("endLease", caller == operator(node), done)) _leased(node, address(0), 0);
    }

    function bind(uint256 seed, uint256 cell, uint256 who) external later(seed) {
        uint256 node = longest(cell % CELLS);
        address caller = seed % 6 == 0 ? people[who % 3] : operator(node);
        bool expected = node != 0 && caller == operator(node);
        bool done = _bind(cell % CELLS, who % 3, caller);
        if (!_agree("bind", expected, done)) return;
        for (uint256 i = 0; i < 3; ++i) {
            Place storage former = _places[wallets[i]];
            if (former.isLive && former.cell == cell % CELLS) former.isLive = false;
        }
        Token storage it = _tokens[node];
        // Casts: there are 32 cells and 64 nodes.
        _places[wallets[who % 3]] = Place({
            isLive: true,
            // forge-lint: disable-next-line(unsafe-typecast)
            cell: uint8(cell % CELLS),
            // forge-lint: disable-next-line(unsafe-typecast)
            node: uint8(node),
            serial: it.serial,
            operatorChanges: it.operatorChanges,
            leased: isLeased(node)
        });
    }

    function unbind(uint256 seed, uint256 who, bool byWallet) external later(seed) {
        address wallet = wallets[who % 3];
        Place storage it = _places[wallet];
        // Where a dead binding was, somebody else's may be.
        address bound = walletAtCell(it.cell);
        address caller = byWallet ? wallet : operator(longest(it.cell));
        bool expected =
            bound != address(0) && (caller == bound || caller == operator(longest(it.cell)));
        bool done =
            _try(address(BOOK), caller, abi.encodeCall(BOOK.unbind, (addressOfCell(it.cell))));
        if (_agree("unbind", expected, done)) _places[bound].isLive = false;
    }

    function walletAtCell(uint256 cell) public view returns (address) {
        for (uint256 i = 0; i < 3; ++i) {
            Place storage it = _places[wallets[i]];
            if (it.isLive && it.cell == cell) return wallets[i];
        }
        return address(0);
    }

    /// @notice One address of the cell, neither its first nor its last.
    function addressOfCell(uint256 cell) public pure returns (bytes32) {
        uint256 prefix = ((cell >> 4) << 4) | (cell & 15);
        return bytes32((uint256(1) << 248) | (prefix << 228) | (uint256(7) << 60));
    }

    /// @dev Mostly of the length that the other children have.
    function _shapeOf(uint256 node, uint256 shape) internal view returns (Split memory split) {
        uint256 depth = depthOf(node);
        (, uint256 fixedDepth) = childrenOf(node);
        uint256 childDepth = fixedDepth;
        if (fixedDepth == 0 || shape % 4 == 0) childDepth = bound(shape, depth + 1, 4);
        uint256 room = 2 ** (childDepth - depth);
        uint256 index = (shape >> 8) % room;
        (split.node, split.depth) = (node, childDepth);
        split.fixedDepth = fixedDepth;
        split.first = (node & 32) | (((node & 31) << (childDepth - depth)) + index);
        split.count = 1 + (shape >> 16) % (room - index);
    }

    function _isAllowed(Split memory split) internal view returns (bool allowed) {
        Token storage it = _tokens[split.node];
        allowed = split.caller == it.holder && !isLeased(split.node) && split.expiry <= it.expiry;
        if (split.fixedDepth != 0) allowed = allowed && split.depth == split.fixedDepth;
        for (uint256 i = 0; i < split.count; ++i) {
            allowed = allowed && !isLive(split.first + i);
        }
    }

    function _callOf(Split memory split) internal view returns (bytes memory) {
        uint256 prefix = idOf(split.first).prefix();
        // Cast: at most 20.
        uint8 bits = uint8(16 + split.depth);
        return abi.encodeCall(
            SEGMENTS.subdivide,
            (idOf(split.node), bits, prefix, split.count, split.holder, split.expiry)
        );
    }

    function _bind(uint256 cell, uint256 who, address caller) internal returns (bool done) {
        bytes memory data = abi.encodeCall(
            BOOK.bind, (addressOfCell(cell), wallets[who], type(uint256).max, "agreed")
        );
        return _try(address(BOOK), caller, data);
    }

    function _setUser(uint256 node, address caller, address user, uint40 expires)
        internal
        returns (bool)
    {
        uint256 id = SegmentId.unwrap(idOf(node));
        return
            _try(address(SEGMENTS), caller, abi.encodeCall(SEGMENTS.setUser, (id, user, expires)));
    }

    function _leased(uint256 node, address tenant, uint40 expires) internal {
        Token storage it = _tokens[node];
        (it.tenant, it.tenantEnd, it.operatorChanges) = (tenant, expires, it.operatorChanges + 1);
    }

    function _try(address target, address caller, bytes memory data) internal returns (bool done) {
        vm.prank(caller);
        (done,) = target.call(data);
    }

    /// @dev Counts, compares, and says whether to go on.
    function _agree(string memory name, bool expected, bool done) internal returns (bool) {
        if (expected != done) disagreement = string.concat(name, done ? " done" : " refused");
        if (done) ++accepted;
        return done;
    }

    function _in(uint256 life) internal view returns (uint40) {
        // Cast: a time of this century.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint40(time + life);
    }

    /// @dev Any live node up to number `last` of its top; 0 when none is.
    function _pick(uint256 seed, uint256 last) internal view returns (uint256 node) {
        for (uint256 i = 0; i < NODES; ++i) {
            node = (seed % NODES + i) % NODES;
            if (node & 31 <= last && isLive(node)) return node;
        }
        return 0;
    }

    /// @dev Any token, dead ones too.
    function _pickAny(uint256 seed) internal view returns (uint256 node) {
        for (uint256 i = 0; i < NODES; ++i) {
            node = (seed % NODES + i) % NODES;
            if (exists(node)) return node;
        }
        return 0;
    }
}
