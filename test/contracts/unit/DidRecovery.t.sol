// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {DidId} from "../../../contracts/identity/DidId.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {IdentityTest} from "../support/IdentityTest.sol";

contract DidRecoveryTest is IdentityTest {
    address internal guard;
    uint256 internal guardKey;
    address internal heir;

    function setUp() public override {
        super.setUp();
        (guard, guardKey) = makeKey("guard");
        heir = makeAccount("heir");
    }

    function test_setRecovery_namesTheAddress(address first, address second) external {
        vm.assume(first != controller && second != controller);
        _set(first);
        vm.expectEmit(address(registry));
        emit IDidRegistry.RecoverySet(did, second, 0, block.number);
        _set(second);
        _assertRecovery(second, address(0), 0);
    }

    function test_setRecovery_reverts_whenItIsTheHolder() external {
        expectError(abi.encodeWithSelector(IDidRegistry.InvalidRecovery.selector, controller));
        _set(controller);
    }

    function test_setRecovery_reverts_whenCallerIsNotController(address caller) external {
        vm.assume(caller != controller);
        _set(caller);
        expectNotController(caller);
        vm.prank(caller);
        registry.setRecovery(did, caller);
    }

    function test_recovery_movesTheDid_afterTheDelay(uint32 late, address sender) external {
        _set(guard);
        uint64 readyAt = uint64(block.timestamp) + RECOVERY_DELAY;
        vm.expectEmit(address(registry));
        emit IDidRegistry.RecoveryStarted(did, guard, heir, readyAt, 0, block.number);
        _start(heir);
        _assertRecovery(guard, heir, readyAt);

        vm.warp(readyAt + late);
        vm.expectEmit(address(registry));
        emit IDidRegistry.RecoveryFinished(did, heir);
        vm.expectEmit(address(registry));
        emit IERC721.Transfer(controller, heir, DidId.unwrap(did));
        vm.expectEmit(address(registry));
        emit IDidRegistry.DidNonceBumped(did, 1, heir, block.number);
        vm.prank(sender);
        registry.finishRecovery(did);
        vm.assertEq(registry.ownerOf(DidId.unwrap(did)), heir, "holder");
        _assertRecovery(address(0), address(0), 0);
        _expectNotRecovery(guard);
    }

    function test_recovery_works_bySignatures() external {
        _set(guard);
        relay(guardKey, guard, abi.encodeCall(IDidRegistry.startRecovery, (did, heir)));
        relay(controllerKey, controller, abi.encodeCall(IDidRegistry.cancelRecovery, (did)));
        _assertRecovery(guard, address(0), 0);
    }

    function test_startRecovery_mayNameTheRecoveryAddressItself() external {
        _set(guard);
        _start(guard);
        skip(RECOVERY_DELAY);
        registry.finishRecovery(did);
        vm.assertEq(registry.ownerOf(DidId.unwrap(did)), guard, "holder");
    }

    function test_startRecovery_again_startsTheDelayAnew(uint256 wait) external {
        _set(guard);
        _start(heir);
        skip(bound(wait, 1, 365 days));
        _start(wallet);
        uint64 readyAt = uint64(block.timestamp) + RECOVERY_DELAY;
        _assertRecovery(guard, wallet, readyAt);
        _expectNotReady(readyAt);
    }

    function test_startRecovery_reverts_whenCallerIsNotTheRecoveryAddress(
        address caller,
        bool named
    ) external {
        vm.assume(caller != guard);
        if (named) _set(guard);
        _expectNotRecovery(caller);
        // An address that nobody named is not the zero address's either.
        _expectNotRecovery(address(0));
    }

    function test_startRecovery_reverts_whenNewHolderIsNobody_orTheHolder() external {
        _set(guard);
        bytes4 selector = IDidRegistry.InvalidNewHolder.selector;
        expectError(abi.encodeWithSelector(selector, address(0)));
        _start(address(0));
        expectError(abi.encodeWithSelector(selector, controller));
        _start(controller);
    }

    function test_finishRecovery_reverts_beforeTheDelayIsOver(uint256 wait) external {
        _set(guard);
        _start(heir);
        uint64 readyAt = uint64(block.timestamp) + RECOVERY_DELAY;
        skip(bound(wait, 0, RECOVERY_DELAY - 1));
        _expectNotReady(readyAt);
    }

    function test_finishRecovery_reverts_whenNothingIsStarted(uint8 how) external {
        if (how % 5 != 0) _set(guard);
        if (how % 5 > 1) _start(heir);
        if (how % 5 == 2) renew(true);
        if (how % 5 == 3) renew(false);
        if (how % 5 == 4) _set(wallet);
        skip(RECOVERY_DELAY);
        _expectNone();
        registry.finishRecovery(did);
        _expectNone();
        vm.prank(controller);
        registry.cancelRecovery(did);
    }

    function test_cancelRecovery_endsWhatWasStarted_notTheRight() external {
        _set(guard);
        _start(heir);
        vm.expectEmit(address(registry));
        emit IDidRegistry.RecoveryCancelled(did, 0, block.number);
        vm.prank(controller);
        registry.cancelRecovery(did);
        _assertRecovery(guard, address(0), 0);
        skip(RECOVERY_DELAY);
        _expectNone();
        registry.finishRecovery(did);
        _start(heir);
    }

    function test_cancelRecovery_reverts_whenCallerIsNotController(address caller) external {
        vm.assume(caller != controller);
        _set(guard);
        _start(heir);
        expectNotController(caller);
        vm.prank(caller);
        registry.cancelRecovery(did);
    }

    function test_setRecovery_cancelsWhatWasStarted() external {
        _set(guard);
        _start(heir);
        vm.expectEmit(address(registry));
        emit IDidRegistry.RecoveryCancelled(did, 0, block.number);
        vm.expectEmit(address(registry));
        emit IDidRegistry.RecoverySet(did, address(0), 0, block.number);
        _set(address(0));
        _assertRecovery(address(0), address(0), 0);
        _expectNotRecovery(guard);
    }

    function test_recovery_ends_atNonceBumpAndTransfer(bool byTransfer, bool started) external {
        _set(guard);
        if (started) _start(heir);
        renew(byTransfer);
        _assertRecovery(address(0), address(0), 0);
        _expectNotRecovery(guard);
    }

    function _set(address recovery) private {
        vm.prank(controller);
        registry.setRecovery(did, recovery);
    }

    function _start(address newHolder) private {
        vm.prank(guard);
        registry.startRecovery(did, newHolder);
    }

    function _expectNone() private {
        expectError(abi.encodeWithSelector(IDidRegistry.NoRecovery.selector, did));
    }

    function _expectNotReady(uint64 readyAt) private {
        expectError(abi.encodeWithSelector(IDidRegistry.RecoveryNotReady.selector, did, readyAt));
        registry.finishRecovery(did);
    }

    function _expectNotRecovery(address caller) private {
        expectError(abi.encodeWithSelector(IDidRegistry.NotRecovery.selector, did, caller));
        vm.prank(caller);
        registry.startRecovery(did, heir);
    }

    function _assertRecovery(address recovery, address newHolder, uint64 readyAt) private view {
        IDidRegistry.Recovery memory entry = registry.recoveryOf(did);
        vm.assertEq(entry.recovery, recovery, "recovery");
        vm.assertEq(entry.newHolder, newHolder, "new holder");
        vm.assertEq(entry.readyAt, readyAt, "ready at");
    }
}
