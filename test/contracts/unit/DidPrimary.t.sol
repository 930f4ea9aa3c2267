// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DidId} from "../../../contracts/identity/DidId.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {IdentityTest} from "../support/IdentityTest.sol";

contract DidPrimaryTest is IdentityTest {
    function test_setPrimary_namesALink(uint256 seed) external {
        uint256 key = boundKey(seed);
        address to = vm.addr(key);
        linkNow(did, to, key);
        _assertPrimary(to, DidId.wrap(0));
        vm.expectEmit(address(registry));
        emit IDidRegistry.PrimarySet(to, did, 0);
        _set(to, did);
        _assertPrimary(to, did);
    }

    function test_setPrimary_works_byTheWalletsSignature() external {
        linkNow(did, wallet, walletKey);
        relay(walletKey, wallet, abi.encodeCall(IDidRegistry.setPrimary, (did)));
        _assertPrimary(wallet, did);
        relay(walletKey, wallet, abi.encodeCall(IDidRegistry.clearPrimary, ()));
        _assertPrimary(wallet, DidId.wrap(0));
    }

    function test_setPrimary_replacesTheOneBefore() external {
        DidId second = createDid(controller, "second");
        linkNow(did, wallet, walletKey);
        linkNow(second, wallet, walletKey);
        _set(wallet, did);
        _set(wallet, second);
        _assertPrimary(wallet, second);
        // The former one has no say any more.
        vm.prank(controller);
        registry.unlink(did, wallet);
        _assertPrimary(wallet, second);
    }

    function test_setPrimary_reverts_whenNotLinked(address stranger, uint256 id) external {
        vm.assume(stranger != wallet);
        linkNow(did, wallet, walletKey);
        _expectNotLinked(did, stranger);
        _set(stranger, did);
        vm.assume(id != DidId.unwrap(did));
        _expectNotLinked(DidId.wrap(id), wallet);
        _set(wallet, DidId.wrap(id));
    }

    function test_setPrimary_reverts_whenTheLinkIsOfAnEarlierNonce(bool byTransfer) external {
        linkNow(did, wallet, walletKey);
        renew(byTransfer);
        _expectNotLinked(did, wallet);
        _set(wallet, did);
    }

    function test_primaryOf_ends_withTheNonce_alsoWhenLinkedAnew(bool byTransfer) external {
        linkNow(did, wallet, walletKey);
        _set(wallet, did);
        renew(byTransfer);
        _assertPrimary(wallet, DidId.wrap(0));
        linkNow(did, wallet, walletKey);
        _assertPrimary(wallet, DidId.wrap(0));
    }

    function test_primaryOf_ends_withTheLink_alsoWhenLinkedAnew(bool byWallet) external {
        linkNow(did, wallet, walletKey);
        _set(wallet, did);
        vm.expectEmit(address(registry));
        emit IDidRegistry.PrimaryCleared(wallet, did);
        vm.prank(byWallet ? wallet : controller);
        registry.unlink(did, wallet);
        _assertPrimary(wallet, DidId.wrap(0));
        linkNow(did, wallet, walletKey);
        _assertPrimary(wallet, DidId.wrap(0));
    }

    function test_clearPrimary_leavesTheLink() external {
        linkNow(did, wallet, walletKey);
        _set(wallet, did);
        vm.expectEmit(address(registry));
        emit IDidRegistry.PrimaryCleared(wallet, did);
        vm.prank(wallet);
        registry.clearPrimary();
        _assertPrimary(wallet, DidId.wrap(0));
        assertLinked(did, wallet, true, "still linked");
    }

    function test_clearPrimary_reverts_whenThereIsNone(address caller, bool ended) external {
        vm.assume(caller != wallet);
        _expectNone(caller);
        linkNow(did, wallet, walletKey);
        _set(wallet, did);
        if (ended) {
            bump();
            _expectNone(wallet);
        }
    }

    function _set(address who, DidId token) private {
        vm.prank(who);
        registry.setPrimary(token);
    }

    function _expectNone(address who) private {
        expectError(abi.encodeWithSelector(IDidRegistry.NoPrimary.selector, who));
        vm.prank(who);
        registry.clearPrimary();
    }

    function _expectNotLinked(DidId token, address who) private {
        expectError(abi.encodeWithSelector(IDidRegistry.NotLinked.selector, token, who));
    }

    function _assertPrimary(address who, DidId expected) private view {
        vm.assertEq(DidId.unwrap(registry.primaryOf(who)), DidId.unwrap(expected), "primary");
    }
}
