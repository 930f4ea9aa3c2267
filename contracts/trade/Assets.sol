// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {IERC4907} from "../space/IERC4907.sol";
import {ITradeEscrow} from "./ITradeEscrow.sol";

/// @title Assets
/// @notice Moves one token from who gives it to who gets it and believes nobody: what the receiver has is
/// asked before and after. A token that lies about that cheats only those who wanted this token.
library Assets {
    using LowLevelCall for address;

    /// @dev `from` must own what it gives: approvals of others to this contract serve nobody else.
    function move(ITradeEscrow.Item memory item, address from, address to) internal {
        (address token, uint256 id) = (item.token, item.id);
        if (item.kind == ITradeEscrow.ItemKind.ERC20) {
            _moveERC20(token, item.amount, from, to);
        } else if (item.kind == ITradeEscrow.ItemKind.ERC721) {
            _moveERC721(token, id, from, to);
        } else if (item.kind == ITradeEscrow.ItemKind.ERC1155) {
            _moveERC1155(token, id, item.amount, from, to);
        } else {
            _lend(token, id, item.amount, from, to);
        }
    }

    function _moveERC20(address token, uint256 amount, address from, address to) private {
        uint256 before = _ask(token, IERC20.balanceOf.selector, _word(to));
        uint256 answer = _transferFrom(token, from, to, amount);
        // Old tokens answer nothing; that there is a contract, the balance has shown.
        bool agreed = LowLevelCall.returnDataSize() == 0
            || (LowLevelCall.returnDataSize() >= 32 && answer == 1);
        require(agreed, ITradeEscrow.TokenFailed(token));
        uint256 balance = _ask(token, IERC20.balanceOf.selector, _word(to));
        _requireGrowth(token, to, amount, before, balance);
    }

    function _moveERC721(address token, uint256 id, address from, address to) private {
        bool isOwner = _ask(token, IERC721.ownerOf.selector, id) == _word(from);
        require(isOwner, ITradeEscrow.NotTokenOwner(token, id, from));
        // Not the safe kind: both sides asked for this very token, so none is lost, and a wallet without the
        // receiver's hook can trade too. The hook would only let the receiver in between the legs.
        _transferFrom(token, from, to, id);
        isOwner = _ask(token, IERC721.ownerOf.selector, id) == _word(to);
        require(isOwner, ITradeEscrow.NotDelivered(token, id, to));
    }

    function _moveERC1155(address token, uint256 id, uint256 amount, address from, address to)
        private
    {
        uint256 before = _balanceOf(token, to, id);
        _write(token, abi.encodeCall(IERC1155.safeTransferFrom, (from, to, id, amount, "")));
        _requireGrowth(token, to, amount, before, _balanceOf(token, to, id));
    }

    function _lend(address token, uint256 id, uint256 until, address from, address to) private {
        bool isOwner = _ask(token, IERC721.ownerOf.selector, id) == _word(from);
        require(isOwner, ITradeEscrow.NotTokenOwner(token, id, from));
        // Lossless: the form of items was checked.
        // forge-lint: disable-next-line(unsafe-typecast)
        _write(token, abi.encodeCall(IERC4907.setUser, (id, to, uint64(until))));
        bool isUser = _ask(token, IERC4907.userOf.selector, id) == _word(to)
            && _ask(token, IERC4907.userExpires.selector, id) >= until;
        require(isUser, ITradeEscrow.NotDelivered(token, id, to));
    }

    /// @dev ERC-20's and ERC-721's are one function. The answer's first word means nothing when it was shorter.
    function _transferFrom(address token, address from, address to, uint256 value)
        private
        returns (uint256 answer)
    {
        bytes4 selector = IERC20.transferFrom.selector;
        bool done;
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            mstore(buffer, selector)
            mstore(add(buffer, 0x04), from)
            mstore(add(buffer, 0x24), to)
            mstore(add(buffer, 0x44), value)
            done := call(gas(), token, 0, buffer, 0x64, 0, 0x20)
            answer := mload(0)
        }
        if (!done) _fail(token);
    }

    function _write(address token, bytes memory data) private {
        if (!token.callNoReturn(data)) _fail(token);
    }

    /// @dev The answer of `token` to a question of one word. Only one word of it is copied, however long it is.
    function _ask(address token, bytes4 selector, uint256 argument)
        private
        view
        returns (uint256 answer)
    {
        bool done;
        assembly ("memory-safe") {
            mstore(0, selector)
            mstore(0x04, argument)
            done := staticcall(gas(), token, 0, 0x24, 0, 0x20)
            answer := mload(0)
        }
        _requireAnswer(token, done);
    }

    function _balanceOf(address token, address owner, uint256 id) private view returns (uint256) {
        (bool done, bytes32 answer,) =
            token.staticcallReturn64Bytes(abi.encodeCall(IERC1155.balanceOf, (owner, id)));
        _requireAnswer(token, done);
        return uint256(answer);
    }

    function _requireAnswer(address token, bool done) private pure {
        if (!done) _fail(token);
        require(LowLevelCall.returnDataSize() >= 32, ITradeEscrow.TokenFailed(token));
    }

    /// @dev The token's own reason, if it gave one.
    function _fail(address token) private pure {
        require(LowLevelCall.returnDataSize() != 0, ITradeEscrow.TokenFailed(token));
        LowLevelCall.bubbleRevert();
    }

    function _requireGrowth(
        address token,
        address to,
        uint256 amount,
        uint256 before,
        uint256 balance
    ) private pure {
        uint256 received = balance > before ? balance - before : 0;
        require(received >= amount, ITradeEscrow.ReceivedTooLittle(token, to, amount, received));
    }

    function _word(address account) private pure returns (uint256) {
        return uint256(uint160(account));
    }
}
