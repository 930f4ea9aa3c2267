// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {IPaymentEscrow} from "../../../contracts/relay/IPaymentEscrow.sol";
import {PaymentEscrow} from "../../../contracts/relay/PaymentEscrow.sol";
import {SendToken} from "../../../contracts/token/SendToken.sol";
import {Test} from "../Base.sol";
import {Genesis} from "./Genesis.sol";

/// @notice Deposits for three payers, collects as EpochSettlement, and keeps their voucher keys. Counts
/// what the escrow must know, and notes at each epoch which keys could sign for it.
contract EscrowHandler is Test {
    uint256 public constant PAYERS = 3;

    SendToken public immutable TOKEN;
    PaymentEscrow public immutable ESCROW;

    address[PAYERS] public payers;
    address[PAYERS] public keys;
    mapping(address payer => uint256 amount) public deposited;
    uint256 public collected;
    uint256 public donated;
    /// @notice Epochs whose key validity was noted, and what was noted (bit: 3 x payer + key).
    uint64[] public epochs;
    mapping(uint64 epoch => uint256 bits) public validIn;

    constructor() {
        TOKEN = Genesis.token(address(this), address(this));
        ESCROW = new PaymentEscrow(
            TOKEN, address(this), uint64(block.timestamp), Profiles.development()
        );
        TOKEN.approve(address(ESCROW), type(uint256).max);
        payers = [makeAccount("alice"), makeAccount("bob"), makeAccount("carol")];
        keys = [makeAccount("key 0"), makeAccount("key 1"), makeAccount("key 2")];
    }

    function deposit(uint256 payer, uint96 amount) external {
        uint256 balance = TOKEN.balanceOf(address(this));
        amount = uint96(bound(amount, 1, balance < 1e26 ? balance : 1e26));
        address to = payers[payer % PAYERS];
        ESCROW.deposit(to, amount);
        deposited[to] += amount;
    }

    function donate(uint256 amount) external {
        amount = bound(amount, 0, 1e20);
        vm.assertTrue(TOKEN.transfer(address(ESCROW), amount), "donated");
        donated += amount;
    }

    function collect(uint64 epoch, uint256 amount, uint256 burn) external {
        amount = bound(amount, 0, TOKEN.balanceOf(address(ESCROW)) + 1e18);
        burn = bound(burn, 0, amount / 2);
        ESCROW.collect(Epoch.wrap(epoch), amount, burn);
        collected += amount;
    }

    function setKey(uint256 payer, uint256 key, uint64 from, uint64 to) external {
        uint64 current = Epoch.unwrap(ESCROW.currentEpoch());
        from = uint64(bound(from, 0, current + 5));
        to = uint64(bound(to, from, current + 20));
        vm.prank(payers[payer % PAYERS]);
        ESCROW.setVoucherKey(keys[key % PAYERS], Epoch.wrap(from), Epoch.wrap(to), 1 ether);
    }

    function revokeKey(uint256 payer, uint256 key) external {
        vm.prank(payers[payer % PAYERS]);
        ESCROW.revokeVoucherKey(keys[key % PAYERS]);
    }

    function nextEpoch() external {
        skip(Profiles.development().epochLength);
        uint64 current = Epoch.unwrap(ESCROW.currentEpoch());
        epochs.push(current);
        validIn[current] = validity(current);
    }

    function noted() external view returns (uint256) {
        return epochs.length;
    }

    /// @notice Bits of the keys that may sign vouchers of `epoch` by what the escrow says now.
    function validity(uint64 epoch) public view returns (uint256 bits) {
        for (uint256 i = 0; i < PAYERS * PAYERS; ++i) {
            IPaymentEscrow.VoucherKey memory entry =
                ESCROW.voucherKey(payers[i / PAYERS], keys[i % PAYERS]);
            bool set = entry.cap != 0;
            Epoch at = Epoch.wrap(epoch);
            if (set && entry.fromEpoch <= at && at <= entry.toEpoch) bits |= 2 ** i;
        }
    }
}
