// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DidId} from "../../../contracts/identity/DidId.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {IdentityTest} from "../support/IdentityTest.sol";

contract DidSessionKeysTest is IdentityTest {
    address internal constant KEY = address(0x5E55);
    uint256 internal constant LONGEST = 90 days;

    function test_authorize_letsTheKeyAct_inItsScopeUntilItsEnd(
        address key,
        uint32 scope,
        uint32 other,
        uint256 life
    ) external {
        vm.assume(key != address(0) && scope != 0 && other != 0);
        uint64 expiry = uint64(block.timestamp + bound(life, 1, LONGEST));
        vm.expectEmit(address(registry));
        emit IDidRegistry.SessionKeyAuthorized(did, key, scope, expiry, 0, block.number);
        _authorize(key, scope, expiry);

        vm.assertTrue(registry.isAuthorized(did, key, scope), "whole scope");
        vm.assertEq(registry.isAuthorized(did, key, other), other & ~scope == 0, "each bit counts");
        vm.assertFalse(registry.isAuthorized(did, key, 0), "no scope is no right");
        IDidRegistry.SessionKey memory session = registry.sessionKeyOf(did, key);
        vm.assertEq(session.scope, scope, "scope");
        vm.assertEq(session.expiry, expiry, "expiry");

        vm.warp(expiry - 1);
        vm.assertTrue(registry.isAuthorized(did, key, scope), "last second");
        vm.warp(expiry);
        _assertNone(key);
    }

    function test_authorize_works_byTheControllersSignature(uint32 scope) external {
        vm.assume(scope != 0);
        uint64 expiry = uint64(block.timestamp + 1 days);
        bytes memory call = abi.encodeCall(IDidRegistry.authorize, (did, KEY, scope, expiry));
        relay(controllerKey, controller, call);
        vm.assertTrue(registry.isAuthorized(did, KEY, scope), "authorized");
    }

    function test_authorize_replaces_whatTheKeyHad(uint32 scope) external {
        vm.assume(scope != 0);
        _authorize(KEY, type(uint32).max, uint64(block.timestamp + 1 days));
        _authorize(KEY, scope, uint64(block.timestamp + 1 hours));
        vm.assertEq(registry.sessionKeyOf(did, KEY).scope, scope, "scope");
        vm.assertEq(registry.sessionKeyOf(did, KEY).expiry, block.timestamp + 1 hours, "expiry");
    }

    function test_authorize_reverts_whenCallerIsNotController(address caller) external {
        vm.assume(caller != controller);
        expectNotController(caller);
        vm.prank(caller);
        registry.authorize(did, KEY, 1, uint64(block.timestamp + 1));
    }

    function test_authorize_reverts_whenTheSessionKeyItselfAsks() external {
        _authorize(KEY, type(uint32).max, uint64(block.timestamp + 1));
        expectNotController(KEY);
        vm.prank(KEY);
        registry.authorize(did, KEY, 1, uint64(block.timestamp + LONGEST));
    }

    function test_authorize_reverts_whenKeyOrScopeIsZero(address key, uint32 scope) external {
        bytes4 selector = IDidRegistry.InvalidSessionKey.selector;
        expectError(abi.encodeWithSelector(selector, key, uint32(0)));
        _authorize(key, 0, uint64(block.timestamp + 1));
        expectError(abi.encodeWithSelector(selector, address(0), scope));
        _authorize(address(0), scope, uint64(block.timestamp + 1));
    }

    function test_authorize_reverts_whenExpiryIsPastOrTooFar(uint64 expiry) external {
        vm.assume(expiry <= block.timestamp || expiry > block.timestamp + LONGEST);
        expectError(
            abi.encodeWithSelector(
                IDidRegistry.InvalidSessionExpiry.selector, expiry, block.timestamp + LONGEST
            )
        );
        _authorize(KEY, 1, expiry);
    }

    function test_revokeSessionKey_endsIt() external {
        _authorize(KEY, 1, uint64(block.timestamp + 1));
        vm.expectEmit(address(registry));
        emit IDidRegistry.SessionKeyRevoked(did, KEY, 0, block.number);
        vm.prank(controller);
        registry.revokeSessionKey(did, KEY);
        _assertNone(KEY);
    }

    function test_revokeSessionKey_reverts_whenThereIsNone(uint8 how) external {
        if (how % 4 != 0) _authorize(KEY, 1, uint64(block.timestamp + 1));
        if (how % 4 == 1) renew(false);
        if (how % 4 == 2) renew(true);
        if (how % 4 == 3) skip(1);
        expectError(abi.encodeWithSelector(IDidRegistry.SessionKeyNotActive.selector, did, KEY));
        vm.prank(controller);
        registry.revokeSessionKey(did, KEY);
    }

    function test_revokeSessionKey_reverts_whenCallerIsNotController(address caller) external {
        vm.assume(caller != controller);
        _authorize(KEY, 1, uint64(block.timestamp + 1));
        expectNotController(caller);
        vm.prank(caller);
        registry.revokeSessionKey(did, KEY);
    }

    function test_sessionKeys_end_atNonceBumpAndTransfer(bool byTransfer) external {
        _authorize(KEY, 1, uint64(block.timestamp + LONGEST));
        renew(byTransfer);
        _assertNone(KEY);
        _authorize(KEY, 2, uint64(block.timestamp + 1));
        vm.assertFalse(registry.isAuthorized(did, KEY, 1), "old scope");
    }

    function test_sessionKeys_belongToOneDid() external {
        DidId second = createDid(controller, "second");
        _authorize(KEY, 1, uint64(block.timestamp + 1));
        vm.assertFalse(registry.isAuthorized(second, KEY, 1), "other DID");
    }

    function _authorize(address key, uint32 scope, uint64 expiry) private {
        vm.prank(controller);
        registry.authorize(did, key, scope, expiry);
    }

    function _assertNone(address key) private view {
        vm.assertFalse(registry.isAuthorized(did, key, 1), "not authorized");
        vm.assertEq(registry.sessionKeyOf(did, key).scope, 0, "no scope");
        vm.assertEq(registry.sessionKeyOf(did, key).expiry, 0, "no expiry");
    }
}
