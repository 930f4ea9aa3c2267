// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {INodeStaking} from "./INodeStaking.sol";

/// @title KeyRegister
/// @notice Which operator a signer or peer id belongs to. A key belongs to the first operator that uses
/// it, for ever: were it released, a signature or a peer id of a past epoch could be read as a later
/// owner's. A signer proves possession here; the peer key's Ed25519 signature, which the EVM cannot check
/// at a sane price, is only measured and published, and readers ignore nodes for which it is bad. So
/// another's peer id can be occupied for the price of a bond, but cannot be served.
abstract contract KeyRegister is INodeStaking, EIP712 {
    bytes32 private constant NODE_KEYS_TYPEHASH = keccak256(
        "NodeKeys(address operator,uint8 role,bytes32 peerId,address signer,uint256 nonce,uint256 deadline)"
    );
    uint256 private constant ED25519_SIGNATURE_LENGTH = 64;

    mapping(bytes32 peerId => address operator) private _operatorOfPeer;
    mapping(address signer => address operator) private _operatorOfSigner;
    mapping(address operator => uint256 nonce) private _nonces;

    constructor() EIP712("SendingNetwork NodeStaking", "1") {}

    /// @inheritdoc INodeStaking
    function nonceOf(address operator) external view returns (uint256 nonce) {
        return _nonces[operator];
    }

    /// @inheritdoc INodeStaking
    function hashNodeKeys(NodeKeys memory keys) public view returns (bytes32 digest) {
        return _hashTypedDataV4(keccak256(abi.encode(NODE_KEYS_TYPEHASH, keys)));
    }

    /// @dev Takes `keys` for their operator; sets and uses up its nonce.
    function _takeKeys(
        NodeKeys memory keys,
        bytes calldata signerSignature,
        bytes calldata peerSignature
    ) internal {
        require(block.timestamp <= keys.deadline, SignatureExpired(keys.deadline, block.timestamp));
        require(keys.peerId != 0, InvalidPeerId());
        require(
            peerSignature.length == ED25519_SIGNATURE_LENGTH,
            InvalidPeerSignature(peerSignature.length)
        );
        keys.nonce = _nonces[keys.operator]++;
        (address recovered,,) = ECDSA.tryRecoverCalldata(hashNodeKeys(keys), signerSignature);
        // A failed recovery gives 0, which must not pass for a signer of 0.
        require(recovered != address(0) && recovered == keys.signer, InvalidSignature(keys.signer));

        address owner = _operatorOfPeer[keys.peerId];
        require(owner == address(0) || owner == keys.operator, KeyInUse(keys.peerId));
        _operatorOfPeer[keys.peerId] = keys.operator;

        owner = _operatorOfSigner[keys.signer];
        require(
            owner == address(0) || owner == keys.operator,
            KeyInUse(bytes32(uint256(uint160(keys.signer))))
        );
        _operatorOfSigner[keys.signer] = keys.operator;
    }
}
