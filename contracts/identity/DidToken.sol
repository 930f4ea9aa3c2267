// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {DidId} from "./DidId.sol";
import {IDidRegistry} from "./IDidRegistry.sol";
import {WalletSlots} from "./WalletSlots.sol";

/// @title DidToken
/// @notice ERC-721 whose tokens carry a nonce that every transfer raises. OpenZeppelin's logic over a
/// storage of our own: holder, nonce and link count of a DID are one word, and what belongs to a nonce
/// (the approval too) ends with it untouched, so that a change of controller writes three words.
abstract contract DidToken is IDidRegistry, ERC721 {
    using WalletSlots for WalletSlots.Slots;

    struct Record {
        address holder;
        uint32 nonce;
        /// Wallets linked under the current nonce.
        uint8 links;
    }

    struct NonceApproval {
        address to;
        uint32 nonce;
    }

    mapping(uint256 did => Record record) internal _records;
    mapping(address wallet => WalletSlots.Slots slots) internal _wallets;
    mapping(uint256 did => NonceApproval approval) private _approvals;

    /// @notice Number of DIDs that `owner` holds.
    function balanceOf(address owner)
        public
        view
        virtual
        override(ERC721, IERC721)
        returns (uint256)
    {
        require(owner != address(0), ERC721InvalidOwner(owner));
        return _wallets[owner].at[0].balance;
    }

    function _update(address to, uint256 did, address auth)
        internal
        virtual
        override
        returns (address from)
    {
        Record storage record = _records[did];
        uint32 nonce = record.nonce;
        from = record.holder;
        if (auth != from && auth != address(0)) _checkAuthorized(from, auth, did);
        if (from != address(0)) {
            nonce += 1;
            unchecked {
                // A holder has at least this DID.
                --_wallets[from].at[0].balance;
            }
        }
        unchecked {
            // 2^32 DIDs of one wallet would take 10^14 gas to create.
            ++_wallets[to].at[0].balance;
        }
        (record.holder, record.nonce, record.links) = (to, nonce, 0);
        emit Transfer(from, to, did);
        if (from != address(0)) emit DidNonceBumped(DidId.wrap(did), nonce);
    }

    function _approve(address to, uint256 did, address auth, bool emitEvent)
        internal
        virtual
        override
    {
        address holder = _requireOwned(did);
        require(
            auth == address(0) || auth == holder || isApprovedForAll(holder, auth),
            ERC721InvalidApprover(auth)
        );
        _approvals[did] = NonceApproval({to: to, nonce: _records[did].nonce});
        if (emitEvent) emit Approval(holder, to, did);
    }

    function _ownerOf(uint256 did) internal view virtual override returns (address) {
        return _records[did].holder;
    }

    function _getApproved(uint256 did) internal view virtual override returns (address) {
        NonceApproval storage approval = _approvals[did];
        return approval.nonce == _records[did].nonce ? approval.to : address(0);
    }
}
