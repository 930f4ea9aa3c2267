// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {PlainCards, RentedCards} from "./TradeTokens.sol";

/// @notice An ERC-20 with every vice.
contract HostileCoin is ERC20("Hostile", "EVIL") {
    enum Vice {
        None,
        /// Keeps a hundredth, at least one unit.
        Fee,
        /// Works, and answers nothing.
        Silent,
        /// Does nothing, and says so.
        Refusing,
        /// Does nothing, and says it did.
        Lying,
        /// Works, and answers a number that is no boolean.
        Odd,
        /// Works, and answers less than a word.
        Short,
        /// Reverts without a reason.
        Mute,
        /// Calls back before it works, and says nothing of what comes of it.
        Reentering,
        /// Claims that everybody has nothing after a transfer.
        Denying
    }

    Vice public vice;
    bool public reentered;
    bool public everReentered;
    bool private _denies;
    address private _target;
    bytes private _callback;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setVice(Vice next) external {
        (vice, _denies) = (next, false);
    }

    function setCallback(address target, bytes calldata data) external {
        (_target, _callback) = (target, data);
        reentered = false;
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        if (vice == Vice.Refusing) return false;
        if (vice == Vice.Lying) return true;
        if (vice == Vice.Mute) _end(0, 0);
        if (vice == Vice.Reentering) {
            (reentered,) = _target.call(_callback);
            everReentered = everReentered || reentered;
        }
        uint256 fee = vice == Vice.Fee ? (amount + 99) / 100 : 0;
        super.transferFrom(from, to, amount - fee);
        if (vice == Vice.Denying) _denies = true;
        if (vice == Vice.Silent) _answer(0, 0);
        if (vice == Vice.Odd) _answer(2, 32);
        if (vice == Vice.Short) _answer(1, 31);
        return true;
    }

    function balanceOf(address account) public view override returns (uint256) {
        return _denies ? 0 : super.balanceOf(account);
    }

    function _answer(uint256 word, uint256 size) private pure {
        assembly ("memory-safe") {
            mstore(0, word)
            return(0, size)
        }
    }

    function _end(uint256 offset, uint256 size) private pure {
        assembly ("memory-safe") {
            revert(offset, size)
        }
    }
}

/// @notice ERC-721 that says it moves, and does not.
contract StuckCards is PlainCards {
    function transferFrom(address, address, uint256) public override {}
}

/// @notice ERC-4907 that takes the call, and lends to nobody or for too short.
contract StuckRental is RentedCards {
    bool public shortens;

    function setShortens(bool next) external {
        shortens = next;
    }

    function setUser(uint256 tokenId, address user, uint64 expires) public override {
        if (shortens) super.setUser(tokenId, user, expires - 1);
    }
}

/// @notice Answers every question with one word, and takes every call.
contract Yes {
    fallback() external {
        assembly ("memory-safe") {
            mstore(0, caller())
            return(0, 32)
        }
    }
}
