// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ISignedCalls} from "./ISignedCalls.sol";

/// @title SignedCalls
/// @notice Batches ({multicall}) and signed batches ({callBySignature}) of a contract's own functions. The
/// contract is its own ERC-2771 forwarder: it calls itself with the signer's address behind the calldata,
/// and nobody else can make it call itself. Functions of the inheriting contract must ask
/// {_msgSender}, never `msg.sender`, and must not call an address with calldata that a caller chose.
abstract contract SignedCalls is ISignedCalls, ERC2771Context, Multicall, EIP712, Nonces {
    bytes32 private constant CALLS_TYPEHASH =
        keccak256("Calls(address signer,bytes[] calls,uint256 nonce,uint256 deadline)");

    // The forwarder is this contract, whose address has a fixed place in the code.
    constructor() ERC2771Context(address(this)) {}

    /// @inheritdoc ISignedCalls
    function callBySignature(
        address signer,
        bytes[] calldata calls,
        uint256 deadline,
        bytes calldata signature
    ) external returns (bytes[] memory results) {
        // A sequencer that moves the clock by seconds wins nothing by it.
        // forge-lint: disable-next-line(block-timestamp)
        require(block.timestamp <= deadline, SignatureExpired(deadline, block.timestamp));
        uint256 nonce = _useNonce(signer);
        bytes32 digest = _hashCalls(signer, calls, nonce, deadline);
        _requireSignature(signer, digest, signature);
        emit SignedCallsNonceRaised(signer, nonce + 1);
        results = new bytes[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            results[i] = Address.functionCall(address(this), abi.encodePacked(calls[i], signer));
        }
    }

    /// @inheritdoc ISignedCalls
    function cancelSignedCalls() external {
        address signer = _msgSender();
        emit SignedCallsNonceRaised(signer, _useNonce(signer) + 1);
    }

    /// @inheritdoc ISignedCalls
    function hashCalls(Calls calldata message) external view returns (bytes32) {
        return _hashCalls(message.signer, message.calls, message.nonce, message.deadline);
    }

    /// @dev ECDSA (65 bytes, low s) or ERC-1271.
    function _requireSignature(address signer, bytes32 digest, bytes calldata signature)
        internal
        view
    {
        require(
            SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature),
            InvalidSignature(signer)
        );
    }

    function _hashCalls(address signer, bytes[] calldata calls, uint256 nonce, uint256 deadline)
        internal
        view
        returns (bytes32)
    {
        bytes32[] memory hashes = new bytes32[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            hashes[i] = keccak256(calls[i]);
        }
        bytes32 listHash = keccak256(abi.encodePacked(hashes));
        return
            _hashTypedDataV4(
                keccak256(abi.encode(CALLS_TYPEHASH, signer, listHash, nonce, deadline))
            );
    }

    function _msgSender()
        internal
        view
        virtual
        override(Context, ERC2771Context)
        returns (address)
    {
        return ERC2771Context._msgSender();
    }

    function _msgData()
        internal
        view
        virtual
        override(Context, ERC2771Context)
        returns (bytes calldata)
    {
        return ERC2771Context._msgData();
    }

    function _contextSuffixLength()
        internal
        view
        virtual
        override(Context, ERC2771Context)
        returns (uint256)
    {
        return ERC2771Context._contextSuffixLength();
    }
}
