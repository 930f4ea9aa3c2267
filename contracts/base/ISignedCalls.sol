// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title ISignedCalls
/// @notice Any of a contract's functions in the name of whoever signed: a relayer sends and pays the gas.
interface ISignedCalls {
    /// @notice What is signed (EIP-712): `calls` are made in order, all or none, as if `signer` made them.
    struct Calls {
        address signer;
        bytes[] calls;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice What `signer` signed with an earlier nonce can never be used any more. Also when a call is used.
    event SignedCallsNonceRaised(address indexed signer, uint256 nonce);

    /// @notice The signature's time is over.
    error SignatureExpired(uint256 deadline, uint256 timestamp);
    /// @notice The signature is not the signer's, or covers something else: another nonce, chain or contract.
    error InvalidSignature(address signer);

    /// @notice Makes `calls` as `signer`, who signed {Calls} with its present nonce (ECDSA or ERC-1271).
    function callBySignature(
        address signer,
        bytes[] calldata calls,
        uint256 deadline,
        bytes calldata signature
    ) external returns (bytes[] memory results);

    /// @notice Voids whatever the caller signed so far and nobody used yet.
    function cancelSignedCalls() external;

    /// @notice EIP-712 digest of {Calls}.
    function hashCalls(Calls calldata message) external view returns (bytes32 digest);
}
