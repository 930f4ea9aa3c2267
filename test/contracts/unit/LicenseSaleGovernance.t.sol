// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IBuyerCheck} from "../../../contracts/sale/IBuyerCheck.sol";
import {ILicenseSale} from "../../../contracts/sale/ILicenseSale.sol";
import {LicenseSale} from "../../../contracts/sale/LicenseSale.sol";
import {SaleFixture} from "../support/SaleFixture.sol";

/// @notice What governance can do to the sale, and what it cannot.
contract LicenseSaleGovernanceTest is SaleFixture {
    address private alice = makeAccount("alice");

    function setUp() public {
        deploySale(address(0), 50);
        vm.warp(PUBLIC_FROM);
    }

    function test_grant_issuesWithoutPrice(uint256 quantity, uint256 sold) public {
        quantity = bound(quantity, 1, 50);
        sold = bound(sold, 0, 50_000);
        pretendSold(sold);
        uint256 cost = sale.quote(1);
        vm.expectEmit(address(sale));
        emit ILicenseSale.LicensesGranted(alice, 1, quantity);
        vm.prank(governor);
        vm.assertEq(sale.grant(alice, quantity), 1, "first");
        vm.assertEq(licenses.balanceOf(alice), quantity, "licences");
        vm.assertEq(sale.state().granted, quantity, "granted");
        vm.assertEq(sale.quote(1), cost, "the price stays");
        vm.assertEq(licenses.accountOf(alice).bought, 0, "not bought");
    }

    function test_grant_reverts_aboveItsBound(uint256 granted, uint256 quantity) public {
        granted = bound(granted, 0, 10_000);
        quantity = bound(quantity, 10_001 - granted, type(uint256).max);
        uint256 word = uint256(vm.load(address(sale), BOOK_SLOT));
        vm.store(address(sale), BOOK_SLOT, bytes32(word | granted << 24));
        expectError(abi.encodeWithSelector(ILicenseSale.GrantsExhausted.selector, 10_000));
        vm.prank(governor);
        sale.grant(alice, quantity);
    }

    function test_grant_reverts_whenEmpty() public {
        expectError(abi.encodeWithSelector(ILicenseSale.EmptyOrder.selector));
        vm.prank(governor);
        sale.grant(alice, 0);
    }

    function test_governedFunctions_revert_forOthers(address caller) public {
        vm.assume(caller != governor);
        bytes[5] memory calls = [
            abi.encodeCall(ILicenseSale.grant, (caller, 1)),
            abi.encodeCall(ILicenseSale.setPaused, (true)),
            abi.encodeCall(ILicenseSale.setTerms, (ILicenseSale.Terms(1, 1))),
            abi.encodeCall(
                ILicenseSale.setSchedule,
                (ILicenseSale.Schedule(type(uint32).max, type(uint32).max, 0))
            ),
            abi.encodeCall(ILicenseSale.setBuyerCheck, (IBuyerCheck(caller)))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(caller);
            (bool done, bytes memory reason) = address(sale).call(calls[i]);
            vm.assertFalse(done, "refused");
            vm.assertEq(
                reason,
                abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller),
                "as not the owner's"
            );
        }
    }

    function test_setTerms_changesThem_withinBounds(uint16 walletCap, uint16 referralBps) public {
        ILicenseSale.Terms memory terms = ILicenseSale.Terms(
            uint16(bound(walletCap, 1, 5000)), uint16(bound(referralBps, 0, 1000))
        );
        vm.expectEmit(address(sale));
        emit ILicenseSale.TermsChanged(ILicenseSale.Terms(50, 500), terms);
        vm.prank(governor);
        sale.setTerms(terms);
        vm.assertEq(abi.encode(sale.terms()), abi.encode(terms));
    }

    function test_setTerms_reverts_outsideItsBounds(uint16 walletCap, uint16 referralBps) public {
        bool capWrong = walletCap == 0 || walletCap > 5000;
        vm.assume(capWrong || referralBps > 1000);
        expectError(
            capWrong
                ? abi.encodeWithSelector(ILicenseSale.OutOfBounds.selector, walletCap, 1, 5000)
                : abi.encodeWithSelector(ILicenseSale.OutOfBounds.selector, referralBps, 0, 1000)
        );
        vm.prank(governor);
        sale.setTerms(ILicenseSale.Terms(walletCap, referralBps));
    }

    function test_setSchedule_setsPhasesToCome(
        uint32 whitelistFrom,
        uint32 publicFrom,
        bytes32 root
    ) public {
        whitelistFrom = uint32(bound(whitelistFrom, PUBLIC_FROM, type(uint32).max));
        publicFrom = uint32(bound(publicFrom, whitelistFrom, type(uint32).max));
        ILicenseSale.Schedule memory former = ILicenseSale.Schedule(WHITELIST_FROM, PUBLIC_FROM, 0);
        ILicenseSale.Schedule memory next = ILicenseSale.Schedule(whitelistFrom, publicFrom, root);
        vm.expectEmit(address(sale));
        emit ILicenseSale.ScheduleChanged(former, next);
        vm.prank(governor);
        sale.setSchedule(next);
        vm.assertEq(abi.encode(sale.schedule()), abi.encode(next));
    }

    function test_setSchedule_reverts_whenPastOrDisordered(uint32 whitelistFrom, uint32 publicFrom)
        public
    {
        vm.assume(whitelistFrom < PUBLIC_FROM || publicFrom < whitelistFrom);
        expectError(
            abi.encodeWithSelector(ILicenseSale.InvalidSchedule.selector, whitelistFrom, publicFrom)
        );
        vm.prank(governor);
        sale.setSchedule(ILicenseSale.Schedule(whitelistFrom, publicFrom, 0));
    }

    /// @dev Pausing stops what comes in and nothing that goes out.
    function test_setPaused_stopsSelling_neverClaimsAndSweeps() public {
        buy(alice, 1, address(0));
        skip(1);
        buy(makeAccount("bob"), 10, alice);
        vm.expectEmit(address(sale));
        emit ILicenseSale.PauseChanged(true);
        vm.prank(governor);
        sale.setPaused(true);
        vm.assertTrue(sale.state().paused, "paused");

        uint256 cost = sale.quote(1);
        vm.deal(alice, cost);
        expectError(abi.encodeWithSelector(ILicenseSale.SalePaused.selector));
        vm.prank(alice);
        sale.buy{value: cost}(1, cost, address(0));

        vm.assertEq(sale.claimReferral(alice), 0.05 ether, "claimed");
        vm.assertEq(sale.sweep(), 1.05 ether, "swept");

        vm.prank(governor);
        sale.setPaused(false);
        buy(alice, 1, address(0));
    }

    function test_buyerCheck_decides(bool allowed, uint256 quantity) public {
        quantity = bound(quantity, 1, 50);
        uint256 cost = sale.quote(quantity);
        IBuyerCheck check = IBuyerCheck(makeAccount("check"));
        vm.expectEmit(address(sale));
        emit ILicenseSale.BuyerCheckChanged(IBuyerCheck(address(0)), check);
        vm.prank(governor);
        sale.setBuyerCheck(check);
        vm.mockCall(
            address(check),
            abi.encodeCall(IBuyerCheck.mayBuy, (alice, quantity)),
            abi.encode(allowed)
        );
        vm.deal(alice, cost);
        if (!allowed) {
            expectError(abi.encodeWithSelector(ILicenseSale.BuyerRefused.selector, alice));
        }
        vm.prank(alice);
        sale.buy{value: cost}(quantity, cost, address(0));
    }

    /// @dev A check that breaks says no, and cannot eat more than its gas. An account without code says nothing.
    function test_buyerCheck_refuses_whenItBreaks() public {
        uint256 cost = sale.quote(1);
        address[5] memory checks = [
            address(new RevertingCheck()),
            address(new EndlessCheck()),
            address(new WordyCheck()),
            address(new WritingCheck()),
            makeAccount("nobody")
        ];
        vm.deal(alice, cost);
        for (uint256 i = 0; i < checks.length; ++i) {
            vm.prank(governor);
            sale.setBuyerCheck(IBuyerCheck(checks[i]));
            uint256 before = gasleft();
            expectError(abi.encodeWithSelector(ILicenseSale.BuyerRefused.selector, alice));
            vm.prank(alice);
            sale.buy{value: cost}(1, cost, address(0));
            vm.assertLt(before - gasleft(), 250_000, "bounded");
        }
        vm.prank(governor);
        sale.setBuyerCheck(IBuyerCheck(address(0)));
        buy(alice, 1, address(0));
    }

    function test_constructor_reverts_outsideItsBounds(uint256 price) public {
        vm.assume(price == 0 || price > 1e24);
        ILicenseSale.Schedule memory schedule = ILicenseSale.Schedule(0, 0, 0);
        ILicenseSale.Terms memory terms = ILicenseSale.Terms(1, 0);
        expectError(abi.encodeWithSelector(ILicenseSale.OutOfBounds.selector, price, 1, 1e24));
        new LicenseSale(governor, licenses, address(0), address(0), price, schedule, terms);
    }
}

contract RevertingCheck {
    function mayBuy(address, uint256) external pure returns (bool) {
        revert();
    }
}

contract EndlessCheck {
    function mayBuy(address, uint256) external pure returns (bool) {
        while (true) {}
        return true;
    }
}

contract WordyCheck {
    function mayBuy(address, uint256) external pure returns (bool, bool) {
        return (true, true);
    }
}

contract WritingCheck {
    uint256 private _count;

    function mayBuy(address, uint256) external returns (bool) {
        ++_count;
        return true;
    }
}
