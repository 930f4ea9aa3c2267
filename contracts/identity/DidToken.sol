// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {SignedCalls} from "../base/SignedCalls.sol";
import {DidId} from "./DidId.sol";
import {IDidRegistry} from "./IDidRegistry.sol";
import {WalletSlots} from "./WalletSlots.sol";

/// @title DidToken
/// @notice ERC-721 whose tokens carry a nonce that every transfer raises. OpenZeppelin's logic over a
/// storage of our own: all that is counted about a DID is one word, and what belongs to a nonce (the
/// approval too) ends with it untouched, so that a change of controller writes three words.
abstract contract DidToken is IDidRegistry, ERC721, SignedCalls {
    using WalletSlots for WalletSlots.Slots;

    struct Record {
        address holder;
        uint32 nonce;
        /// Wallets linked, and devices active, under the current nonce.
        uint8 links;
        uint8 devices;
        /// Block of the last change, where the chain of events begins.
        uint48 changedAt;
    }

    struct NonceApproval {
        address to;
        uint32 nonce;
    }

    mapping(uint256 did => Record record) internal _records;
    mapping(address wallet => WalletSlots.Slots slots) internal _wallets;
    mapping(uint256 did => NonceApproval approval) private _approvals;

    modifier onlyController(DidId did) {
        _requireController(did);
        _;
    }

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
        Record memory record = _records[did];
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
        _renew(did, to, nonce);
        emit Transfer(from, to, did);
        if (from != address(0)) _emitBump(did, nonce, to, record.changedAt);
    }

    /// @dev The DID under a new nonce, with nothing hanging on it.
    function _bump(uint256 did) internal {
        Record memory record = _records[did];
        uint32 nonce = record.nonce + 1;
        _renew(did, record.holder, nonce);
        _emitBump(did, nonce, record.holder, record.changedAt);
    }

    /// @dev Notes a change of this block; returns what its event tells: the nonce and the change before.
    function _change(DidId did) internal returns (uint32 nonce, uint48 previous) {
        Record storage record = _records[DidId.unwrap(did)];
        (nonce, previous) = (record.nonce, record.changedAt);
        record.changedAt = _blockNumber();
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

    /// @dev A function of its own, or its code would stand in everything that asks for the controller.
    function _requireController(DidId did) internal view {
        require(_ownerOf(DidId.unwrap(did)) == _msgSender(), NotController(did, _msgSender()));
    }

    function _nonceOf(DidId did) internal view returns (uint32) {
        return _records[DidId.unwrap(did)].nonce;
    }

    function _blockNumber() internal view returns (uint48) {
        // Cast: a block every millisecond reaches 2^48 in 8,900 years.
        return uint48(block.number);
    }

    function _msgSender() internal view virtual override(Context, SignedCalls) returns (address) {
        return SignedCalls._msgSender();
    }

    function _msgData()
        internal
        view
        virtual
        override(Context, SignedCalls)
        returns (bytes calldata)
    {
        return SignedCalls._msgData();
    }

    function _contextSuffixLength()
        internal
        view
        virtual
        override(Context, SignedCalls)
        returns (uint256)
    {
        return SignedCalls._contextSuffixLength();
    }

    function _renew(uint256 did, address holder, uint32 nonce) private {
        _records[did] =
            Record({holder: holder, nonce: nonce, links: 0, devices: 0, changedAt: _blockNumber()});
    }

    function _emitBump(uint256 did, uint32 nonce, address controller, uint48 previous) private {
        emit DidNonceBumped(DidId.wrap(did), nonce, controller, previous);
        emit MetadataUpdate(did);
    }
}
