// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title ICustody
/// @notice What Edges and mailboxes sign about stored messages (EIP-712, domain of NodeStaking, which
/// knows the signers). No contract judges these yet; the challenge that will judges exactly these bytes.
interface ICustody {
    /// @notice An Edge's receipt for everything one disk flush covered. `root` is a Merkle tree over custody leaves
    /// `keccak256(0x00 ‖ abi.encode(mailbox, messageHash, size, expiry))`. Signed by the Edge's signer.
    struct CustodyBatch {
        address edge;
        bytes32 root;
        uint32 count;
        uint64 storedAt;
    }

    /// @notice An Edge's signed answers to fetches. `root` is a Merkle tree over answer leaves
    /// `keccak256(0x00 ‖ abi.encode(mailbox, nonce, answerHash))`. Signed by the Edge's signer.
    struct FetchBatch {
        address edge;
        bytes32 root;
        uint32 count;
        uint64 answeredAt;
    }

    /// @notice Permission to read a mailbox, for one Edge. Signed by the mailbox key.
    struct FetchRequest {
        address mailbox;
        address edge;
        bytes32 nonce;
        uint64 deadline;
    }

    /// @notice Permission to delete; `root` is a Merkle tree over the message hashes. Signed by the mailbox key.
    struct DeleteRequest {
        address mailbox;
        bytes32 root;
        uint32 count;
        uint64 deadline;
    }
}
