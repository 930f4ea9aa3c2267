// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {DidId} from "./DidId.sol";
import {DidToken} from "./DidToken.sol";
import {IDidRegistry} from "./IDidRegistry.sol";
import {LINK_LIMIT, WalletSlots} from "./WalletSlots.sol";

/// @title DidRegistry
/// @notice Identities (DIDs) as ERC-721 tokens; whoever holds one controls it. No owner, no upgrade, no
/// fee. A DID has a nonce, raised by every transfer and by {bumpNonce}; links, devices and approvals
/// belong to the nonce under which they were made and end with it. A link needs consent of both sides,
/// the wallet's always as a signature (ECDSA or ERC-1271) that serves once; either side ends it alone.
contract DidRegistry is DidToken, EIP712 {
    using WalletSlots for WalletSlots.Slots;

    bytes32 private constant LINK_TYPEHASH = keccak256(
        "Link(uint256 did,address wallet,uint64 didNonce,uint256 walletNonce,uint256 deadline)"
    );

    mapping(DidId did => mapping(bytes32 deviceId => Device entry)) private _devices;
    mapping(DidId did => mapping(bytes32 key => bool used)) private _deviceKeyUsed;

    modifier onlyController(DidId did) {
        require(_ownerOf(DidId.unwrap(did)) == msg.sender, NotController(did, msg.sender));
        _;
    }

    constructor() ERC721("SendingNetwork DID", "DID") EIP712("SendingNetwork DidRegistry", "1") {}

    /// @inheritdoc IDidRegistry
    function create(bytes32 salt) external returns (DidId did) {
        did = didOf(msg.sender, salt);
        require(_ownerOf(DidId.unwrap(did)) == address(0), DidExists(did));
        emit DidCreated(did, msg.sender, salt);
        _update(msg.sender, DidId.unwrap(did), address(0));
    }

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
            msg.sender == wallet || msg.sender == record.holder,
            NotLinkParty(did, wallet, msg.sender)
        );
        WalletSlots.Slots storage slots = _wallets[wallet];
        uint256 place = slots.find(did);
        uint32 nonce = record.nonce;
        require(_isLive(slots, place, nonce), NotLinked(did, wallet));
        slots.remove(place);
        --record.links;
        emit WalletUnlinked(did, wallet, nonce);
    }

    /// @inheritdoc IDidRegistry
    function addDevice(DidId did, bytes32 deviceId, bytes32 identityKey, bytes32 signingKey)
        external
        onlyController(did)
    {
        require(identityKey != 0 && signingKey != 0, InvalidDeviceKey(deviceId));
        require(_devices[did][deviceId].state == DeviceState.None, DeviceExists(did, deviceId));
        _useDeviceKey(did, identityKey);
        _useDeviceKey(did, signingKey);
        uint64 nonce = _records[DidId.unwrap(did)].nonce;
        _devices[did][deviceId] = Device({
            state: DeviceState.Active,
            didNonce: nonce,
            identityKey: identityKey,
            signingKey: signingKey
        });
        emit DeviceAdded(did, deviceId, identityKey, signingKey, nonce);
    }

    /// @inheritdoc IDidRegistry
    function removeDevice(DidId did, bytes32 deviceId) external onlyController(did) {
        require(device(did, deviceId).state == DeviceState.Active, DeviceNotActive(did, deviceId));
        _devices[did][deviceId].state = DeviceState.Removed;
        emit DeviceRemoved(did, deviceId);
    }

    /// @inheritdoc IDidRegistry
    function bumpNonce(DidId did) external onlyController(did) {
        Record storage record = _records[DidId.unwrap(did)];
        (record.nonce, record.links) = (record.nonce + 1, 0);
        emit DidNonceBumped(did, record.nonce);
    }

    /// @inheritdoc IDidRegistry
    function nonceOf(DidId did) external view returns (uint64) {
        return _records[DidId.unwrap(did)].nonce;
    }

    /// @inheritdoc IDidRegistry
    function walletNonce(address wallet) external view returns (uint256) {
        return _wallets[wallet].at[0].consents;
    }

    /// @inheritdoc IDidRegistry
    function isLinked(DidId did, address wallet) external view returns (bool) {
        WalletSlots.Slots storage slots = _wallets[wallet];
        return _isLive(slots, slots.find(did), _records[DidId.unwrap(did)].nonce);
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
    function didOf(address creator, bytes32 salt) public view returns (DidId) {
        bytes32 hash = keccak256(abi.encode(block.chainid, address(this), creator, salt));
        // Cast: the id is the hash's low 160 bits.
        return DidId.wrap(uint160(uint256(hash)));
    }

    /// @inheritdoc IDidRegistry
    function device(DidId did, bytes32 deviceId) public view returns (Device memory entry) {
        entry = _devices[did][deviceId];
        bool stale = entry.didNonce != _records[DidId.unwrap(did)].nonce;
        if (stale && entry.state == DeviceState.Active) entry.state = DeviceState.Removed;
    }

    /// @inheritdoc ERC721
    function supportsInterface(bytes4 interfaceId)
        public
        view
        override(ERC721, IERC165)
        returns (bool)
    {
        return interfaceId == type(IDidRegistry).interfaceId || super.supportsInterface(interfaceId);
    }

    /// @dev Digest of the consent that the link needs now; raising the wallet's nonce makes it serve once.
    function _useConsent(DidId did, address wallet, uint256 deadline)
        internal
        returns (bytes32 digest)
    {
        // A sequencer that moves the clock by seconds wins nothing: both sides wanted the link.
        // forge-lint: disable-next-line(block-timestamp)
        require(block.timestamp <= deadline, SignatureExpired(deadline, block.timestamp));
        uint24 consents = _wallets[wallet].at[0].consents;
        digest = _hashLink(did, wallet, _records[DidId.unwrap(did)].nonce, consents, deadline);
        _wallets[wallet].at[0].consents = consents + 1;
    }

    function _link(DidId did, address wallet) internal {
        Record storage record = _records[DidId.unwrap(did)];
        WalletSlots.Slots storage slots = _wallets[wallet];
        uint32 nonce = record.nonce;
        uint256 place = slots.find(did);
        require(!_isLive(slots, place, nonce), AlreadyLinked(did, wallet));
        if (place == LINK_LIMIT) place = _firstDead(slots);
        uint8 links = record.links;
        require(links < LINK_LIMIT && place < LINK_LIMIT, TooManyLinks(LINK_LIMIT));
        record.links = links + 1;
        slots.put(place, did, nonce);
        emit WalletLinked(did, wallet, nonce);
    }

    function _useDeviceKey(DidId did, bytes32 key) internal {
        require(!_deviceKeyUsed[did][key], DeviceKeyUsed(did, key));
        _deviceKeyUsed[did][key] = true;
    }

    function _requireSignature(address signer, bytes32 digest, bytes calldata signature)
        internal
        view
    {
        require(
            SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature),
            InvalidSignature(signer)
        );
    }

    function _hashLink(
        DidId did,
        address wallet,
        uint64 didNonce,
        uint256 walletNonce_,
        uint256 deadline
    ) internal view returns (bytes32) {
        return _hashTypedDataV4(
            keccak256(abi.encode(LINK_TYPEHASH, did, wallet, didNonce, walletNonce_, deadline))
        );
    }

    /// @dev First place whose link is dead; LINK_LIMIT when all live. For a full list.
    function _firstDead(WalletSlots.Slots storage slots) internal view returns (uint256 place) {
        while (place < LINK_LIMIT && !_isDead(slots, place)) {
            ++place;
        }
    }

    function _isDead(WalletSlots.Slots storage slots, uint256 place) internal view returns (bool) {
        WalletSlots.Slot storage slot = slots.at[place];
        return slot.didNonce != _records[slot.did].nonce;
    }

    /// @dev Whether `place`, as {WalletSlots.find} gave it, holds a link of the DID's current nonce.
    function _isLive(WalletSlots.Slots storage slots, uint256 place, uint32 nonce)
        internal
        view
        returns (bool)
    {
        return place < slots.at[0].links && slots.at[place].didNonce == nonce;
    }
}
