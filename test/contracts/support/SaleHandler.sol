// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ILicenseSale} from "../../../contracts/sale/ILicenseSale.sol";
import {SaleFixture} from "./SaleFixture.sol";

/// @title SaleHandler
/// @notice Five accounts buy, refer, trade, claim and sweep; governance grants, pauses, changes terms and
/// states milestones. Plain books are kept of all of it: who should hold each licence, and where every wei
/// should be. `jump` moves what is sold towards a tier's end, which no run would reach.
contract SaleHandler is SaleFixture {
    uint256 private constant ACCOUNTS = 5;

    /// @notice Calls that did what they were meant to: orders, refused orders, grants, trades, claims, releases.
    uint256[6] public done;
    uint256 public sold;
    uint256 public granted;
    /// @notice Received by the sale, owed and paid to referrers, swept, released.
    uint256 public received;
    uint256 public owed;
    uint256 public rewarded;
    uint256 public swept;
    uint256 public released;

    address[] private _holders;
    mapping(address account => uint256 count) private _held;
    mapping(address account => uint256 count) private _bought;
    mapping(address account => uint256 time) private _boughtAt;
    mapping(address account => uint256 amount) private _rewards;
    uint256[20] private _prices;
    uint256 private _cap = 40;
    uint256 private _bps = 500;
    bool private _paused;

    constructor() {
        deploySale(address(0), 40);
        (uint256 numerator, uint256 denominator) = (FIRST_PRICE, 1);
        for (uint256 i = 0; i < 20; ++i) {
            _prices[i] = numerator / denominator;
            (numerator, denominator) = (numerator * 107, denominator * 100);
        }
        vm.warp(PUBLIC_FROM);
    }

    function order(uint256 who, uint256 quantity, uint256 referredBy, uint256 extra) external {
        address buyer = accountOf(who);
        address referrer = referredBy % 2 == 0 ? address(0) : accountOf(referredBy / 2);
        quantity = bound(quantity, 1, 12);
        extra = bound(extra, 0, 10 ether);
        uint256 cost = costOf(quantity);
        bool valid = !_paused && _bought[buyer] + quantity <= _cap
            && sold + granted + quantity <= 100_000
            && (referrer == address(0)
                || (referrer != buyer
                    && _held[referrer] != 0
                    && _boughtAt[referrer] != 0
                    && _boughtAt[referrer] < block.timestamp));
        vm.deal(buyer, cost + extra);
        bool accepted;
        vm.prank(buyer);
        try sale.buy{value: cost + extra}(quantity, cost, referrer) {
            accepted = true;
        } catch {}
        vm.assertEq(accepted, valid, "an order goes through exactly when it may");
        vm.assertEq(buyer.balance, accepted ? extra : cost + extra, "refund");
        vm.deal(buyer, 0);
        if (!accepted) {
            ++done[1];
            return;
        }
        if (referrer != address(0)) {
            uint256 reward = cost * _bps / 10_000;
            owed += reward;
            _rewards[referrer] += reward;
        }
        issue(buyer, quantity);
        sold += quantity;
        received += cost;
        _bought[buyer] += quantity;
        if (_boughtAt[buyer] == 0) _boughtAt[buyer] = block.timestamp;
        ++done[0];
    }

    /// @notice Says less than the order costs, or sends less: never through.
    function cheat(uint256 who, uint256 quantity, uint256 short, bool lowMaximum) external {
        address buyer = accountOf(who);
        quantity = bound(quantity, 1, 12);
        uint256 cost = costOf(quantity);
        short = bound(short, 1, cost);
        vm.deal(buyer, cost);
        vm.prank(buyer);
        try sale.buy{value: lowMaximum ? cost : cost - short}(
            quantity, lowMaximum ? cost - short : cost, address(0)
        ) {
            vm.assertTrue(false, "cheated");
        } catch {}
        vm.deal(buyer, 0);
    }

    function grant(uint256 who, uint256 quantity) external {
        quantity = bound(quantity, 1, 22);
        vm.prank(governor);
        sale.grant(accountOf(who), quantity);
        issue(accountOf(who), quantity);
        granted += quantity;
        ++done[2];
    }

    function trade(uint256 which, uint256 to) external {
        if (_holders.length == 0) return;
        which = bound(which, 1, _holders.length);
        (address from, address receiver) = (_holders[which - 1], accountOf(to));
        vm.prank(from);
        licenses.transferFrom(from, receiver, which);
        _holders[which - 1] = receiver;
        --_held[from];
        ++_held[receiver];
        ++done[3];
    }

    function claim(uint256 who) external {
        address referrer = accountOf(who);
        uint256 reward = _rewards[referrer];
        if (reward == 0) return;
        vm.assertEq(sale.claimReferral(referrer), reward, "never blocked");
        vm.assertEq(referrer.balance, reward, "paid");
        vm.deal(referrer, 0);
        _rewards[referrer] = 0;
        (owed, rewarded) = (owed - reward, rewarded + reward);
        ++done[4];
    }

    function sweep() external {
        uint256 amount = sale.sweep();
        vm.assertEq(amount, received - rewarded - owed - swept, "all that is nobody's");
        swept += amount;
    }

    function release(bool reach) external {
        if (reach && proceeds.reached() < 5) {
            if (block.timestamp >= GENESIS + proceeds.reached() * 1000) {
                vm.prank(governor);
                proceeds.reach("reached");
            }
        }
        proceeds.release();
        released = governor.balance;
        ++done[5];
    }

    function govern(uint256 cap, uint256 bps, uint256 paused) external {
        (_cap, _bps, _paused) = (bound(cap, 30, 100), bound(bps, 0, 1000), paused % 5 == 0);
        vm.startPrank(governor);
        // Casts: bounded above.
        // forge-lint: disable-next-line(unsafe-typecast)
        sale.setTerms(ILicenseSale.Terms(uint16(_cap), uint16(_bps)));
        sale.setPaused(_paused);
        vm.stopPrank();
    }

    /// @notice As if others had bought, up to a few before a boundary or the end.
    function jump(uint256 before) external {
        uint256 next = (sold / 5000 + 1) * 5000;
        if (next == 100_000) next -= granted;
        before = bound(before, 0, 20);
        if (next < sold + before || next - before > 100_000 - granted) return;
        sold = next - before;
        pretendSold(sold);
    }

    function wait(uint256 time) external {
        skip(bound(time, 1, 300));
    }

    /// @notice Compares the contracts with the books. Assertions only where something is wrong: they are slow.
    function check(uint256 which) external view {
        ILicenseSale.State memory state = sale.state();
        bool same = state.sold == sold && state.granted == granted && state.owed == owed
            && licenses.issued() == _holders.length && sold + granted <= 100_000;
        if (!same) vm.assertTrue(false, "counts");
        same = address(sale).balance == received - rewarded - swept && address(sale).balance >= owed
            && owed + rewarded <= received / 10 && address(proceeds).balance + released == swept
            && released <= swept * proceeds.unlockedBps() / 10_000;
        if (!same) vm.assertTrue(false, "every wei");
        checkAccount(accountOf(which));
        if (_holders.length != 0) checkHolder(which % _holders.length + 1);
        if (sold + granted < 100_000 - 12) {
            uint256 quantity = which % 12 + 1;
            if (sale.quote(quantity) != costOf(quantity)) vm.assertTrue(false, "price");
        }
    }

    function checkAll() external view {
        for (uint256 id = 1; id <= _holders.length; ++id) {
            checkHolder(id);
        }
        for (uint256 i = 0; i < ACCOUNTS; ++i) {
            checkAccount(accountOf(i));
        }
    }

    function costOf(uint256 quantity) public view returns (uint256 cost) {
        for (uint256 i = sold; i < sold + quantity && i < 100_000; ++i) {
            cost += _prices[i / 5000];
        }
    }

    function issue(address to, uint256 quantity) private {
        for (uint256 i = 0; i < quantity; ++i) {
            _holders.push(to);
        }
        _held[to] += quantity;
    }

    function checkAccount(address account) private view {
        bool same = licenses.balanceOf(account) == _held[account]
            && licenses.accountOf(account).bought == _bought[account]
            && sale.rewardOf(account) == _rewards[account];
        if (!same) vm.assertTrue(false, "an account");
    }

    function checkHolder(uint256 id) private view {
        address holder = licenses.ownerOf(id);
        if (holder != _holders[id - 1]) vm.assertEq(holder, _holders[id - 1], "holder");
    }

    function accountOf(uint256 which) private pure returns (address) {
        // Cast: a few small numbers.
        // forge-lint: disable-next-line(unsafe-typecast)
        return address(uint160(0xA11CE00 + which % ACCOUNTS));
    }
}
