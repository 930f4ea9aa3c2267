// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {DidId} from "../../../contracts/identity/DidId.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {ContractWallet} from "../support/ContractWallet.sol";
import {IdentityTest} from "../support/IdentityTest.sol";

contract DidLinksTest is IdentityTest {
    uint256 internal constant FOREVER = type(uint256).max;

    function test_link_bindsBothSides_whenControllerCalls(uint256 seed, uint256 lifetime) external {
        uint256 key = boundKey(seed);
        address to = vm.addr(key);
        uint256 deadline = block.timestamp + bound(lifetime, 0, 365 days);
        bytes memory signed = consent(key, did, to, deadline);
        vm.expectEmit(address(registry));
        emit IDidRegistry.WalletLinked(did, to, 0, block.number);
        vm.prank(controller);
        registry.link(did, to, deadline, signed);

        assertLinked(did, to, true, "linked");
        vm.assertEq(registry.linkCountOf(did), 1, "count");
        vm.assertEq(registry.didsOf(to).length, 1, "list");
        vm.assertEq(DidId.unwrap(registry.didsOf(to)[0]), DidId.unwrap(did), "listed");
        vm.assertEq(registry.walletNonce(to), 1, "consent used");
    }

    function test_linkBySignatures_bindsBothSides_whoeverSends(address sender) external {
        bytes memory ours = consent(controllerKey, did, wallet, FOREVER);
        bytes memory theirs = consent(walletKey, did, wallet, FOREVER);
        vm.prank(sender);
        registry.linkBySignatures(did, wallet, FOREVER, ours, theirs);
        assertLinked(did, wallet, true, "linked");
    }

    function test_link_acceptsContractWallets() external {
        ContractWallet smart = new ContractWallet(wallet);
        linkNow(did, address(smart), walletKey);
        assertLinked(did, address(smart), true, "wallet's side");

        DidId held = createDid(address(smart), "held by a contract");
        bytes memory ours = consent(walletKey, held, controller, FOREVER);
        bytes memory theirs = consent(controllerKey, held, controller, FOREVER);
        registry.linkBySignatures(held, controller, FOREVER, ours, theirs);
        assertLinked(held, controller, true, "controller's side");
    }

    function test_link_reverts_whenContractWalletRefuses(uint256 seed) external {
        ContractWallet smart = new ContractWallet(wallet);
        uint256 key = boundKey(seed);
        vm.assume(key != walletKey);
        bytes memory signed = consent(key, did, address(smart), FOREVER);
        _expectInvalidSignature(address(smart));
        vm.prank(controller);
        registry.link(did, address(smart), FOREVER, signed);
    }

    function test_link_reverts_whenCallerIsNotController(address caller) external {
        vm.assume(caller != controller);
        bytes memory signed = consent(walletKey, did, wallet, FOREVER);
        expectError(abi.encodeWithSelector(IDidRegistry.NotController.selector, did, caller));
        vm.prank(caller);
        registry.link(did, wallet, FOREVER, signed);
    }

    function test_link_reverts_whenAnotherKeySigned(uint256 seed) external {
        uint256 key = boundKey(seed);
        vm.assume(key != walletKey && key != controllerKey);
        bytes memory forged = consent(key, did, wallet, FOREVER);
        bytes memory ours = consent(controllerKey, did, wallet, FOREVER);
        _expectInvalidSignature(wallet);
        registry.linkBySignatures(did, wallet, FOREVER, ours, forged);
        _expectInvalidSignature(controller);
        registry.linkBySignatures(did, wallet, FOREVER, forged, forged);
        _expectInvalidSignature(wallet);
        vm.prank(controller);
        registry.link(did, wallet, FOREVER, forged);
    }

    function test_link_reverts_whenSignatureIsMalformed(bytes calldata junk) external {
        vm.assume(junk.length != 65);
        _expectInvalidSignature(wallet);
        vm.prank(controller);
        registry.link(did, wallet, FOREVER, junk);
        _expectInvalidSignature(address(0));
        vm.prank(controller);
        registry.link(did, address(0), FOREVER, junk);
    }

    function test_linkBySignatures_reverts_whenDidDoesNotExist(uint256 id) external {
        vm.assume(id != DidId.unwrap(did));
        bytes memory signed = consent(walletKey, DidId.wrap(id), wallet, FOREVER);
        _expectInvalidSignature(address(0));
        registry.linkBySignatures(DidId.wrap(id), wallet, FOREVER, signed, signed);
    }

    function test_link_reverts_whenConsentHasExpired(uint256 late) external {
        uint256 deadline = block.timestamp;
        bytes memory signed = consent(walletKey, did, wallet, deadline);
        skip(bound(late, 1, 365 days));
        expectError(
            abi.encodeWithSelector(
                ISignedCalls.SignatureExpired.selector, deadline, block.timestamp
            )
        );
        vm.prank(controller);
        registry.link(did, wallet, deadline, signed);
    }

    function test_link_reverts_whenDeadlineIsNotTheSignedOne(uint256 deadline) external {
        deadline = bound(deadline, block.timestamp, FOREVER - 1);
        bytes memory signed = consent(walletKey, did, wallet, deadline);
        _expectInvalidSignature(wallet);
        vm.prank(controller);
        registry.link(did, wallet, deadline + 1, signed);
    }

    function test_link_reverts_whenLinkedAlready() external {
        linkNow(did, wallet, walletKey);
        bytes memory signed = consent(walletKey, did, wallet, FOREVER);
        expectError(abi.encodeWithSelector(IDidRegistry.AlreadyLinked.selector, did, wallet));
        vm.prank(controller);
        registry.link(did, wallet, FOREVER, signed);
    }

    function test_unlink_endsTheLink_byEitherSideAlone(bool byWallet) external {
        linkNow(did, wallet, walletKey);
        vm.expectEmit(address(registry));
        emit IDidRegistry.WalletUnlinked(did, wallet, 0, block.number);
        vm.prank(byWallet ? wallet : controller);
        registry.unlink(did, wallet);
        assertLinked(did, wallet, false, "unlinked");
        vm.assertEq(registry.linkCountOf(did), 0, "count");
        vm.assertEq(registry.didsOf(wallet).length, 0, "list");
    }

    function test_unlink_reverts_whenCallerIsNoParty(address caller) external {
        vm.assume(caller != controller && caller != wallet);
        linkNow(did, wallet, walletKey);
        expectError(abi.encodeWithSelector(IDidRegistry.NotLinkParty.selector, did, wallet, caller));
        vm.prank(caller);
        registry.unlink(did, wallet);
    }

    function test_unlink_reverts_whenNotLinked_orNoLonger() external {
        _expectNotLinked();
        linkNow(did, wallet, walletKey);
        vm.prank(controller);
        registry.bumpNonce(did);
        _expectNotLinked();
    }

    function _expectNotLinked() private {
        expectError(abi.encodeWithSelector(IDidRegistry.NotLinked.selector, did, wallet));
        vm.prank(controller);
        registry.unlink(did, wallet);
    }

    function _expectInvalidSignature(address signer) private {
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, signer));
    }
}
