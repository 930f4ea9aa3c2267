// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ITradeEscrow} from "./ITradeEscrow.sol";

/// @title Orders
/// @notice What an order says: its hash, whether it has a form that can be filled, and the amounts of a part.
library Orders {
    /// @dev Of a side. Bounds the gas of a fill.
    uint256 internal constant MAX_ITEMS = 16;
    uint256 internal constant MAX_LIFETIME = 366 days;

    bytes32 private constant ITEM_TYPEHASH =
        keccak256("Item(uint8 kind,address token,uint256 id,uint256 amount)");
    bytes32 private constant ORDER_TYPEHASH = keccak256(
        "Order(address maker,address taker,Item[] give,Item[] want,uint256 nonce,uint256 counter,"
        "uint64 expiry,uint64 parts,bytes32 salt)"
        "Item(uint8 kind,address token,uint256 id,uint256 amount)"
    );

    /// @dev What of an order depends on nothing but the clock; the items' form is left out.
    function requireValid(address maker, uint64 expiry, uint256 given, uint256 wanted)
        internal
        view
    {
        require(!isExpired(expiry), ITradeEscrow.OrderExpired(expiry, block.timestamp));
        uint256 latest = block.timestamp + MAX_LIFETIME;
        // forge-lint: disable-next-line(block-timestamp)
        require(expiry <= latest, ITradeEscrow.ExpiryTooFar(expiry, latest));
        uint256 count = given > wanted ? given : wanted;
        require(count != 0, ITradeEscrow.EmptyOrder(maker));
        require(count <= MAX_ITEMS, ITradeEscrow.TooManyItems(count, MAX_ITEMS));
    }

    function isExpired(uint64 expiry) internal view returns (bool) {
        // A sequencer that moves the clock by seconds wins nothing by it.
        // forge-lint: disable-next-line(block-timestamp)
        return block.timestamp > expiry;
    }

    /// @dev `hashStruct` of EIP-712. Copies the fields as they lie in calldata, unchecked: one that
    /// overflows its type gives a hash that nobody signs, and reverts where it is read.
    function structHash(
        ITradeEscrow.Order calldata order,
        ITradeEscrow.Item[] calldata give,
        ITradeEscrow.Item[] calldata want
    ) internal pure returns (bytes32 hash) {
        (bytes32 given, bytes32 wanted) = (_hashItems(give), _hashItems(want));
        bytes32 typeHash = ORDER_TYPEHASH;
        assembly ("memory-safe") {
            // Beyond the free memory, which stays free: type, maker, taker, both sides, the other five.
            let buffer := mload(0x40)
            mstore(buffer, typeHash)
            calldatacopy(add(buffer, 0x20), order, 0x40)
            mstore(add(buffer, 0x60), given)
            mstore(add(buffer, 0x80), wanted)
            calldatacopy(add(buffer, 0xa0), add(order, 0x80), 0xa0)
            hash := keccak256(buffer, 0x140)
        }
    }

    /// @dev Copies an item and refuses, as a decoder does, bits that are not of its fields' types.
    function load(ITradeEscrow.Item memory item, ITradeEscrow.Item[] calldata items, uint256 index)
        internal
        pure
    {
        assembly ("memory-safe") {
            calldatacopy(item, add(items.offset, shl(7, index)), 0x80)
            if or(gt(mload(item), 4), shr(160, mload(add(item, 0x20)))) { revert(0, 0) }
        }
    }

    /// @dev Whether the fields of an item of an order of `parts` parts fit together.
    function requireValidItem(ITradeEscrow.Item memory item, uint64 parts) internal pure {
        (ITradeEscrow.ItemKind kind, uint256 amount) = (item.kind, item.amount);
        uint256 max = type(uint256).max;
        if (kind == ITradeEscrow.ItemKind.ERC721 || kind == ITradeEscrow.ItemKind.Lease) {
            require(parts == 1, ITradeEscrow.NotDivisible(kind, item.token, item.id));
            max = kind == ITradeEscrow.ItemKind.ERC721 ? 1 : type(uint64).max;
        } else if (kind != ITradeEscrow.ItemKind.ERC1155) {
            if (item.id != 0) {
                max = 0;
            } else if (kind == ITradeEscrow.ItemKind.Native) {
                max = item.token == address(0) ? type(uint128).max : 0;
            }
        }
        require(
            amount != 0 && amount <= max,
            ITradeEscrow.InvalidItem(kind, item.token, item.id, amount)
        );
    }

    /// @dev Leaves of an item what it is in `parts` of `total`: less of what the maker gives, more of what
    /// the maker wants, if it does not divide.
    function cut(ITradeEscrow.Item memory item, uint64 parts, uint64 total, bool given)
        internal
        pure
    {
        Math.Rounding rounding = given ? Math.Rounding.Floor : Math.Rounding.Ceil;
        item.amount = Math.mulDiv(item.amount, parts, total, rounding);
        require(item.amount != 0, ITradeEscrow.PartTooSmall(item.token, item.id));
    }

    function _hashItems(ITradeEscrow.Item[] calldata items) private pure returns (bytes32 hash) {
        bytes32 typeHash = ITEM_TYPEHASH;
        assembly ("memory-safe") {
            // The item with its type first, then the hashes so far. An item is four words of calldata.
            let buffer := mload(0x40)
            let hashes := add(buffer, 0xa0)
            let size := shl(5, items.length)
            mstore(buffer, typeHash)
            for { let at := 0 } lt(at, size) { at := add(at, 0x20) } {
                calldatacopy(add(buffer, 0x20), add(items.offset, shl(2, at)), 0x80)
                mstore(add(hashes, at), keccak256(buffer, 0xa0))
            }
            hash := keccak256(hashes, size)
        }
    }
}
