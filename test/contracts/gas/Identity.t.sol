// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {DidId} from "../../../contracts/identity/DidId.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {Measured} from "../support/Measured.sol";

contract IdentityGasTest is Measured {
    bytes32 private constant LINK_TYPEHASH = keccak256(
        "Link(uint256 did,address wallet,uint64 didNonce,uint256 walletNonce,uint256 deadline)"
    );

    address private registry;
    address private alice;
    uint256 private aliceKey;

    function setUp() public {
        _deploy();
        registry = address(net.dids);
        (alice, aliceKey) = makeKey("alice");
    }

    function test_gas_create() external {
        _measure("DID create", alice, registry, abi.encodeCall(IDidRegistry.create, ("phone")));
    }

    function test_gas_controllerChange() external {
        uint256 did = _create();
        address bob = makeAccount("bob");
        // Bob has an identity of his own already.
        vm.prank(bob);
        net.dids.create("phone");
        bytes memory data =
            abi.encodeWithSignature("transferFrom(address,address,uint256)", alice, bob, did);
        _measure("DID controller change", alice, registry, data);
    }

    function test_gas_linkWithTwoSignatures() external {
        uint256 did = _create();
        (address wallet, uint256 walletKey) = makeKey("wallet");
        uint256 deadline = block.timestamp + 1 hours;
        bytes32 digest = _linkDigest(did, wallet, deadline);
        _measure(
            "DID link with two signatures",
            makeAccount("relayer"),
            registry,
            abi.encodeCall(
                IDidRegistry.linkBySignatures,
                (
                    DidId.wrap(did),
                    wallet,
                    deadline,
                    signature(aliceKey, digest),
                    signature(walletKey, digest)
                )
            )
        );
    }

    /// @dev The attribute of the anchor, at the same length.
    function test_gas_setAttribute() external {
        uint256 did = _create();
        vm.roll(block.number + 1);
        _measure(
            "DID attribute",
            alice,
            registry,
            abi.encodeCall(
                IDidRegistry.setAttribute,
                (DidId.wrap(did), "did/svc/Messages", "https://edge.example.org/", 365 days)
            )
        );
    }

    function test_gas_createBySignature() external {
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(IDidRegistry.create, ("phone"));
        uint256 deadline = block.timestamp + 1 hours;
        bytes32 digest = net.dids
            .hashCalls(
                ISignedCalls.Calls({signer: alice, calls: calls, nonce: 0, deadline: deadline})
            );
        _measure(
            "DID create by signature",
            makeAccount("relayer"),
            registry,
            abi.encodeCall(
                ISignedCalls.callBySignature, (alice, calls, deadline, signature(aliceKey, digest))
            )
        );
    }

    function test_gas_addDevice() external {
        uint256 did = _create();
        bytes memory data = abi.encodeCall(
            IDidRegistry.addDevice,
            (DidId.wrap(did), keccak256("id"), keccak256("x25519"), keccak256("ed25519"))
        );
        _measure("DID device", alice, registry, data);
    }

    function _create() internal returns (uint256 did) {
        vm.prank(alice);
        return DidId.unwrap(net.dids.create("phone"));
    }

    function _linkDigest(uint256 did, address wallet, uint256 deadline)
        internal
        view
        returns (bytes32)
    {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("SendingNetwork DidRegistry"),
                keccak256("1"),
                block.chainid,
                registry
            )
        );
        uint64 nonce = net.dids.nonceOf(DidId.wrap(did));
        uint256 walletNonce = net.dids.walletNonce(wallet);
        bytes32 message =
            keccak256(abi.encode(LINK_TYPEHASH, did, wallet, nonce, walletNonce, deadline));
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }
}
