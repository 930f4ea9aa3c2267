// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {DidId} from "./DidId.sol";

/// @title IDidRegistry
/// @notice Identities as ERC-721 tokens. The holder is the controller. What hangs on a DID (links,
/// devices) stores the DID's nonce, so that a transfer ends all of it at once.
interface IDidRegistry is IERC721 {
    enum DeviceState {
        None,
        Active,
        Removed
    }

    /// @notice Keys of one device: X25519 for key agreement, Ed25519 for signatures.
    struct Device {
        DeviceState state;
        uint64 didNonce;
        bytes32 identityKey;
        bytes32 signingKey;
    }

    /// @notice Consent to a link, signed (EIP-712) by the wallet and, when it does not call, by the controller.
    struct Link {
        uint256 did;
        address wallet;
        uint64 didNonce;
        uint256 walletNonce;
        uint256 deadline;
    }

    /// @notice Emitted once for a DID, before anything else about it; its nonce is 0. The ERC-721 Transfer
    /// from 0 follows.
    event DidCreated(DidId indexed did, address indexed controller, bytes32 salt);
    /// @notice Everything stored under an earlier nonce of `did` is void from here on. `nonce` is the last
    /// one plus one. After each Transfer but the first, and by {bumpNonce}.
    event DidNonceBumped(DidId indexed did, uint64 nonce);
    /// @notice Cannot be emitted for a pair that is linked under the current nonce.
    event WalletLinked(DidId indexed did, address indexed wallet, uint64 didNonce);
    /// @notice Only for a pair that was linked under the current nonce.
    event WalletUnlinked(DidId indexed did, address indexed wallet, uint64 didNonce);
    /// @notice Cannot be emitted twice for one device id of one DID.
    event DeviceAdded(
        DidId indexed did,
        bytes32 indexed deviceId,
        bytes32 identityKey,
        bytes32 signingKey,
        uint64 didNonce
    );
    /// @notice Final: the device id and its keys never return.
    event DeviceRemoved(DidId indexed did, bytes32 indexed deviceId);

    error NotController(DidId did, address caller);
    error DidExists(DidId did);
    error AlreadyLinked(DidId did, address wallet);
    error NotLinked(DidId did, address wallet);
    error NotLinkParty(DidId did, address wallet, address caller);
    error TooManyLinks(uint256 limit);
    error SignatureExpired(uint256 deadline, uint256 timestamp);
    error InvalidSignature(address signer);
    error InvalidDeviceKey(bytes32 deviceId);
    error DeviceExists(DidId did, bytes32 deviceId);
    error DeviceKeyUsed(DidId did, bytes32 key);
    error DeviceNotActive(DidId did, bytes32 deviceId);

    /// @notice Creates the caller's DID for `salt`.
    function create(bytes32 salt) external returns (DidId did);

    /// @notice Links `wallet` by the controller's call and the wallet's signature over {Link}.
    function link(DidId did, address wallet, uint256 deadline, bytes calldata walletSignature)
        external;

    /// @notice Links `wallet` by both sides' signatures over {Link}; anyone may send it.
    function linkBySignatures(
        DidId did,
        address wallet,
        uint256 deadline,
        bytes calldata controllerSignature,
        bytes calldata walletSignature
    ) external;

    /// @notice Ends a link. The controller or the wallet, alone. To link again takes new consent.
    function unlink(DidId did, address wallet) external;

    /// @notice Registers a device of the caller's DID. A device id, and each key, serves a DID once for ever.
    function addDevice(DidId did, bytes32 deviceId, bytes32 identityKey, bytes32 signingKey)
        external;

    /// @notice Removes a device for ever.
    function removeDevice(DidId did, bytes32 deviceId) external;

    /// @notice Ends every link and device of the DID at once.
    function bumpNonce(DidId did) external;

    /// @notice The id that `creator` gets for `salt`.
    function didOf(address creator, bytes32 salt) external view returns (DidId did);

    /// @notice Times that the DID was transferred or bumped.
    function nonceOf(DidId did) external view returns (uint64 nonce);

    /// @notice Link consents of `wallet` that were used.
    function walletNonce(address wallet) external view returns (uint256 nonce);

    function isLinked(DidId did, address wallet) external view returns (bool linked);

    /// @notice Number of wallets linked under the DID's current nonce, at most 32. Which ones is told by
    /// WalletLinked and WalletUnlinked: a list on chain would cost a link another new word.
    function linkCountOf(DidId did) external view returns (uint256 count);

    /// @notice DIDs that `wallet` is linked to under their current nonces, at most 32.
    function didsOf(address wallet) external view returns (DidId[] memory dids);

    /// @notice The device; its state is Removed when the DID's nonce has moved on.
    function device(DidId did, bytes32 deviceId) external view returns (Device memory entry);

    /// @notice EIP-712 digest of a link consent.
    function hashLink(Link calldata consent) external view returns (bytes32 digest);
}
