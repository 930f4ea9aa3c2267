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

    /// @notice Epochs whose vouchers the key signs (both included), and the wei it signs for over all of them.
    struct VoucherKey {
        Epoch fromEpoch;
        Epoch toEpoch;
        uint96 cap;
    }

    /// @notice `total` is what the payer has put in so far; it never falls.
    event Deposited(address indexed payer, address indexed from, uint96 amount, uint256 total);
    /// @notice `key` signs vouchers of `payer` in epochs fromEpoch..toEpoch, up to `cap` wei over all of them.
    /// Cannot be emitted twice for one pair.
    event VoucherKeySet(
        address indexed payer, address indexed key, Epoch fromEpoch, Epoch toEpoch, uint96 cap
    );
    /// @notice The key's vouchers of epochs >= `from` are void. At most once for a pair.
    event VoucherKeyRevoked(address indexed payer, address indexed key, Epoch from);
    /// @notice `amount` left the escrow for `epoch`, of which `burned` was destroyed.
    event Collected(Epoch indexed epoch, uint256 amount, uint256 burned);

    error NotSettlement(address caller);
    error ZeroAmount();
    /// @notice The key is zero or the payer's own, was set before, has no epoch to sign in, or may spend nothing.
    error InvalidVoucherKey(address key);
    /// @notice The key was never set, or has ended.
    error VoucherKeyUnknown(address payer, address key);
    error NotEnoughCollateral(uint256 amount, uint256 balance);
    error BurnAboveAmount(uint256 burned, uint256 amount);

    /// @notice Moves `amount` of the caller's SEND into `payer`'s deposit.
    function deposit(address payer, uint96 amount) external;

    /// @notice Lets `key` sign the caller's vouchers from the next epoch on (or `fromEpoch`, if later).
    /// A key is set once: changing its range could void a voucher that an Edge has already earned.
    function setVoucherKey(address key, Epoch fromEpoch, Epoch toEpoch, uint96 cap) external;

    /// @notice Ends a key from the next epoch.
    function revokeVoucherKey(address key) external;

    /// @notice Sends `amount - burned` to EpochSettlement and burns `burned`. Only EpochSettlement.
    function collect(Epoch epoch, uint256 amount, uint256 burned) external;

    function depositOf(address payer) external view returns (uint256 total);
    /// @notice All SEND that ever came in. What was sent here without a deposit counts too, for no payer.
    function totalDeposited() external view returns (uint256 amount);
    /// @notice All SEND that EpochSettlement took out; never above {totalDeposited}.
    function totalCollected() external view returns (uint256 amount);
    /// @notice The key's entry; all zero when it was never set.
    function voucherKey(address payer, address key) external view returns (VoucherKey memory entry);
    /// @notice EIP-712 digest of a voucher.
    function hashVoucher(Voucher calldata voucher) external view returns (bytes32 digest);
}
