// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {EpochClock} from "../../../contracts/network/EpochClock.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {IPaymentEscrow} from "../../../contracts/relay/IPaymentEscrow.sol";
import {PaymentEscrow} from "../../../contracts/relay/PaymentEscrow.sol";
import {SendToken} from "../../../contracts/token/SendToken.sol";
import {Test} from "../Base.sol";
import {Genesis} from "../support/Genesis.sol";

contract PaymentEscrowTest is Test {
    uint64 internal constant GENESIS = 1_700_000_000;
    uint64 internal constant EPOCH = 5;

    address internal treasury = makeAccount("treasury");
    address internal settlement = makeAccount("settlement");
    SendToken internal token;
    PaymentEscrow internal escrow;

    function setUp() external {
        token = Genesis.token(treasury, settlement);
        escrow = new PaymentEscrow(token, settlement, GENESIS, Profiles.network());
        vm.warp(GENESIS + EPOCH * 1 days);
        vm.prank(treasury);
        token.approve(address(escrow), type(uint256).max);
    }

    function test_deposit_addsToThePayersTotal(address payer, uint96 first, uint96 second)
        external
    {
        first = uint96(bound(first, 1, 1e27));
        second = uint96(bound(second, 1, 1e27));
        vm.startPrank(treasury);
        escrow.deposit(payer, first);
        vm.expectEmit(address(escrow));
        emit IPaymentEscrow.Deposited(payer, treasury, second, first + second);
        escrow.deposit(payer, second);
        vm.assertEq(escrow.depositOf(payer), first + second, "payer's total");
        vm.assertEq(escrow.totalDeposited(), first + second, "total");
        vm.assertEq(token.balanceOf(address(escrow)), first + second, "balance");
    }

    function test_deposit_reverts_whenAmountIsZero() external {
        vm.expectRevert(IPaymentEscrow.ZeroAmount.selector);
        vm.prank(treasury);
        escrow.deposit(treasury, 0);
    }

    function test_deposit_leavesNothing_whenTheTokenRefuses(address payer, uint96 amount) external {
        amount = uint96(bound(amount, 1, type(uint96).max));
        vm.expectRevert();
        vm.prank(settlement);
        escrow.deposit(payer, amount);
        vm.assertEq(escrow.depositOf(payer), 0, "total");
    }

    function test_setVoucherKey_startsAtTheNextEpoch_orLater(
        address key,
        uint64 from,
        uint64 to,
        uint96 cap
    ) external {
        vm.assume(key != address(0) && key != treasury);
        cap = uint96(bound(cap, 1, type(uint96).max));
        uint64 start = from > EPOCH ? from : EPOCH + 1;
        to = uint64(bound(to, start, type(uint64).max));
        vm.expectEmit(address(escrow));
        emit IPaymentEscrow.VoucherKeySet(treasury, key, Epoch.wrap(start), Epoch.wrap(to), cap);
        vm.prank(treasury);
        escrow.setVoucherKey(key, Epoch.wrap(from), Epoch.wrap(to), cap);
        _assertKey(key, start, to, cap);
    }

    function test_setVoucherKey_reverts_whenKeyOrRangeCannotServe(uint64 from, uint64 to) external {
        to = uint64(bound(to, 0, EPOCH));
        _expectInvalid(address(0), 0, type(uint64).max, 1);
        _expectInvalid(treasury, 0, type(uint64).max, 1);
        _expectInvalid(settlement, from, to, 1);
        _expectInvalid(settlement, 0, type(uint64).max, 0);
    }

    function test_setVoucherKey_reverts_whenSetBefore(uint64 wait, bool revoked) external {
        address key = makeAccount("key");
        vm.prank(treasury);
        escrow.setVoucherKey(key, Epoch.wrap(0), Epoch.wrap(EPOCH + 10), 1 ether);
        if (revoked) {
            vm.prank(treasury);
            escrow.revokeVoucherKey(key);
        }
        skip(bound(wait, 0, 30 days));
        _expectInvalid(key, 0, type(uint64).max, 1 ether);
    }

    function test_revokeVoucherKey_endsAfterTheCurrentEpoch(uint64 wait, uint64 to) external {
        address key = makeAccount("key");
        wait = uint64(bound(wait, 0, 100));
        to = uint64(bound(to, EPOCH + wait + 1, type(uint64).max));
        vm.startPrank(treasury);
        escrow.setVoucherKey(key, Epoch.wrap(0), Epoch.wrap(to), 1 ether);
        skip(wait * 1 days);
        vm.expectEmit(address(escrow));
        emit IPaymentEscrow.VoucherKeyRevoked(treasury, key, Epoch.wrap(EPOCH + wait + 1));
        escrow.revokeVoucherKey(key);
        _assertKey(key, EPOCH + 1, EPOCH + wait, 1 ether);

        expectError(
            abi.encodeWithSelector(IPaymentEscrow.VoucherKeyUnknown.selector, treasury, key)
        );
        escrow.revokeVoucherKey(key);
    }

    function test_revokeVoucherKey_reverts_whenNeverSet_orExpired(address key) external {
        vm.assume(key != address(0) && key != treasury && key != settlement);
        expectError(
            abi.encodeWithSelector(IPaymentEscrow.VoucherKeyUnknown.selector, treasury, key)
        );
        vm.startPrank(treasury);
        escrow.revokeVoucherKey(key);

        escrow.setVoucherKey(key, Epoch.wrap(0), Epoch.wrap(EPOCH + 1), 1);
        skip(1 days);
        expectError(
            abi.encodeWithSelector(IPaymentEscrow.VoucherKeyUnknown.selector, treasury, key)
        );
        escrow.revokeVoucherKey(key);
    }

    function test_collect_splitsBetweenSettlementAndBurn(
        uint96 deposited,
        uint96 amount,
        uint96 burned
    ) external {
        deposited = uint96(bound(deposited, 1, token.balanceOf(treasury)));
        amount = uint96(bound(amount, 0, deposited));
        burned = uint96(bound(burned, 0, amount));
        uint256 supply = token.totalSupply();
        vm.prank(treasury);
        escrow.deposit(treasury, deposited);
        vm.expectEmit(address(escrow));
        emit IPaymentEscrow.Collected(Epoch.wrap(EPOCH), amount, burned);
        vm.prank(settlement);
        escrow.collect(Epoch.wrap(EPOCH), amount, burned);
        vm.assertEq(token.balanceOf(settlement), amount - burned, "settlement");
        vm.assertEq(token.totalSupply(), supply - burned, "burned");
        vm.assertEq(escrow.totalCollected(), amount, "collected");
        vm.assertEq(escrow.totalDeposited(), deposited, "deposited stays");
    }

    function test_collect_reverts_whenNotSettlement(address caller) external {
        vm.assume(caller != settlement);
        expectError(abi.encodeWithSelector(IPaymentEscrow.NotSettlement.selector, caller));
        vm.prank(caller);
        escrow.collect(Epoch.wrap(0), 0, 0);
    }

    function test_collect_reverts_whenAboveTheCollateral(uint96 deposited, uint256 amount)
        external
    {
        deposited = uint96(bound(deposited, 1, token.balanceOf(treasury)));
        amount = bound(amount, uint256(deposited) + 1, type(uint256).max);
        vm.prank(treasury);
        escrow.deposit(treasury, deposited);
        expectError(
            abi.encodeWithSelector(IPaymentEscrow.NotEnoughCollateral.selector, amount, deposited)
        );
        vm.prank(settlement);
        escrow.collect(Epoch.wrap(0), amount, 0);
    }

    function test_collect_reverts_whenBurnIsAboveAmount(uint96 amount, uint256 burned) external {
        amount = uint96(bound(amount, 0, token.balanceOf(treasury) - 1));
        burned = bound(burned, uint256(amount) + 1, type(uint256).max);
        vm.prank(treasury);
        escrow.deposit(treasury, amount + 1);
        expectError(abi.encodeWithSelector(IPaymentEscrow.BurnAboveAmount.selector, burned, amount));
        vm.prank(settlement);
        escrow.collect(Epoch.wrap(0), amount, burned);
    }

    function test_setVoucherKey_reverts_whenBeforeGenesis() external {
        vm.warp(GENESIS - 1);
        expectError(abi.encodeWithSelector(EpochClock.NotStarted.selector, GENESIS, GENESIS - 1));
        escrow.setVoucherKey(settlement, Epoch.wrap(0), Epoch.wrap(10), 1);
    }

    /// @dev A replay elsewhere fails because the digest differs by chain and by contract.
    function test_hashVoucher_bindsChainContractAndEveryField(IPaymentEscrow.Voucher memory voucher)
        external
    {
        bytes32 digest = escrow.hashVoucher(voucher);
        PaymentEscrow other = new PaymentEscrow(token, settlement, GENESIS, Profiles.network());
        vm.assertNotEq(other.hashVoucher(voucher), digest, "contract");
        unchecked {
            // Wrapping is wanted: any other value serves.
            voucher.seq += 1;
            vm.assertNotEq(escrow.hashVoucher(voucher), digest, "seq");
            voucher.seq -= 1;
            voucher.fee += 1;
            vm.assertNotEq(escrow.hashVoucher(voucher), digest, "fee");
            voucher.fee -= 1;
            voucher.epoch += 1;
            vm.assertNotEq(escrow.hashVoucher(voucher), digest, "epoch");
            voucher.epoch -= 1;
        }
        vm.assertEq(escrow.hashVoucher(voucher), digest, "same again");
        vm.chainId(block.chainid + 1);
        vm.assertNotEq(escrow.hashVoucher(voucher), digest, "chain");
    }

    function _expectInvalid(address key, uint64 from, uint64 to, uint96 cap) private {
        expectError(abi.encodeWithSelector(IPaymentEscrow.InvalidVoucherKey.selector, key));
        vm.prank(treasury);
        escrow.setVoucherKey(key, Epoch.wrap(from), Epoch.wrap(to), cap);
    }

    function _assertKey(address key, uint64 from, uint64 to, uint96 cap) private view {
        IPaymentEscrow.VoucherKey memory entry = escrow.voucherKey(treasury, key);
        vm.assertEq(Epoch.unwrap(entry.fromEpoch), from, "from");
        vm.assertEq(Epoch.unwrap(entry.toEpoch), to, "to");
        vm.assertEq(entry.cap, cap, "cap");
    }
}
