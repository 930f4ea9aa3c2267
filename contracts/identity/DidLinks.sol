// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DidId} from "./DidId.sol";
import {DidToken} from "./DidToken.sol";
import {IDidRegistry} from "./IDidRegistry.sol";
import {LINK_LIMIT, WalletSlots} from "./WalletSlots.sol";

/// @title DidLinks
/// @notice Which wallets belong to which DIDs, and which DID a wallet answers by. A link needs consent of
/// both sides, the wallet's always as a signature (ECDSA or ERC-1271) that serves once; either side ends
/// it alone. A wallet's primary DID is one of its links and ends with it.
abstract contract DidLinks is DidToken {
    using WalletSlots for WalletSlots.Slots;

    struct Primary {
        uint160 did;
        uint32 didNonce;
    }

    bytes32 private constant LINK_TYPEHASH = keccak256(
        "Link(uint256 did,address wallet,uint64 didNonce,uint256 walletNonce,uint256 deadline)"
    );

    mapping(address wallet => Primary primary) private _primaries;

    /// @inheritdoc IDidRegistry
    function link(DidId did, address wallet, uint256 deadline, bytes calldata walletSignature)
        external
        onlyController(did)
    {
        bytes32 digest = _useConsent(did, wallet, deadline);
        _requireSignature(wallet, digest, walletSignature);
        _link(did, wallet);
    }

    /// @inheritdoc IDidRegistry
    function linkBySignatures(
        DidId did,
        address wallet,
        uint256 deadline,
        bytes calldata controllerSignature,
        bytes calldata walletSignature
    ) external {
        bytes32 digest = _useConsent(did, wallet, deadline);
        _requireSignature(_ownerOf(DidId.unwrap(did)), digest, controllerSignature);
        _requireSignature(wallet, digest, walletSignature);
        _link(did, wallet);
    }

    /// @inheritdoc IDidRegistry
    function unlink(DidId did, address wallet) external {
        Record storage record = _records[DidId.unwrap(did)];
        require(
            _msgSender() == wallet || _msgSender() == record.holder,
            NotLinkParty(did, wallet, _msgSender())
        );
        WalletSlots.Slots storage slots = _wallets[wallet];
        uint256 place = slots.find(did);
        require(_isLive(slots, place, record.nonce), NotLinked(did, wallet));
        slots.remove(place);
        --record.links;
        (uint32 nonce, uint48 previous) = _change(did);
        emit WalletUnlinked(did, wallet, nonce, previous);
        emit MetadataUpdate(DidId.unwrap(did));
        // A new link would bring the primary back to life.
        if (_primaries[wallet].did == DidId.unwrap(did)) _clearPrimary(wallet, did);
    }

    /// @inheritdoc IDidRegistry
    function cancelConsents() external {
        WalletSlots.Slot storage first = _wallets[_msgSender()].at[0];
        uint24 consents = first.consents + 1;
        first.consents = consents;
        emit ConsentsCancelled(_msgSender(), consents);
    }

    /// @inheritdoc IDidRegistry
    function setPrimary(DidId did) external {
        address wallet = _msgSender();
        require(isLinked(did, wallet), NotLinked(did, wallet));
        uint32 nonce = _nonceOf(did);
        // Cast: a DID is made of 160 bits, and this one exists.
        _primaries[wallet] = Primary({did: uint160(DidId.unwrap(did)), didNonce: nonce});
        emit PrimarySet(wallet, did, nonce);
    }

    /// @inheritdoc IDidRegistry
    function clearPrimary() external {
        address wallet = _msgSender();
        DidId did = primaryOf(wallet);
        require(DidId.unwrap(did) != 0, NoPrimary(wallet));
        _clearPrimary(wallet, did);
    }

    /// @inheritdoc IDidRegistry
    function walletNonce(address wallet) external view returns (uint256) {
        return _wallets[wallet].at[0].consents;
    }

    /// @inheritdoc IDidRegistry
    function linkCountOf(DidId did) external view returns (uint256) {
        return _records[DidId.unwrap(did)].links;
    }

    /// @inheritdoc IDidRegistry
    function didsOf(address wallet) external view returns (DidId[] memory dids) {
        WalletSlots.Slots storage slots = _wallets[wallet];
        uint256 links = slots.at[0].links;
        uint256 count;
        dids = new DidId[](links);
        for (uint256 place = 0; place < links; ++place) {
            if (_isDead(slots, place)) continue;
            dids[count++] = DidId.wrap(slots.at[place].did);
        }
        assembly ("memory-safe") {
            // count <= links: the list only becomes shorter, in place.
            mstore(dids, count)
        }
    }

    /// @inheritdoc IDidRegistry
    function hashLink(Link calldata consent) external view returns (bytes32) {
        return _hashLink(
            DidId.wrap(consent.did),
            consent.wallet,
            consent.didNonce,
            consent.walletNonce,
            consent.deadline
        );
    }

    /// @inheritdoc IDidRegistry
    function isLinked(DidId did, address wallet) public view returns (bool) {
        WalletSlots.Slots storage slots = _wallets[wallet];
        return _isLive(slots, slots.find(did), _nonceOf(did));
    }

    /// @inheritdoc IDidRegistry
    function primaryOf(address wallet) public view returns (DidId did) {
        Primary storage primary = _primaries[wallet];
        // A link of the nonce ends before the nonce only by {unlink}, which clears the primary.
        if (_records[primary.did].nonce == primary.didNonce) did = DidId.wrap(primary.did);
    }

    /// @dev Digest of the consent that the link needs now; raising the wallet's nonce makes it serve once.
    function _useConsent(DidId did, address wallet, uint256 deadline)
        private
        returns (bytes32 digest)
    {
        // A sequencer that moves the clock by seconds wins nothing: both sides wanted the link.
        // forge-lint: disable-next-line(block-timestamp)
        require(block.timestamp <= deadline, SignatureExpired(deadline, block.timestamp));
        uint24 consents = _wallets[wallet].at[0].consents;
        digest = _hashLink(did, wallet, _nonceOf(did), consents, deadline);
        _wallets[wallet].at[0].consents = consents + 1;
    }

    function _link(DidId did, address wallet) private {
        Record storage record = _records[DidId.unwrap(did)];
        WalletSlots.Slots storage slots = _wallets[wallet];
        uint256 place = slots.find(did);
        require(!_isLive(slots, place, record.nonce), AlreadyLinked(did, wallet));
        if (place == LINK_LIMIT) place = _firstDead(slots);
        uint8 links = record.links;
        require(links < LINK_LIMIT && place < LINK_LIMIT, TooManyLinks(LINK_LIMIT));
        record.links = links + 1;
        (uint32 nonce, uint48 previous) = _change(did);
        slots.put(place, did, nonce);
        emit WalletLinked(did, wallet, nonce, previous);
        emit MetadataUpdate(DidId.unwrap(did));
    }

    function _clearPrimary(address wallet, DidId did) private {
        delete _primaries[wallet];
        emit PrimaryCleared(wallet, did);
    }

    function _hashLink(
        DidId did,
        address wallet,
        uint64 didNonce,
        uint256 walletNonce_,
        uint256 deadline
    ) private view returns (bytes32) {
        return _hashTypedDataV4(
            keccak256(abi.encode(LINK_TYPEHASH, did, wallet, didNonce, walletNonce_, deadline))
        );
    }

    /// @dev First place whose link is dead; LINK_LIMIT when all live. For a full list.
    function _firstDead(WalletSlots.Slots storage slots) private view returns (uint256 place) {
        while (place < LINK_LIMIT && !_isDead(slots, place)) {
            ++place;
        }
    }

    function _isDead(WalletSlots.Slots storage slots, uint256 place) private view returns (bool) {
        WalletSlots.Slot storage slot = slots.at[place];
        return slot.didNonce != _records[slot.did].nonce;
    }

    /// @dev Whether `place`, as {WalletSlots.find} gave it, holds a link of the DID's current nonce.
    function _isLive(WalletSlots.Slots storage slots, uint256 place, uint32 nonce)
        private
        view
        returns (bool)
    {
        return place < slots.at[0].links && slots.at[place].didNonce == nonce;
    }
}
