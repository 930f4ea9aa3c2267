// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {TokenPictures} from "../../../contracts/base/TokenPictures.sol";
import {DidId} from "../../../contracts/identity/DidId.sol";
import {DidRegistry} from "../../../contracts/identity/DidRegistry.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {Test} from "../Base.sol";

/// @notice A registry, a controller with one DID, and signed consents.
abstract contract IdentityTest is Test {
    uint32 internal constant RECOVERY_DELAY = 7 days;

    TokenPictures internal pictures;
    DidRegistry internal registry;
    address internal controller;
    uint256 internal controllerKey;
    address internal wallet;
    uint256 internal walletKey;
    DidId internal did;

    function setUp() public virtual {
        vm.warp(1_700_000_000);
        pictures = new TokenPictures();
        registry = newRegistry();
        (controller, controllerKey) = makeKey("controller");
        (wallet, walletKey) = makeKey("wallet");
        did = createDid(controller, "first");
    }

    function newRegistry() internal returns (DidRegistry) {
        return new DidRegistry(RECOVERY_DELAY, pictures);
    }

    function createDid(address holder, bytes32 salt) internal returns (DidId) {
        vm.prank(holder);
        return registry.create(salt);
    }

    function transfer(DidId token, address from, address to) internal {
        vm.prank(from);
        registry.transferFrom(from, to, DidId.unwrap(token));
    }

    /// @notice Signature of `key` over the consent that would link `token` and `to` now.
    function consent(uint256 key, DidId token, address to, uint256 deadline)
        internal
        view
        returns (bytes memory)
    {
        IDidRegistry.Link memory message = IDidRegistry.Link({
            did: DidId.unwrap(token),
            wallet: to,
            didNonce: registry.nonceOf(token),
            walletNonce: registry.walletNonce(to),
            deadline: deadline
        });
        return signature(key, registry.hashLink(message));
    }

    /// @notice Signature of `key` over `calls` in the name of `signer`, with its present nonce.
    function signCalls(uint256 key, address signer, bytes[] memory calls, uint256 deadline)
        internal
        view
        returns (bytes memory)
    {
        return signature(
            key,
            registry.hashCalls(
                ISignedCalls.Calls({
                    signer: signer, calls: calls, nonce: registry.nonces(signer), deadline: deadline
                })
            )
        );
    }

    function listOf(bytes memory call) internal pure returns (bytes[] memory calls) {
        calls = new bytes[](1);
        calls[0] = call;
    }

    /// @notice Makes a call in the name of `signer` by a stranger, with the signature of `key`.
    function relay(uint256 key, address signer, bytes memory call) internal {
        bytes[] memory calls = listOf(call);
        bytes memory signed = signCalls(key, signer, calls, block.timestamp);
        vm.prank(address(0xBEEF));
        registry.callBySignature(signer, calls, block.timestamp, signed);
    }

    function bump() internal {
        vm.prank(registry.ownerOf(DidId.unwrap(did)));
        registry.bumpNonce(did);
    }

    /// @notice Ends what hangs on `did`: by a transfer to another and back, or by a new nonce.
    function renew(bool byTransfer) internal {
        if (!byTransfer) return bump();
        transfer(did, controller, wallet);
        transfer(did, wallet, controller);
    }

    function expectNotController(address caller) internal {
        expectError(abi.encodeWithSelector(IDidRegistry.NotController.selector, did, caller));
    }

    /// @notice Links by the holder's call with a fresh consent.
    function linkNow(DidId token, address to, uint256 key) internal {
        bytes memory signed = consent(key, token, to, block.timestamp);
        vm.prank(registry.ownerOf(DidId.unwrap(token)));
        registry.link(token, to, block.timestamp, signed);
    }

    function assertLinked(DidId token, address to, bool linked, string memory message)
        internal
        view
    {
        vm.assertEq(registry.isLinked(token, to), linked, message);
    }
}
