// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DidId} from "../../../contracts/identity/DidId.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {Vm} from "../../../script/Vm.sol";
import {IdentityTest} from "../support/IdentityTest.sol";

contract DidAttributesTest is IdentityTest {
    function test_setAttribute_isAnEventOfTheNonce(
        bytes32 name,
        bytes calldata value,
        uint64 validity,
        bool renewed
    ) external {
        vm.assume(name != 0 && validity != 0);
        if (renewed) renew(false);
        uint256 validTo = block.timestamp + validity;
        vm.expectEmit(address(registry));
        emit IDidRegistry.AttributeChanged(did, name, value, validTo, renewed ? 1 : 0, block.number);
        _set(name, value, validity);
    }

    function test_setAttribute_works_byTheControllersSignature(bytes calldata value) external {
        bytes memory call = abi.encodeCall(IDidRegistry.setAttribute, (did, "n", value, 1 days));
        vm.roll(block.number + 1);
        vm.expectEmit(address(registry));
        emit IDidRegistry.AttributeChanged(
            did, "n", value, block.timestamp + 1 days, 0, block.number - 1
        );
        relay(controllerKey, controller, call);
    }

    function test_setAttribute_reverts_whenCallerIsNotController(address caller) external {
        vm.assume(caller != controller);
        expectNotController(caller);
        vm.prank(caller);
        registry.setAttribute(did, "n", "v", 1);
        expectNotController(caller);
        vm.prank(caller);
        registry.revokeAttribute(did, "n", "v");
        expectNotController(caller);
        vm.prank(caller);
        registry.setProfile(did, "content");
    }

    function test_setAttribute_reverts_whenItHasNoName_orNoTime(bytes32 name, uint64 validity)
        external
    {
        bytes4 selector = IDidRegistry.InvalidAttribute.selector;
        expectError(abi.encodeWithSelector(selector, bytes32(0), validity));
        _set(0, "v", validity);
        expectError(abi.encodeWithSelector(selector, name, uint64(0)));
        _set(name, "v", 0);
    }

    function test_revokeAttribute_isAnEventWithoutAnEnd(bytes32 name, bytes calldata value)
        external
    {
        vm.expectEmit(address(registry));
        emit IDidRegistry.AttributeChanged(did, name, value, 0, 0, block.number);
        vm.prank(controller);
        registry.revokeAttribute(did, name, value);
    }

    /// @dev Whatever changes, the event names the block of the change before.
    function test_changes_areChained_whateverTheyAre(uint8[12] calldata kinds) external {
        uint256 last = block.number;
        for (uint256 i = 0; i < kinds.length; ++i) {
            uint256 next = last + kinds[i] % 3;
            vm.roll(next);
            vm.recordLogs();
            _changeSomething(kinds[i], i);
            vm.assertEq(registry.changedAt(did), next, "changed at");
            vm.assertEq(_previousChange(), last, "previous change");
            last = next;
        }
    }

    function test_changedAt_is0_beforeTheDidIs(uint256 id) external view {
        vm.assume(id != DidId.unwrap(did));
        vm.assertEq(registry.changedAt(DidId.wrap(id)), 0, "never");
        vm.assertEq(registry.changedAt(did), block.number, "created");
    }

    function test_setProfile_replacesTheOneBefore(bytes32 first, bytes32 second) external {
        _setProfile(first);
        vm.assertEq(registry.profileOf(did), first, "first");
        vm.expectEmit(address(registry));
        emit IDidRegistry.ProfileSet(did, second, 0, block.number);
        _setProfile(second);
        vm.assertEq(registry.profileOf(did), second, "second");
    }

    function test_profile_ends_atNonceBumpAndTransfer(bytes32 contentId, bool byTransfer) external {
        _setProfile(contentId);
        renew(byTransfer);
        vm.assertEq(registry.profileOf(did), 0, "ended");
    }

    function _changeSomething(uint256 kind, uint256 step) private {
        bytes32 unique = keccak256(abi.encode(step));
        vm.startPrank(controller);
        if (kind % 8 == 0) registry.setAttribute(did, "n", "v", 1);
        if (kind % 8 == 1) registry.revokeAttribute(did, "n", "v");
        if (kind % 8 == 2) registry.setProfile(did, unique);
        if (kind % 8 == 3) registry.bumpNonce(did);
        if (kind % 8 == 4) registry.addDevice(did, unique, unique, ~unique);
        if (kind % 8 == 5) registry.authorize(did, wallet, 1, uint64(block.timestamp + 1));
        if (kind % 8 == 6) registry.setRecovery(did, wallet);
        if (kind % 8 == 7) registry.transferFrom(controller, controller, DidId.unwrap(did));
        vm.stopPrank();
    }

    /// @dev The last word of the first event that is not of ERC-721 or ERC-4906: those are shorter.
    function _previousChange() private returns (uint256 previous) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 i;
        while (logs[i].data.length <= 32) {
            ++i;
        }
        bytes memory data = logs[i].data;
        // The attribute's value lies behind the other words: name, its place, end, nonce, previous change.
        bool isAttribute = logs[i].topics[0] == IDidRegistry.AttributeChanged.selector;
        uint256 end = isAttribute ? 5 * 32 : data.length;
        assembly ("memory-safe") {
            previous := mload(add(data, end))
        }
    }

    function _set(bytes32 name, bytes memory value, uint64 validity) private {
        vm.prank(controller);
        registry.setAttribute(did, name, value, validity);
    }

    function _setProfile(bytes32 contentId) private {
        vm.prank(controller);
        registry.setProfile(did, contentId);
    }
}
