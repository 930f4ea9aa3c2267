// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {INameRegistry} from "../../../contracts/names/INameRegistry.sol";
import {INameResolver} from "../../../contracts/names/INameResolver.sol";
import {IReverseNames} from "../../../contracts/names/IReverseNames.sol";
import {ContractWallet} from "../support/ContractWallet.sol";
import {NamesFixture} from "../support/NamesFixture.sol";

/// @notice What a holder signs, anyone may send: once, in time, on this chain, to this contract.
contract NameSignaturesTest is NamesFixture {
    uint256 private constant ORDER =
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    function test_signedCalls_actForTheHolder(address relayer) external {
        _assumeOutsider(relayer);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(INameResolver.setText, (aliceNode, "url", "signed"));
        calls[1] = abi.encodeCall(INameResolver.setWildcard, (aliceNode, true));
        _relay(relayer, address(resolver), alice, aliceKey, calls);
        vm.assertEq(resolver.text(aliceNode, "url"), "signed", "text");

        calls[0] = abi.encodeCall(INameRegistry.setSubname, (aliceNode, "phone", bob));
        calls[1] =
            abi.encodeWithSignature("transferFrom(address,address,uint256)", alice, bob, aliceNode);
        _relay(relayer, address(registry), alice, aliceKey, calls);
        vm.assertEq(registry.ownerOf(uint256(aliceNode)), bob, "transferred");

        calls = new bytes[](1);
        calls[0] = abi.encodeCall(IReverseNames.setName, ("alice.sdn"));
        _relay(relayer, address(reverseNames), alice, aliceKey, calls);
        vm.assertEq(reverseNames.nameForAddr(alice), "alice.sdn", "reverse name");
    }

    function test_signedCalls_actForContractWallets() external {
        ContractWallet wallet = new ContractWallet(bob);
        bytes32 node = _subname(aliceNode, "vault", address(wallet));
        bytes[] memory calls = _text(node);
        _relay(address(this), address(resolver), address(wallet), bobKey, calls);
        vm.assertEq(resolver.text(node, "url"), "signed", "text");
    }

    /// A signature gives the signer's rights, not the relayer's or the contract's.
    function test_signedCalls_revert_forWhatTheSignerMayNot() external {
        bytes[] memory calls = _text(aliceNode);
        bytes memory signed = _sign(address(resolver), bob, bobKey, calls, type(uint256).max);
        expectError(abi.encodeWithSelector(INameResolver.NotAuthorized.selector, aliceNode, bob));
        vm.prank(alice);
        resolver.callBySignature(bob, calls, type(uint256).max, signed);
    }

    function test_signedCalls_serveOnce() external {
        bytes[] memory calls = _text(aliceNode);
        bytes memory signed = _sign(address(resolver), alice, aliceKey, calls, type(uint256).max);
        resolver.callBySignature(alice, calls, type(uint256).max, signed);
        _expectInvalid(calls, signed);
    }

    function test_signedCalls_revert_whenCancelled() external {
        bytes[] memory calls = _text(aliceNode);
        bytes memory signed = _sign(address(resolver), alice, aliceKey, calls, type(uint256).max);
        vm.prank(alice);
        resolver.cancelSignedCalls();
        _expectInvalid(calls, signed);
    }

    function test_signedCalls_revert_elsewhere() external {
        bytes[] memory calls = _text(aliceNode);
        bytes memory signed =
            _sign(address(reverseNames), alice, aliceKey, calls, type(uint256).max);
        _expectInvalid(calls, signed);
        signed = _sign(address(resolver), alice, aliceKey, calls, type(uint256).max);
        vm.chainId(4242);
        _expectInvalid(calls, signed);
    }

    function test_signedCalls_revert_whenLate(uint32 deadline) external {
        uint256 until = bound(deadline, 0, block.timestamp - 1);
        bytes[] memory calls = _text(aliceNode);
        bytes memory signed = _sign(address(resolver), alice, aliceKey, calls, until);
        expectError(
            abi.encodeWithSelector(ISignedCalls.SignatureExpired.selector, until, block.timestamp)
        );
        resolver.callBySignature(alice, calls, until, signed);
    }

    function test_signedCalls_revert_onOtherForms(uint8 v, uint256 which) external {
        bytes[] memory calls = _text(aliceNode);
        bytes memory signed = _sign(address(resolver), alice, aliceKey, calls, type(uint256).max);
        bytes32 r;
        bytes32 s;
        assembly ("memory-safe") {
            r := mload(add(signed, 32))
            s := mload(add(signed, 64))
        }
        uint8 good = uint8(signed[64]);
        vm.assume(v != good);
        bytes memory form;
        uint256 kind = which % 4;
        if (kind == 0) form = abi.encodePacked(r, s, v);
        if (kind == 1) {
            form = abi.encodePacked(r, ORDER - uint256(s), good == 27 ? uint8(28) : uint8(27));
        }
        if (kind == 2) form = abi.encodePacked(r, bytes32(uint256(s) | uint256(good - 27) << 255));
        if (kind == 3) form = abi.encodePacked(signed, uint8(0));
        _expectInvalid(calls, form);
    }

    function _text(bytes32 node) internal pure returns (bytes[] memory calls) {
        calls = new bytes[](1);
        calls[0] = abi.encodeCall(INameResolver.setText, (node, "url", "signed"));
    }

    function _expectInvalid(bytes[] memory calls, bytes memory signed) internal {
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, alice));
        resolver.callBySignature(alice, calls, type(uint256).max, signed);
    }

    function _relay(
        address relayer,
        address target,
        address signer,
        uint256 key,
        bytes[] memory calls
    ) internal {
        bytes memory signed = _sign(target, signer, key, calls, block.timestamp);
        vm.prank(relayer);
        ISignedCalls(target).callBySignature(signer, calls, block.timestamp, signed);
    }

    function _sign(
        address target,
        address signer,
        uint256 key,
        bytes[] memory calls,
        uint256 deadline
    ) internal view returns (bytes memory) {
        (, bytes memory answer) = target.staticcall(
            abi.encodeWithSignature("nonces(address)", signer)
        );
        ISignedCalls.Calls memory message = ISignedCalls.Calls({
            signer: signer, calls: calls, nonce: abi.decode(answer, (uint256)), deadline: deadline
        });
        return signature(key, ISignedCalls(target).hashCalls(message));
    }
}
