// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DidId} from "../../../contracts/identity/DidId.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {IdentityTest} from "../support/IdentityTest.sol";

contract DidDevicesTest is IdentityTest {
    bytes32 internal constant ID = "laptop";
    bytes32 internal constant AGREEMENT = "x25519 key";
    bytes32 internal constant SIGNING = "ed25519 key";

    function test_addDevice_storesKeysUnderTheNonce(bytes32 id, bytes32 identity, bytes32 signing)
        external
    {
        vm.assume(identity != 0 && signing != 0 && identity != signing);
        vm.expectEmit(address(registry));
        emit IDidRegistry.DeviceAdded(did, id, identity, signing, 0, block.number);
        _add(id, identity, signing);
        IDidRegistry.Device memory entry = registry.device(did, id);
        _assertState(id, IDidRegistry.DeviceState.Active);
        vm.assertEq(entry.identityKey, identity, "identity key");
        vm.assertEq(entry.signingKey, signing, "signing key");
        vm.assertEq(entry.didNonce, 0, "nonce");
    }

    function test_addDevice_reverts_whenCallerIsNotController(address caller) external {
        vm.assume(caller != controller);
        expectError(abi.encodeWithSelector(IDidRegistry.NotController.selector, did, caller));
        vm.prank(caller);
        registry.addDevice(did, ID, AGREEMENT, SIGNING);
    }

    function test_addDevice_reverts_whenAKeyIsZero(bytes32 key) external {
        expectError(abi.encodeWithSelector(IDidRegistry.InvalidDeviceKey.selector, ID));
        _add(ID, key, 0);
        expectError(abi.encodeWithSelector(IDidRegistry.InvalidDeviceKey.selector, ID));
        _add(ID, 0, key);
    }

    function test_addDevice_reverts_whenTheIdServedBefore(bool removed, bool bumped) external {
        _add(ID, AGREEMENT, SIGNING);
        if (removed) _remove(ID);
        if (bumped) _bump();
        expectError(abi.encodeWithSelector(IDidRegistry.DeviceExists.selector, did, ID));
        _add(ID, "other x25519 key", "other ed25519 key");
    }

    function test_addDevice_reverts_whenAKeyServedBefore(bool removed, bool bumped) external {
        _add(ID, AGREEMENT, SIGNING);
        if (removed) _remove(ID);
        if (bumped) _bump();
        expectError(abi.encodeWithSelector(IDidRegistry.DeviceKeyUsed.selector, did, AGREEMENT));
        _add("phone", AGREEMENT, "other ed25519 key");
        expectError(abi.encodeWithSelector(IDidRegistry.DeviceKeyUsed.selector, did, SIGNING));
        _add("phone", "other x25519 key", SIGNING);
    }

    /// @dev Else a stranger could watch for a new device's keys and register them first.
    function test_addDevice_works_whenAnotherDidUsesTheKeys() external {
        createDid(wallet, "other");
        DidId other = registry.didOf(wallet, "other");
        vm.prank(wallet);
        registry.addDevice(other, ID, AGREEMENT, SIGNING);
        _add(ID, AGREEMENT, SIGNING);
        _assertState(ID, IDidRegistry.DeviceState.Active);
    }

    /// @dev Who writes to a DID encrypts to each of its devices.
    function test_addDevice_reverts_whenThereAre32(bool bumped) external {
        for (uint256 i = 1; i <= 32; ++i) {
            _add(bytes32(i), keccak256(abi.encode(i)), ~keccak256(abi.encode(i)));
        }
        vm.assertEq(registry.deviceCountOf(did), 32, "full");
        expectError(abi.encodeWithSelector(IDidRegistry.TooManyDevices.selector, 32));
        _add(ID, AGREEMENT, SIGNING);
        if (bumped) _bump();
        else _remove(bytes32(uint256(7)));
        _add(ID, AGREEMENT, SIGNING);
        vm.assertEq(registry.deviceCountOf(did), bumped ? 1 : 32, "room again");
    }

    function test_removeDevice_isFinal() external {
        _add(ID, AGREEMENT, SIGNING);
        vm.expectEmit(address(registry));
        emit IDidRegistry.DeviceRemoved(did, ID, 0, block.number);
        _remove(ID);
        _assertState(ID, IDidRegistry.DeviceState.Removed);
        _expectNotActive(ID);
    }

    function test_removeDevice_reverts_whenNeverAdded(bytes32 id) external {
        _expectNotActive(id);
        _assertState(id, IDidRegistry.DeviceState.None);
    }

    function test_removeDevice_reverts_whenCallerIsNotController(address caller) external {
        vm.assume(caller != controller);
        _add(ID, AGREEMENT, SIGNING);
        expectError(abi.encodeWithSelector(IDidRegistry.NotController.selector, did, caller));
        vm.prank(caller);
        registry.removeDevice(did, ID);
    }

    function test_devices_end_atNonceBumpAndTransfer(bool byTransfer) external {
        _add(ID, AGREEMENT, SIGNING);
        if (byTransfer) {
            transfer(did, controller, wallet);
            transfer(did, wallet, controller);
        } else {
            _bump();
        }
        _assertState(ID, IDidRegistry.DeviceState.Removed);
        _expectNotActive(ID);
        _assertState("never added", IDidRegistry.DeviceState.None);
    }

    function _add(bytes32 id, bytes32 identity, bytes32 signing) private {
        vm.prank(controller);
        registry.addDevice(did, id, identity, signing);
    }

    function _remove(bytes32 id) private {
        vm.prank(controller);
        registry.removeDevice(did, id);
    }

    function _bump() private {
        vm.prank(controller);
        registry.bumpNonce(did);
    }

    function _expectNotActive(bytes32 id) private {
        expectError(abi.encodeWithSelector(IDidRegistry.DeviceNotActive.selector, did, id));
        _remove(id);
    }

    function _assertState(bytes32 id, IDidRegistry.DeviceState state) private view {
        vm.assertEq(uint256(registry.device(did, id).state), uint256(state), "state");
    }
}
