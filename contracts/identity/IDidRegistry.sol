// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {DidId} from "./DidId.sol";

/// @title IDidRegistry
/// @notice Identities as ERC-721 tokens. The holder is the controller. What hangs on a DID stores the
/// DID's nonce, so that a transfer ends all of it at once.
/// Each event about a DID names `previousChange`, the block of the change before it (several may share a
/// block); {changedAt} is the last one's. So the DID's history is read backwards by its blocks alone, down
/// to DidCreated, which has none before it.
interface IDidRegistry is IERC4906 {
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

    /// @notice What a session key may do, as a set of bits (1: log in, 2: sign route records, others are
    /// the applications'), and the second from which on it may not.
    struct SessionKey {
        uint32 scope;
        uint64 expiry;
    }

    /// @notice Who may recover the DID (0: nobody) and what was started: `newHolder` gets the DID from
    /// `readyAt` on. Both are 0 while nothing is started.
    struct Recovery {
        address recovery;
        address newHolder;
        uint64 readyAt;
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
    /// one plus one. After each Transfer but the first, and by {bumpNonce}. `controller` holds the DID now.
    event DidNonceBumped(
        DidId indexed did, uint64 nonce, address controller, uint256 previousChange
    );
    /// @notice Cannot be emitted for a pair that is linked under the current nonce.
    event WalletLinked(
        DidId indexed did, address indexed wallet, uint64 didNonce, uint256 previousChange
    );
    /// @notice Only for a pair that was linked under the current nonce.
    event WalletUnlinked(
        DidId indexed did, address indexed wallet, uint64 didNonce, uint256 previousChange
    );
    /// @notice Consents that `wallet` signed with an earlier nonce can never be used any more.
    event ConsentsCancelled(address indexed wallet, uint256 nonce);
    /// @notice `wallet`, linked to `did` under `didNonce`, answers by it. Replaces the one before.
    event PrimarySet(address indexed wallet, DidId indexed did, uint64 didNonce);
    /// @notice `wallet` has no primary DID any more; `did` was it. Also after the WalletUnlinked of a primary;
    /// not when a new nonce of the DID ends it.
    event PrimaryCleared(address indexed wallet, DidId indexed did);
    /// @notice Cannot be emitted twice for one device id of one DID.
    event DeviceAdded(
        DidId indexed did,
        bytes32 indexed deviceId,
        bytes32 identityKey,
        bytes32 signingKey,
        uint64 didNonce,
        uint256 previousChange
    );
    /// @notice Final: the device id and its keys never return.
    event DeviceRemoved(
        DidId indexed did, bytes32 indexed deviceId, uint64 didNonce, uint256 previousChange
    );
    /// @notice `scope` and `expiry` replace what the key had.
    event SessionKeyAuthorized(
        DidId indexed did,
        address indexed key,
        uint32 scope,
        uint64 expiry,
        uint64 didNonce,
        uint256 previousChange
    );
    /// @notice Only for a key that was valid.
    event SessionKeyRevoked(
        DidId indexed did, address indexed key, uint64 didNonce, uint256 previousChange
    );
    /// @notice The DID has the attribute (`name`, `value`) until the second `validTo`; 0 revokes it, whether
    /// it was there or not. Pairs of one name and different values stand side by side.
    event AttributeChanged(
        DidId indexed did,
        bytes32 name,
        bytes value,
        uint256 validTo,
        uint64 didNonce,
        uint256 previousChange
    );
    /// @notice `contentId` replaces the one before; 0 removes it.
    event ProfileSet(DidId indexed did, bytes32 contentId, uint64 didNonce, uint256 previousChange);
    /// @notice `recovery` replaces the address before; 0 removes it. Nothing is started at this moment.
    event RecoverySet(
        DidId indexed did, address indexed recovery, uint64 didNonce, uint256 previousChange
    );
    /// @notice Replaces what was started before. Ended by RecoveryCancelled, RecoveryFinished or a new nonce.
    event RecoveryStarted(
        DidId indexed did,
        address indexed recovery,
        address indexed newHolder,
        uint64 readyAt,
        uint64 didNonce,
        uint256 previousChange
    );
    /// @notice Only for a recovery that was started under the current nonce.
    event RecoveryCancelled(DidId indexed did, uint64 didNonce, uint256 previousChange);
    /// @notice Transfer to `newHolder` and DidNonceBumped follow.
    event RecoveryFinished(DidId indexed did, address indexed newHolder);

    /// @notice Only the holder of the DID can do this.
    error NotController(DidId did, address caller);
    /// @notice The creator has used this salt before.
    error DidExists(DidId did);
    /// @notice The DID was transferred, or its nonce raised, since this was signed.
    error StaleNonce(DidId did, uint64 expected, uint64 nonce);
    /// @notice The wallet is linked to the DID.
    error AlreadyLinked(DidId did, address wallet);
    /// @notice The wallet is not linked to the DID, or no longer.
    error NotLinked(DidId did, address wallet);
    /// @notice Only the DID's holder or the wallet itself can end the link.
    error NotLinkParty(DidId did, address wallet, address caller);
    /// @notice The DID, or the wallet, has as many links as it can have.
    error TooManyLinks(uint256 limit);
    /// @notice The wallet has no primary DID.
    error NoPrimary(address wallet);
    /// @notice A device needs two keys that are not zero.
    error InvalidDeviceKey(bytes32 deviceId);
    /// @notice The device id served this DID before; ids never return.
    error DeviceExists(DidId did, bytes32 deviceId);
    /// @notice The key served this DID before; keys never return.
    error DeviceKeyUsed(DidId did, bytes32 key);
    /// @notice The DID has no such device, or it was removed.
    error DeviceNotActive(DidId did, bytes32 deviceId);
    /// @notice The DID has as many devices as it can have.
    error TooManyDevices(uint256 limit);
    /// @notice A session key needs an address and at least one scope.
    error InvalidSessionKey(address key, uint32 scope);
    /// @notice A session key ends in the future, `latest` at most.
    error InvalidSessionExpiry(uint64 expiry, uint256 latest);
    /// @notice The DID has no such session key, or no longer.
    error SessionKeyNotActive(DidId did, address key);
    /// @notice An attribute needs a name and a time for which it holds.
    error InvalidAttribute(bytes32 name, uint64 validity);
    /// @notice A DID cannot be recovered by its own holder.
    error InvalidRecovery(address recovery);
    /// @notice Only the DID's recovery address can do this.
    error NotRecovery(DidId did, address caller);
    /// @notice A DID is recovered to an address other than its holder.
    error InvalidNewHolder(address newHolder);
    /// @notice No recovery of this DID is under way.
    error NoRecovery(DidId did);
    /// @notice The time in which the holder can object is not over.
    error RecoveryNotReady(DidId did, uint64 readyAt);

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

    /// @notice Voids the link consents that the calling wallet signed and nobody used yet.
    function cancelConsents() external;

    /// @notice Makes `did`, to which the calling wallet is linked, the one that it answers by.
    function setPrimary(DidId did) external;

    /// @notice The calling wallet answers by no DID.
    function clearPrimary() external;

    /// @notice Registers a device of the caller's DID. A device id, and each key, serves a DID once for ever.
    function addDevice(DidId did, bytes32 deviceId, bytes32 identityKey, bytes32 signingKey)
        external;

    /// @notice Removes a device for ever.
    function removeDevice(DidId did, bytes32 deviceId) external;

    /// @notice Lets `key` act for the DID in `scope` until `expiry`, at most 90 days ahead. See {SessionKey}.
    function authorize(DidId did, address key, uint32 scope, uint64 expiry) external;

    /// @notice Ends a session key.
    function revokeSessionKey(DidId did, address key) external;

    /// @notice States an attribute for `validity` seconds.
    function setAttribute(DidId did, bytes32 name, bytes calldata value, uint64 validity) external;

    /// @notice Takes an attribute back.
    function revokeAttribute(DidId did, bytes32 name, bytes calldata value) external;

    /// @notice Names the blob, encrypted for the holder's devices, from which a new device restores itself.
    function setProfile(DidId did, bytes32 contentId) external;

    /// @notice Names who may recover the DID; 0 for nobody. Cancels what was started.
    function setRecovery(DidId did, address recovery) external;

    /// @notice As the recovery address: `newHolder` shall get the DID after RECOVERY_DELAY. Again: anew.
    function startRecovery(DidId did, address newHolder) external;

    /// @notice As the controller: objects to the recovery that was started.
    function cancelRecovery(DidId did) external;

    /// @notice Moves the DID to whom the recovery address named, when the delay is over. Anyone may send it.
    function finishRecovery(DidId did) external;

    /// @notice Ends everything that hangs on the DID at once.
    function bumpNonce(DidId did) external;

    /// @notice Reverts unless the DID's nonce is `nonce`: first in a signed batch, it voids the batch when
    /// the DID moves on.
    function requireNonce(DidId did, uint64 nonce) external view;

    /// @notice Seconds between the start of a recovery and its end.
    function RECOVERY_DELAY() external view returns (uint32 delay);

    /// @notice The id that `creator` gets for `salt`.
    function didOf(address creator, bytes32 salt) external view returns (DidId did);

    /// @notice Times that the DID was transferred or bumped.
    function nonceOf(DidId did) external view returns (uint64 nonce);

    /// @notice Block of the DID's last change, in which its last event stands; 0 when there is no such DID.
    function changedAt(DidId did) external view returns (uint256 blockNumber);

    /// @notice Link consents of `wallet` that were used or cancelled.
    function walletNonce(address wallet) external view returns (uint256 nonce);

    /// @notice Whether the two are linked under the DID's current nonce.
    function isLinked(DidId did, address wallet) external view returns (bool linked);

    /// @notice Number of wallets linked under the DID's current nonce, at most 32. Which ones is told by
    /// WalletLinked and WalletUnlinked: a list on chain would cost a link another new word.
    function linkCountOf(DidId did) external view returns (uint256 count);

    /// @notice DIDs that `wallet` is linked to under their current nonces, at most 32.
    function didsOf(address wallet) external view returns (DidId[] memory dids);

    /// @notice The DID that `wallet` answers by, one of its live links; 0 when there is none.
    function primaryOf(address wallet) external view returns (DidId did);

    /// @notice The device; its state is Removed when the DID's nonce has moved on.
    function device(DidId did, bytes32 deviceId) external view returns (Device memory entry);

    /// @notice Number of devices active under the DID's current nonce, at most 32.
    function deviceCountOf(DidId did) external view returns (uint256 count);

    /// @notice Whether `key` may now act for the DID in every scope of `scope`.
    function isAuthorized(DidId did, address key, uint32 scope) external view returns (bool may);

    /// @notice The session key; empty when there is none, or no longer.
    function sessionKeyOf(DidId did, address key) external view returns (SessionKey memory session);

    /// @notice Content id of the profile; 0 when there is none under the current nonce.
    function profileOf(DidId did) external view returns (bytes32 contentId);

    /// @notice Who may recover the DID, and what was started.
    function recoveryOf(DidId did) external view returns (Recovery memory recovery);

    /// @notice EIP-712 digest of a link consent.
    function hashLink(Link calldata consent) external view returns (bytes32 digest);
}
