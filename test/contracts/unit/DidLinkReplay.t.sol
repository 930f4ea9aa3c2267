// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {DidId} from "../../../contracts/identity/DidId.sol";
import {DidRegistry} from "../../../contracts/identity/DidRegistry.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {IdentityTest} from "../support/IdentityTest.sol";

/// @notice Invariant 11, second half: a stale signature fails after a nonce bump or a transfer. And
/// a consent serves once, on one chain, in one registry.
contract DidLinkReplayTest is IdentityTest {
    uint256 internal constant FOREVER = type(uint256).max;

    bytes internal ours;
    bytes internal theirs;

    function setUp() public override {
        super.setUp();
        ours = consent(controllerKey, did, wallet, FOREVER);
        theirs = consent(walletKey, did, wallet, FOREVER);
    }

    function test_11_consent_servesOnce_afterUnlinking(bool byWallet) external {
        registry.linkBySignatures(did, wallet, FOREVER, ours, theirs);
        vm.prank(byWallet ? wallet : controller);
        registry.unlink(did, wallet);
        _expectStale();
    }

    function test_11_consent_fails_afterANonceBump() external {
        vm.prank(controller);
        registry.bumpNonce(did);
        _expectStale();
    }

    function test_11_consent_fails_afterATransferThereAndBack(address other) external {
        vm.assume(other != address(0));
        transfer(did, controller, other);
        transfer(did, other, controller);
        _expectStale();
    }

    function test_11_consent_fails_afterAnotherConsentOfTheWallet() external {
        DidId second = createDid(controller, "second");
        linkNow(second, wallet, walletKey);
        _expectStale();
    }

    function test_11_consent_fails_forAnotherDid_orWallet(uint256 seed) external {
        DidId second = createDid(controller, "second");
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, controller));
        registry.linkBySignatures(second, wallet, FOREVER, ours, theirs);

        address stranger = vm.addr(boundKey(seed));
        vm.assume(stranger != wallet);
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, controller));
        registry.linkBySignatures(did, stranger, FOREVER, ours, theirs);
    }

    function test_11_consent_fails_onAnotherChain_orInAnotherRegistry() external {
        DidRegistry other = newRegistry();
        // The same digest's fields, in a registry where the id has the same holder.
        vm.prank(controller);
        DidId twin = other.create("first");
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, controller));
        other.linkBySignatures(twin, wallet, FOREVER, ours, theirs);

        vm.chainId(block.chainid + 1);
        _expectStale();
    }

    function test_11_links_end_atNonceBumpAndTransfer(bool byTransfer, address to) external {
        vm.assume(to != address(0));
        registry.linkBySignatures(did, wallet, FOREVER, ours, theirs);
        if (byTransfer) {
            transfer(did, controller, to);
        } else {
            vm.prank(controller);
            registry.bumpNonce(did);
        }
        assertLinked(did, wallet, false, "ended");
        vm.assertEq(registry.linkCountOf(did), 0, "count");
        vm.assertEq(registry.didsOf(wallet).length, 0, "list");
    }

    function _expectStale() private {
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, controller));
        registry.linkBySignatures(did, wallet, FOREVER, ours, theirs);
    }
}
