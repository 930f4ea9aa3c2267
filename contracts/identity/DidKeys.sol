// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DidId} from "./DidId.sol";
import {DidToken} from "./DidToken.sol";
import {IDidRegistry} from "./IDidRegistry.sol";

/// @dev Devices that a DID can have at a time: who writes to it encrypts to each.
uint256 constant DEVICE_LIMIT = 32;

/// @dev Longest life of a session key: such keys lie about unguarded.
uint256 constant SESSION_LIMIT = 90 days;

/// @title DidKeys
/// @notice Keys that act for a DID: its devices' for messages, for good or until removed; session keys for
/// a purpose and a time. Both end with the DID's nonce.
abstract contract DidKeys is DidToken {
    struct StoredSessionKey {
        uint64 expiry;
        uint32 scope;
        uint32 didNonce;
    }

    mapping(DidId did => mapping(bytes32 deviceId => Device entry)) private _devices;
    mapping(DidId did => mapping(bytes32 key => bool used)) private _deviceKeyUsed;
    mapping(DidId did => mapping(address key => StoredSessionKey session)) private _sessionKeys;

    /// @inheritdoc IDidRegistry
    function addDevice(DidId did, bytes32 deviceId, bytes32 identityKey, bytes32 signingKey)
        external
        onlyController(did)
    {
        require(identityKey != 0 && signingKey != 0, InvalidDeviceKey(deviceId));
        require(_devices[did][deviceId].state == DeviceState.None, DeviceExists(did, deviceId));
        Record storage record = _records[DidId.unwrap(did)];
        require(record.devices < DEVICE_LIMIT, TooManyDevices(DEVICE_LIMIT));
        _useDeviceKey(did, identityKey);
        _useDeviceKey(did, signingKey);
        ++record.devices;
        (uint32 nonce, uint48 previous) = _change(did);
        _devices[did][deviceId] = Device({
            state: DeviceState.Active,
            didNonce: nonce,
            identityKey: identityKey,
            signingKey: signingKey
        });
        emit DeviceAdded(did, deviceId, identityKey, signingKey, nonce, previous);
        emit MetadataUpdate(DidId.unwrap(did));
    }

    /// @inheritdoc IDidRegistry
    function removeDevice(DidId did, bytes32 deviceId) external onlyController(did) {
        require(device(did, deviceId).state == DeviceState.Active, DeviceNotActive(did, deviceId));
        _devices[did][deviceId].state = DeviceState.Removed;
        --_records[DidId.unwrap(did)].devices;
        (uint32 nonce, uint48 previous) = _change(did);
        emit DeviceRemoved(did, deviceId, nonce, previous);
        emit MetadataUpdate(DidId.unwrap(did));
    }

    /// @inheritdoc IDidRegistry
    function authorize(DidId did, address key, uint32 scope, uint64 expiry)
        external
        onlyController(did)
    {
        require(key != address(0) && scope != 0, InvalidSessionKey(key, scope));
        // A sequencer that moves the clock by seconds wins nothing by it.
        // forge-lint: disable-next-item(block-timestamp)
        require(
            expiry > block.timestamp && expiry <= block.timestamp + SESSION_LIMIT,
            InvalidSessionExpiry(expiry, block.timestamp + SESSION_LIMIT)
        );
        (uint32 nonce, uint48 previous) = _change(did);
        _sessionKeys[did][key] = StoredSessionKey({expiry: expiry, scope: scope, didNonce: nonce});
        emit SessionKeyAuthorized(did, key, scope, expiry, nonce, previous);
    }

    /// @inheritdoc IDidRegistry
    function revokeSessionKey(DidId did, address key) external onlyController(did) {
        require(sessionKeyOf(did, key).scope != 0, SessionKeyNotActive(did, key));
        delete _sessionKeys[did][key];
        (uint32 nonce, uint48 previous) = _change(did);
        emit SessionKeyRevoked(did, key, nonce, previous);
    }

    /// @inheritdoc IDidRegistry
    function isAuthorized(DidId did, address key, uint32 scope) external view returns (bool) {
        return scope != 0 && sessionKeyOf(did, key).scope & scope == scope;
    }

    /// @inheritdoc IDidRegistry
    function deviceCountOf(DidId did) external view returns (uint256) {
        return _records[DidId.unwrap(did)].devices;
    }

    /// @inheritdoc IDidRegistry
    function device(DidId did, bytes32 deviceId) public view returns (Device memory entry) {
        entry = _devices[did][deviceId];
        bool stale = entry.didNonce != _nonceOf(did);
        if (stale && entry.state == DeviceState.Active) entry.state = DeviceState.Removed;
    }

    /// @inheritdoc IDidRegistry
    function sessionKeyOf(DidId did, address key) public view returns (SessionKey memory session) {
        StoredSessionKey storage stored = _sessionKeys[did][key];
        // forge-lint: disable-next-line(block-timestamp)
        if (stored.didNonce == _nonceOf(did) && block.timestamp < stored.expiry) {
            session = SessionKey({scope: stored.scope, expiry: stored.expiry});
        }
    }

    function _useDeviceKey(DidId did, bytes32 key) private {
        require(!_deviceKeyUsed[did][key], DeviceKeyUsed(did, key));
        _deviceKeyUsed[did][key] = true;
    }
}
