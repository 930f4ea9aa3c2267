// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {DidId} from "../../../contracts/identity/DidId.sol";
import {DidRegistry} from "../../../contracts/identity/DidRegistry.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {ContractWallet} from "../support/ContractWallet.sol";
import {IdentityTest} from "../support/IdentityTest.sol";
import {Impostor} from "../support/Impostor.sol";

/// @notice Signed batches, of the identity registry: who acts is who signed, never who sent.
contract SignedCallsTest is IdentityTest {
    uint256 internal constant FOREVER = type(uint256).max;
    /// @dev secp256k1's order.
    uint256 internal constant N =
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    function test_callBySignature_creates_inTheSignersName(
        uint256 seed,
        bytes32 salt,
        address sender
    ) external {
        uint256 key = boundKey(seed);
        address signer = vm.addr(key);
        vm.assume(signer != controller);
        bytes[] memory calls = listOf(abi.encodeCall(IDidRegistry.create, (salt)));
        bytes memory signed = signCalls(key, signer, calls, block.timestamp);
        vm.expectEmit(address(registry));
        emit ISignedCalls.SignedCallsNonceRaised(signer, 1);
        vm.prank(sender);
        bytes[] memory results = registry.callBySignature(signer, calls, block.timestamp, signed);
        DidId created = abi.decode(results[0], (DidId));
        vm.assertEq(DidId.unwrap(created), DidId.unwrap(registry.didOf(signer, salt)), "id");
        vm.assertEq(registry.ownerOf(DidId.unwrap(created)), signer, "holder");
        vm.assertEq(registry.nonces(signer), 1, "nonce");
    }

    function test_callBySignature_creates_forContractWallets(bytes32 salt) external {
        ContractWallet smart = new ContractWallet(wallet);
        relay(walletKey, address(smart), abi.encodeCall(IDidRegistry.create, (salt)));
        uint256 id = DidId.unwrap(registry.didOf(address(smart), salt));
        vm.assertEq(registry.ownerOf(id), address(smart), "holder");
    }

    function test_callBySignature_makesAllCalls_orNone(bytes32 salt, bool broken) external {
        DidId next = registry.didOf(wallet, salt);
        bytes[] memory calls = new bytes[](3);
        calls[0] = abi.encodeCall(IDidRegistry.create, (salt));
        calls[1] = abi.encodeCall(IDidRegistry.setProfile, (next, "content"));
        // The last one is somebody else's.
        calls[2] = abi.encodeCall(IDidRegistry.bumpNonce, (broken ? did : next));
        bytes memory signed = signCalls(walletKey, wallet, calls, FOREVER);
        if (broken) expectNotController(wallet);
        registry.callBySignature(wallet, calls, FOREVER, signed);
        vm.assertEq(registry.balanceOf(wallet), broken ? 0 : 1, "created");
        vm.assertEq(registry.nonces(wallet), broken ? 0 : 1, "nonce");
        vm.assertEq(registry.nonceOf(next), broken ? 0 : 1, "bumped");
    }

    function test_multicall_keepsTheSender_alsoWithinASignedCall(bool bySignature) external {
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IDidRegistry.setProfile, (did, "content"));
        calls[1] = abi.encodeCall(IDidRegistry.bumpNonce, (did));
        if (bySignature) {
            relay(controllerKey, controller, abi.encodeCall(registry.multicall, (calls)));
        } else {
            vm.prank(controller);
            registry.multicall(calls);
        }
        vm.assertEq(registry.nonceOf(did), 1, "bumped");
        expectNotController(wallet);
        vm.prank(wallet);
        registry.multicall(calls);
    }

    /// @dev A signed call may carry another's signed call: each acts for its own signer.
    function test_callBySignature_nests_withoutMixingSigners() external {
        bytes[] memory inner = listOf(abi.encodeCall(IDidRegistry.bumpNonce, (did)));
        bytes memory innerSigned = signCalls(controllerKey, controller, inner, FOREVER);
        bytes[] memory outer = new bytes[](2);
        outer[0] =
            abi.encodeCall(ISignedCalls.callBySignature, (controller, inner, FOREVER, innerSigned));
        outer[1] = abi.encodeCall(IDidRegistry.create, ("nested"));
        bytes memory signed = signCalls(walletKey, wallet, outer, FOREVER);
        registry.callBySignature(wallet, outer, FOREVER, signed);
        vm.assertEq(registry.nonceOf(did), 1, "inner, as the controller");
        vm.assertEq(registry.balanceOf(wallet), 1, "outer, as the wallet");
    }

    function test_callBySignature_isNoOne_whenTheVictimsAddressIsBehindTheCalldata(address caller)
        external
    {
        vm.assume(caller != controller && caller != address(registry));
        bytes memory attack =
            abi.encodePacked(abi.encodeCall(IDidRegistry.bumpNonce, (did)), controller);
        vm.prank(caller);
        (bool direct,) = address(registry).call(attack);
        vm.assertFalse(direct, "called");
        vm.prank(caller);
        (bool batched,) = address(registry)
            .call(
                abi.encodePacked(abi.encodeCall(registry.multicall, (listOf(attack))), controller)
            );
        vm.assertFalse(batched, "batched");
        // In a call that the wallet signed, the wallet's own address still comes last.
        bytes[] memory calls = listOf(attack);
        bytes memory signed = signCalls(walletKey, wallet, calls, FOREVER);
        expectNotController(wallet);
        registry.callBySignature(wallet, calls, FOREVER, signed);
        calls = listOf(abi.encodeCall(registry.multicall, (listOf(attack))));
        signed = signCalls(walletKey, wallet, calls, FOREVER);
        expectNotController(wallet);
        registry.callBySignature(wallet, calls, FOREVER, signed);
    }

    function test_hooks_cannotImpersonate_theControllerWhoSendsThem() external {
        Impostor impostor = new Impostor(address(registry));
        DidId second = createDid(controller, "second");
        _planAttacks(impostor, second);
        bytes memory data = abi.encodeWithSignature(
            "safeTransferFrom(address,address,uint256)", controller, impostor, did
        );
        relay(controllerKey, controller, data);
        vm.assertEq(registry.ownerOf(DidId.unwrap(did)), address(impostor), "received");
        vm.assertEq(impostor.succeeded(), 0, "attacks");
        vm.assertEq(registry.nonceOf(second), 0, "untouched");
    }

    function test_erc1271Signers_cannotImpersonate_norReenter() external {
        Impostor impostor = new Impostor(address(registry));
        _planAttacks(impostor, did);
        impostor.plan(abi.encodeCall(ISignedCalls.cancelSignedCalls, ()));
        bytes[] memory calls = listOf(abi.encodeCall(IDidRegistry.create, ("mine")));
        impostor.plan(
            abi.encodeCall(ISignedCalls.callBySignature, (address(impostor), calls, FOREVER, ""))
        );
        impostor.relay(address(impostor), calls);
        vm.assertEq(registry.balanceOf(address(impostor)), 1, "its own call, once");
        vm.assertEq(registry.nonceOf(did), 0, "untouched");
    }

    /// @dev A DID sent to the registry itself would let hooks call it as itself.
    function test_safeTransfer_toTheRegistry_reverts(bytes calldata data) external {
        vm.expectRevert();
        vm.prank(controller);
        registry.safeTransferFrom(controller, address(registry), DidId.unwrap(did), data);
    }

    function test_callBySignature_fails_asTheRegistryItself(bytes calldata signed) external {
        bytes[] memory calls = listOf(abi.encodeCall(IDidRegistry.create, ("own")));
        _expectInvalid(address(registry));
        registry.callBySignature(address(registry), calls, FOREVER, signed);
        _expectInvalid(address(0));
        registry.callBySignature(address(0), calls, FOREVER, signed);
    }

    function test_callBySignature_servesOnce() external {
        bytes[] memory calls = listOf(abi.encodeCall(IDidRegistry.bumpNonce, (did)));
        bytes memory signed = signCalls(controllerKey, controller, calls, FOREVER);
        registry.callBySignature(controller, calls, FOREVER, signed);
        _expectInvalid(controller);
        registry.callBySignature(controller, calls, FOREVER, signed);
    }

    function test_callBySignature_reverts_afterCancelSignedCalls() external {
        bytes[] memory calls = listOf(abi.encodeCall(IDidRegistry.bumpNonce, (did)));
        bytes memory signed = signCalls(controllerKey, controller, calls, FOREVER);
        vm.expectEmit(address(registry));
        emit ISignedCalls.SignedCallsNonceRaised(controller, 1);
        vm.prank(controller);
        registry.cancelSignedCalls();
        _expectInvalid(controller);
        registry.callBySignature(controller, calls, FOREVER, signed);
    }

    function test_callBySignature_reverts_whenExpired(uint256 late) external {
        bytes[] memory calls = listOf(abi.encodeCall(IDidRegistry.bumpNonce, (did)));
        uint256 deadline = block.timestamp;
        bytes memory signed = signCalls(controllerKey, controller, calls, deadline);
        skip(bound(late, 1, 365 days));
        expectError(
            abi.encodeWithSelector(
                ISignedCalls.SignatureExpired.selector, deadline, block.timestamp
            )
        );
        registry.callBySignature(controller, calls, deadline, signed);
    }

    function test_callBySignature_reverts_whenAnythingSignedIsAnother(uint8 which) external {
        bytes[] memory calls = listOf(abi.encodeCall(IDidRegistry.bumpNonce, (did)));
        bytes memory signed = signCalls(controllerKey, controller, calls, FOREVER - 1);
        address signer = controller;
        uint256 deadline = FOREVER - 1;
        DidRegistry target = registry;
        if (which % 6 == 0) {
            calls = listOf(abi.encodeCall(IDidRegistry.setRecovery, (did, wallet)));
        }
        if (which % 6 == 1) calls = new bytes[](0);
        if (which % 6 == 2) signer = wallet;
        if (which % 6 == 3) deadline = FOREVER;
        if (which % 6 == 4) target = newRegistry();
        if (which % 6 == 5) vm.chainId(block.chainid + 1);
        _expectInvalid(signer);
        target.callBySignature(signer, calls, deadline, signed);
    }

    function test_signatures_areNotMalleable(uint256 seed, uint8 wrongV) external {
        uint256 key = boundKey(seed);
        address signer = vm.addr(key);
        bytes[] memory calls = listOf(abi.encodeCall(IDidRegistry.create, ("mine")));
        bytes memory signed = signCalls(key, signer, calls, FOREVER);
        (bytes32 r, bytes32 s, uint8 v) = _split(signed);
        vm.assume(wrongV != v);
        bytes32 highS = bytes32(N - uint256(s));
        bytes32 vs = bytes32(uint256(s) | (uint256(v - 27) << 255));
        _expectRefused(signer, calls, abi.encodePacked(r, highS, v == 27 ? uint8(28) : uint8(27)));
        _expectRefused(signer, calls, abi.encodePacked(r, s, wrongV));
        _expectRefused(signer, calls, abi.encodePacked(r, vs));
        _expectRefused(signer, calls, abi.encodePacked(signed, uint8(0)));
        _expectRefused(signer, calls, "");
        registry.callBySignature(signer, calls, FOREVER, signed);
    }

    function test_consents_areNotMalleable(uint256 seed) external {
        uint256 key = boundKey(seed);
        address to = vm.addr(key);
        bytes memory signed = consent(key, did, to, FOREVER);
        (bytes32 r, bytes32 s, uint8 v) = _split(signed);
        bytes[] memory forged = new bytes[](3);
        forged[0] = abi.encodePacked(r, bytes32(N - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        forged[1] = abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
        forged[2] = abi.encodePacked(r, s, v - 27);
        for (uint256 i = 0; i < forged.length; ++i) {
            _expectInvalid(to);
            vm.prank(controller);
            registry.link(did, to, FOREVER, forged[i]);
        }
    }

    function test_requireNonce_revertsUnlessItIsThat(uint64 nonce, uint8 bumps) external {
        for (uint256 i = 0; i < bumps % 4; ++i) {
            bump();
        }
        uint64 now_ = bumps % 4;
        registry.requireNonce(did, now_);
        vm.assume(nonce != now_);
        expectError(abi.encodeWithSelector(IDidRegistry.StaleNonce.selector, did, nonce, now_));
        registry.requireNonce(did, nonce);
    }

    function test_cancelConsents_voidsUnusedOnes(bool bySignature) external {
        bytes memory signed = consent(walletKey, did, wallet, FOREVER);
        vm.expectEmit(address(registry));
        emit IDidRegistry.ConsentsCancelled(wallet, 1);
        if (bySignature) {
            relay(walletKey, wallet, abi.encodeCall(IDidRegistry.cancelConsents, ()));
        } else {
            vm.prank(wallet);
            registry.cancelConsents();
        }
        vm.assertEq(registry.walletNonce(wallet), 1, "nonce");
        _expectInvalid(wallet);
        vm.prank(controller);
        registry.link(did, wallet, FOREVER, signed);
    }

    function test_transfer_works_bySignature(address to) external {
        vm.assume(to != address(0));
        uint256 id = DidId.unwrap(did);
        relay(controllerKey, controller, abi.encodeCall(IERC721.transferFrom, (controller, to, id)));
        vm.assertEq(registry.ownerOf(id), to, "holder");
    }

    function _planAttacks(Impostor impostor, DidId token) private {
        bytes memory bumping = abi.encodeCall(IDidRegistry.bumpNonce, (token));
        bytes memory behind = abi.encodePacked(bumping, controller);
        impostor.plan(bumping);
        impostor.plan(behind);
        impostor.plan(abi.encodeCall(registry.multicall, (listOf(behind))));
        impostor.plan(
            abi.encodePacked(abi.encodeCall(registry.multicall, (listOf(bumping))), controller)
        );
        impostor.plan(
            abi.encodeCall(
                ISignedCalls.callBySignature, (controller, listOf(bumping), FOREVER, hex"00")
            )
        );
    }

    function _expectRefused(address signer, bytes[] memory calls, bytes memory signed) private {
        _expectInvalid(signer);
        registry.callBySignature(signer, calls, FOREVER, signed);
    }

    function _expectInvalid(address signer) private {
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, signer));
    }

    function _split(bytes memory signed) private pure returns (bytes32 r, bytes32 s, uint8 v) {
        assembly ("memory-safe") {
            r := mload(add(signed, 32))
            s := mload(add(signed, 64))
            v := byte(0, mload(add(signed, 96)))
        }
    }
}
