// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {DidId} from "../../../contracts/identity/DidId.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {IdentityTest} from "../support/IdentityTest.sol";

/// @notice Invariant 11, and recovery rights that must not survive a sale: a DID that changes hands comes
/// with nothing of its former holder's.
contract DidTransferTest is IdentityTest {
    bytes32 internal constant DEVICE = "laptop";
    address internal constant SESSION = address(0x5E55);
    address internal constant SPENDER = address(0x59E4D);
    uint256 internal constant FOREVER = type(uint256).max;

    address internal guard;
    address internal buyer;
    bytes internal unusedConsent;
    bytes internal unusedCalls;

    function setUp() public override {
        super.setUp();
        guard = makeAccount("guard");
        buyer = makeAccount("buyer");
        _setEverything();
    }

    function test_11_transfer_leavesNothingOfTheFormerHolder(bool andBack) external {
        transfer(did, controller, buyer);
        if (andBack) transfer(did, buyer, controller);
        _assertNothing();
        _expectFormerRightsRefused(andBack ? controller : buyer);
    }

    function test_11_bumpNonce_leavesNothingToo() external {
        bump();
        _assertNothing();
        _expectFormerRightsRefused(controller);
    }

    function test_11_finishedRecovery_leavesNothingToo() external {
        skip(RECOVERY_DELAY);
        registry.finishRecovery(did);
        vm.assertEq(registry.ownerOf(DidId.unwrap(did)), buyer, "recovered");
        _assertNothing();
    }

    function test_11_signedCalls_fail_afterTheNonceMoved_whenTheyRequireIt() external {
        bytes[] memory calls = _unusedCalls();
        bump();
        expectError(
            abi.encodeWithSelector(
                IDidRegistry.StaleNonce.selector, did, uint64(0), registry.nonceOf(did)
            )
        );
        registry.callBySignature(controller, calls, FOREVER, unusedCalls);
    }

    function _setEverything() private {
        linkNow(did, wallet, walletKey);
        vm.prank(wallet);
        registry.setPrimary(did);
        vm.startPrank(controller);
        registry.addDevice(did, DEVICE, "x25519", "ed25519");
        registry.authorize(did, SESSION, 3, uint64(block.timestamp + 90 days));
        registry.setAttribute(did, "service", "https://example.org", 365 days);
        registry.setProfile(did, "content");
        registry.setRecovery(did, guard);
        registry.approve(SPENDER, DidId.unwrap(did));
        vm.stopPrank();
        vm.prank(guard);
        registry.startRecovery(did, buyer);
        unusedConsent = consent(controllerKey, did, buyer, FOREVER);
        unusedCalls = signCalls(controllerKey, controller, _unusedCalls(), FOREVER);
    }

    function _unusedCalls() private view returns (bytes[] memory calls) {
        calls = new bytes[](2);
        calls[0] = abi.encodeCall(IDidRegistry.requireNonce, (did, 0));
        calls[1] = abi.encodeCall(IDidRegistry.setProfile, (did, "signed before"));
    }

    function _assertNothing() private view {
        assertLinked(did, wallet, false, "link");
        vm.assertEq(registry.linkCountOf(did), 0, "links");
        vm.assertEq(registry.didsOf(wallet).length, 0, "wallet's list");
        vm.assertEq(DidId.unwrap(registry.primaryOf(wallet)), 0, "primary");
        IDidRegistry.DeviceState state = registry.device(did, DEVICE).state;
        vm.assertEq(uint256(state), uint256(IDidRegistry.DeviceState.Removed), "device");
        vm.assertEq(registry.deviceCountOf(did), 0, "devices");
        vm.assertFalse(registry.isAuthorized(did, SESSION, 1), "session key");
        vm.assertEq(registry.profileOf(did), 0, "profile");
        IDidRegistry.Recovery memory recovery = registry.recoveryOf(did);
        vm.assertEq(recovery.recovery, address(0), "recovery");
        vm.assertEq(recovery.newHolder, address(0), "new holder");
        vm.assertEq(recovery.readyAt, 0, "ready at");
        vm.assertEq(registry.getApproved(DidId.unwrap(did)), address(0), "approval");
        // Attributes are events; those of an earlier nonce do not count.
        vm.assertNotEq(registry.nonceOf(did), 0, "nonce");
    }

    function _expectFormerRightsRefused(address holder) private {
        expectError(abi.encodeWithSelector(IDidRegistry.NotRecovery.selector, did, guard));
        vm.prank(guard);
        registry.startRecovery(did, guard);

        skip(RECOVERY_DELAY);
        expectError(abi.encodeWithSelector(IDidRegistry.NoRecovery.selector, did));
        registry.finishRecovery(did);

        vm.prank(SPENDER);
        vm.expectRevert();
        registry.transferFrom(holder, SPENDER, DidId.unwrap(did));

        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, holder));
        registry.linkBySignatures(did, buyer, FOREVER, unusedConsent, unusedConsent);
    }
}
