// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Epoch} from "../network/Epoch.sol";
import {EpochClock} from "../network/EpochClock.sol";
import {Profile} from "../network/Profile.sol";
import {ISendToken} from "../token/ISendToken.sol";
import {IPaymentEscrow} from "./IPaymentEscrow.sol";

/// @title PaymentEscrow
/// @notice Holds the SEND that backs vouchers. Anyone deposits for any payer; only EpochSettlement takes
/// out, and it alone knows who owes what: here a payer has a total that never falls, there a cumulative
/// debit that never exceeds it. Amounts are wei of SEND. The token is trusted: it takes no fee on
/// transfers, calls nobody back and reverts on failure. No owner, no pause.
contract PaymentEscrow is IPaymentEscrow, EpochClock, EIP712 {
    using SafeTransferLib for address;

    bytes32 private constant VOUCHER_TYPEHASH = keccak256(
        "Voucher(address payer,address payee,uint64 epoch,uint96 fee,uint64 bytesCarried,uint64 seq)"
    );

    ISendToken public immutable TOKEN;
    /// @notice EpochSettlement: the only account that collects.
    address public immutable SETTLEMENT;

    /// @inheritdoc IPaymentEscrow
    /// @dev A whole word, because writing a part of one would read it once more.
    mapping(address payer => uint256 total) public depositOf;

    /// @inheritdoc IPaymentEscrow
    uint256 public totalCollected;

    mapping(address payer => mapping(address key => VoucherKey entry)) private _voucherKeys;

    constructor(ISendToken token, address settlement, uint64 genesis, Profile memory profile)
        EpochClock(genesis, profile)
        EIP712("SendingNetwork PaymentEscrow", "1")
    {
        TOKEN = token;
        SETTLEMENT = settlement;
    }

    /// @inheritdoc IPaymentEscrow
    function deposit(address payer, uint96 amount) external {
        require(amount != 0, ZeroAmount());
        uint256 total = depositOf[payer] + amount;
        depositOf[payer] = total;
        emit Deposited(payer, msg.sender, amount, total);
        address(TOKEN).safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IPaymentEscrow
    function setVoucherKey(address key, Epoch fromEpoch, Epoch toEpoch, uint96 cap) external {
        Epoch next = _nextEpoch();
        Epoch from = fromEpoch < next ? next : fromEpoch;
        VoucherKey storage entry = _voucherKeys[msg.sender][key];
        require(
            key != address(0) && key != msg.sender && cap != 0 && from <= toEpoch && !_isSet(entry),
            InvalidVoucherKey(key)
        );
        _voucherKeys[msg.sender][key] = VoucherKey({fromEpoch: from, toEpoch: toEpoch, cap: cap});
        emit VoucherKeySet(msg.sender, key, from, toEpoch, cap);
    }

    /// @inheritdoc IPaymentEscrow
    function revokeVoucherKey(address key) external {
        Epoch next = _nextEpoch();
        VoucherKey storage entry = _voucherKeys[msg.sender][key];
        require(_isSet(entry) && next <= entry.toEpoch, VoucherKeyUnknown(msg.sender, key));
        entry.toEpoch = currentEpoch();
        emit VoucherKeyRevoked(msg.sender, key, next);
    }

    /// @inheritdoc IPaymentEscrow
    function collect(Epoch epoch, uint256 amount, uint256 burned) external {
        require(msg.sender == SETTLEMENT, NotSettlement(msg.sender));
        uint256 balance = TOKEN.balanceOf(address(this));
        require(amount <= balance, NotEnoughCollateral(amount, balance));
        require(burned <= amount, BurnAboveAmount(burned, amount));
        totalCollected += amount;
        emit Collected(epoch, amount, burned);
        TOKEN.burn(burned);
        address(TOKEN).safeTransfer(SETTLEMENT, amount - burned);
    }

    /// @inheritdoc IPaymentEscrow
    /// @dev Derived, so that a deposit writes one slot of ours and not two.
    function totalDeposited() external view returns (uint256) {
        return TOKEN.balanceOf(address(this)) + totalCollected;
    }

    /// @inheritdoc IPaymentEscrow
    function voucherKey(address payer, address key) external view returns (VoucherKey memory) {
        return _voucherKeys[payer][key];
    }

    /// @inheritdoc IPaymentEscrow
    function hashVoucher(Voucher calldata voucher) external view returns (bytes32) {
        return _hashTypedDataV4(
            keccak256(
                abi.encode(
                    VOUCHER_TYPEHASH,
                    voucher.payer,
                    voucher.payee,
                    voucher.epoch,
                    voucher.fee,
                    voucher.bytesCarried,
                    voucher.seq
                )
            )
        );
    }

    function _nextEpoch() internal view returns (Epoch) {
        return currentEpoch() + Epoch.wrap(1);
    }

    /// @dev A key that was set starts at the earliest in epoch 1.
    function _isSet(VoucherKey storage entry) internal view returns (bool) {
        return Epoch.wrap(0) < entry.fromEpoch;
    }
}
