// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISubnetLicense} from "./ISubnetLicense.sol";

/// @title IAddressBook
/// @notice Which wallet (anycast address) is at which unicast address: one wallet an address, one address a
/// wallet. Both sides want it: the operator of the address's segment calls, the wallet signs. A binding
/// belongs to the operator's tenancy and ends with it (transfer, lease, expiry, merge, a segment of
/// somebody else around the address) without any transaction.
interface IAddressBook {
    /// @notice A wallet's consent, signed (EIP-712): `operator` may bind it to `unicast`.
    struct Bind {
        bytes32 unicast;
        address wallet;
        address operator;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice The binding counts while {ISubnetLicense.find} names this segment and this tenancy for the
    /// address, with a `since` not after this block's time. AddressUnbound for whatever `wallet` and
    /// `unicast` had comes before.
    event AddressBound(
        bytes32 indexed unicast,
        address indexed wallet,
        uint256 indexed segment,
        address operator,
        uint64 tenancy
    );
    /// @notice Only after an AddressBound of this pair, once; the tenancy may have ended it before.
    event AddressUnbound(bytes32 indexed unicast, address indexed wallet);
    /// @notice What `wallet` signed with an earlier nonce can never be used any more.
    event BindNonceRaised(address indexed wallet, uint256 nonce);

    /// @notice Nobody operates the address: it lies in no live segment.
    error NotOperated(bytes32 unicast);
    /// @notice Only the operator of the segment around the address may do this.
    error NotOperator(bytes32 unicast, address operator, address caller);
    /// @notice Only the wallet and the operator may end a binding.
    error NotBindingParty(bytes32 unicast, address caller);
    /// @notice No wallet is at the address.
    error NotBound(bytes32 unicast);
    /// @notice The wallet cannot be the zero address.
    error InvalidWallet(address wallet);

    /// @notice Binds `wallet` to `unicast`, in place of what both had. By the operator of the address, with
    /// the wallet's signature (ECDSA or ERC-1271) over {Bind}; without one when the wallet calls itself.
    function bind(bytes32 unicast, address wallet, uint256 deadline, bytes calldata walletSignature)
        external;

    /// @notice Ends a binding. By the wallet or the operator, alone.
    function unbind(bytes32 unicast) external;

    /// @notice Voids the consent that the caller signed and nobody used yet.
    function cancelConsent() external;

    /// @notice Wallet at an address; 0 without one.
    function walletAt(bytes32 unicast) external view returns (address wallet);

    /// @notice Address of a wallet; 0 without one.
    function addressOf(address wallet) external view returns (bytes32 unicast);

    /// @notice Who operates an address: {ISubnetLicense.find}.
    function operatorOf(bytes32 unicast) external view returns (ISubnetLicense.Match memory);

    /// @notice Consents of `wallet` that were used or cancelled.
    function bindNonce(address wallet) external view returns (uint256 nonce);

    /// @notice EIP-712 digest of {Bind}.
    function hashBind(Bind calldata consent) external view returns (bytes32 digest);
}
