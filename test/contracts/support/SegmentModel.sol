// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SegmentId, SegmentIds} from "../../../contracts/space/SegmentId.sol";
import {Test} from "../Base.sol";

/// @notice The rules of the address space over a small one, in plain words and without any of the contract's
/// shortcuts: two top segments of 16 cells each, segments of 16 to 20 bits. A segment ("node") is one of
/// 31 a top; every token has a serial number; whatever is asked for is found by looking at all of them.
abstract contract SegmentModel is Test {
    /// @dev Two words: most questions are answered by the first.
    struct Token {
        address holder;
        uint40 expiry;
        /// 0 when there is no token.
        uint24 serial;
        uint24 parentSerial;
        bool emancipated;
        address tenant;
        uint40 tenantEnd;
        uint24 operatorChanges;
        /// Of the last children that it made.
        uint8 childDepth;
    }

    /// @dev What a wallet is bound to, and under whom; dead ones stay dead.
    struct Place {
        bool isLive;
        uint8 cell;
        uint8 node;
        uint24 serial;
        uint24 operatorChanges;
        bool leased;
    }

    uint256 public constant NODES = 64;
    uint256 public constant CELLS = 32;

    /// @notice Time of the chain, kept because asking forge for it is slow.
    uint256 public time;

    Token[NODES] internal _tokens;
    mapping(address wallet => Place place) internal _places;
    mapping(address holder => uint256 tokens) public balances;
    uint24 internal _serials;

    function idOf(uint256 node) public pure returns (SegmentId) {
        uint256 depth = depthOf(node);
        uint256 number = node & 31;
        return SegmentIds.make(((node >> 5) << depth) | (number - 2 ** depth), 16 + depth);
    }

    function isNode(uint256 node) public pure returns (bool) {
        return node & 31 != 0;
    }

    function depthOf(uint256 node) public pure returns (uint256) {
        uint256 number = node & 31;
        return number >= 16 ? 4 : number >= 8 ? 3 : number >= 4 ? 2 : number >= 2 ? 1 : 0;
    }

    /// @notice The node `up` levels above.
    function above(uint256 node, uint256 up) public pure returns (uint256) {
        return (node & 32) | ((node & 31) >> up);
    }

    function exists(uint256 node) public view returns (bool) {
        return _tokens[node].serial != 0;
    }

    function isLive(uint256 node) public view returns (bool) {
        return exists(node) && time < _tokens[node].expiry;
    }

    function isLeased(uint256 node) public view returns (bool) {
        return time < _tokens[node].tenantEnd;
    }

    function operator(uint256 node) public view returns (address) {
        return isLeased(node) ? _tokens[node].tenant : _tokens[node].holder;
    }

    /// @notice The longest live segment around a cell; 0 without one.
    function longest(uint256 cell) public view returns (uint256 node) {
        uint256 leaf = ((cell >> 4) << 5) | 16 | (cell & 15);
        for (uint256 up = 0; up <= 4; ++up) {
            node = above(leaf, up);
            if (isLive(node)) return node;
        }
        return 0;
    }

    /// @notice The node of the live token that made this one; 0 without one.
    function parent(uint256 node) public view returns (uint256) {
        uint24 serial = _tokens[node].parentSerial;
        for (uint256 up = 1; up <= depthOf(node); ++up) {
            uint256 candidate = above(node, up);
            if (_tokens[candidate].serial == serial && isLive(candidate)) return candidate;
        }
        return 0;
    }

    /// @notice Children of a token that exist, expired ones included, and how deep they lie.
    function childrenOf(uint256 node) public view returns (uint256 count, uint256 depth) {
        uint24 serial = _tokens[node].serial;
        uint256 number = node & 31;
        for (uint256 down = 1; depthOf(node) + down <= 4; ++down) {
            for (uint256 i = 0; i < 2 ** down; ++i) {
                if (_tokens[(node & 32) | (number << down) | i].parentSerial != serial) continue;
                (count, depth) = (count + 1, depthOf(node) + down);
            }
        }
    }

    function token(uint256 node) external view returns (Token memory) {
        return _tokens[node];
    }

    function place(address wallet) external view returns (Place memory) {
        return _places[wallet];
    }

    function _mint(uint256 node, address to, uint40 expiry, uint256 maker, bool emancipated)
        internal
    {
        if (exists(node)) _burn(node);
        ++balances[to];
        _tokens[node] = Token({
            holder: to,
            expiry: expiry,
            emancipated: emancipated,
            tenant: address(0),
            tenantEnd: 0,
            serial: ++_serials,
            parentSerial: _tokens[maker].serial,
            operatorChanges: 0,
            childDepth: 0
        });
    }

    function _burn(uint256 node) internal {
        --balances[_tokens[node].holder];
        delete _tokens[node];
    }

    /// @dev Children of another length end what the segment itself had bound.
    function _setChildDepth(uint256 node, uint256 depth, address[3] memory wallets) internal {
        Token storage it = _tokens[node];
        if (it.childDepth != 0 && it.childDepth != depth) {
            for (uint256 i = 0; i < 3; ++i) {
                if (_places[wallets[i]].node == node) _places[wallets[i]].isLive = false;
            }
        }
        // Cast: at most 4.
        // forge-lint: disable-next-line(unsafe-typecast)
        it.childDepth = uint8(depth);
    }

    /// @dev After every change: a binding whose cell has another operator by now is dead for good.
    function _endBindings(address[3] memory wallets) internal {
        for (uint256 i = 0; i < 3; ++i) {
            Place storage it = _places[wallets[i]];
            if (!it.isLive) continue;
            uint256 node = longest(it.cell);
            Token storage holder = _tokens[node];
            it.isLive = node != 0 && node == it.node && holder.serial == it.serial
                && holder.operatorChanges == it.operatorChanges && isLeased(node) == it.leased;
        }
    }
}
