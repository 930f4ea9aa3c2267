// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../network/Epoch.sol";

/// @title IPaymentEscrow
/// @notice Deposits in SEND behind vouchers. What a payer owes is decided by EpochSettlement's debits tree.
interface IPaymentEscrow {
    /// @notice Cumulative promise of `payer` to `payee` within `epoch` (EIP-712, ECDSA only): a later
    /// one replaces an earlier one (highest fee, then seq, then lowest digest).
    struct Voucher {
        address payer;
        address payee;
        uint64 epoch;
        uint96 fee;
        uint64 bytesCarried;
        uint64 seq;
    }

    struct VoucherKey {
        Epoch fromEpoch;
        Epoch toEpoch;
        uint96 cap;
    }

    /// @notice `total` is what the payer has put in so far; it never falls.
    event Deposited(address indexed payer, address indexed from, uint96 amount, uint96 total);
    /// @notice `key` signs vouchers of `payer` in epochs fromEpoch..toEpoch, up to `cap` wei over all of them.
    event VoucherKeySet(
        address indexed payer, address indexed key, Epoch fromEpoch, Epoch toEpoch, uint96 cap
    );
    /// @notice The key's vouchers of epochs >= `from` are void.
    event VoucherKeyRevoked(address indexed payer, address indexed key, Epoch from);
    /// @notice `amount` left the escrow for `epoch`, of which `burned` was destroyed.
    event Collected(Epoch indexed epoch, uint256 amount, uint256 burned);

    error NotSettlement(address caller);
    error ZeroAmount();
    error InvalidVoucherKey(address key);
    error VoucherKeyUnknown(address payer, address key);
    error NotEnoughCollateral(uint256 amount, uint256 balance);

    /// @notice Moves `amount` of the caller's SEND into `payer`'s deposit.
    function deposit(address payer, uint96 amount) external;

    /// @notice Lets `key` sign the caller's vouchers from the next epoch on (or `fromEpoch`, if later).
    function setVoucherKey(address key, Epoch fromEpoch, Epoch toEpoch, uint96 cap) external;

    /// @notice Ends a key from the next epoch.
    function revokeVoucherKey(address key) external;

    /// @notice Sends `amount - burned` to EpochSettlement and burns `burned`. Only EpochSettlement.
    function collect(Epoch epoch, uint256 amount, uint256 burned) external;

    function depositOf(address payer) external view returns (uint96 total);
    function totalDeposited() external view returns (uint256 amount);
    function totalCollected() external view returns (uint256 amount);
    function voucherKey(address payer, address key) external view returns (VoucherKey memory entry);
    /// @notice EIP-712 digest of a voucher.
    function hashVoucher(Voucher calldata voucher) external view returns (bytes32 digest);
}
