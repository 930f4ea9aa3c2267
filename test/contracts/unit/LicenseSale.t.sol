// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {ILicenseSale} from "../../../contracts/sale/ILicenseSale.sol";
import {IWatchDogLicense} from "../../../contracts/watchdog/IWatchDogLicense.sol";
import {SaleFixture} from "../support/SaleFixture.sol";

/// @notice Buying in the public phase, with coins.
contract LicenseSaleTest is SaleFixture {
    address private alice = makeAccount("alice");
    address private bob = makeAccount("bob");

    function setUp() public {
        deploySale(address(0), 50);
        vm.warp(PUBLIC_FROM);
    }

    function test_buy_mintsAndKeepsTheCost(uint256 quantity, uint256 sold, uint256 extra) public {
        quantity = bound(quantity, 1, 50);
        sold = bound(sold, 0, 100_000 - quantity);
        extra = bound(extra, 0, 1000 ether);
        pretendSold(sold);
        uint256 cost = sale.quote(quantity);
        vm.deal(alice, cost + extra);
        vm.expectEmit(address(sale));
        emit ILicenseSale.LicensesSold(alice, address(0), 1, quantity, sold, cost, 0);
        vm.prank(alice);
        uint256 first = sale.buy{value: cost + extra}(quantity, cost, address(0));
        vm.assertEq(first, 1, "first licence");
        vm.assertEq(licenses.balanceOf(alice), quantity, "licences");
        vm.assertEq(alice.balance, extra, "the excess returned");
        vm.assertEq(address(sale).balance, cost, "proceeds");
        vm.assertEq(sale.state().sold, sold + quantity, "sold");
    }

    function test_buy_reverts_whenThePriceRoseAboveTheMaximum(uint256 quantity, uint256 short)
        public
    {
        quantity = bound(quantity, 1, 50);
        uint256 cost = sale.quote(quantity);
        uint256 maximum = cost - bound(short, 1, cost);
        expectError(abi.encodeWithSelector(ILicenseSale.PriceAboveMaximum.selector, cost, maximum));
        sale.buy(quantity, maximum, address(0));
    }

    /// @dev Somebody buys the tier's last licences just before: the order costs no more than was said.
    function test_buy_reverts_whenFrontRunOverATierBoundary(uint256 left, uint256 taken) public {
        left = bound(left, 1, 50);
        taken = bound(taken, 1, left);
        pretendSold(5000 - left);
        uint256 maximum = sale.quote(left);
        vm.assertEq(maximum, left * FIRST_PRICE, "all in the first tier");
        buy(bob, taken, address(0));
        uint256 cost = sale.quote(left);
        vm.assertEq(cost, maximum + taken * (0.107 ether - FIRST_PRICE), "part is dearer now");
        vm.deal(alice, cost);
        expectError(abi.encodeWithSelector(ILicenseSale.PriceAboveMaximum.selector, cost, maximum));
        vm.prank(alice);
        sale.buy{value: cost}(left, maximum, address(0));
    }

    function test_buy_reverts_whenTooFewCoinsCome(uint256 quantity, uint256 paid) public {
        quantity = bound(quantity, 1, 50);
        uint256 cost = sale.quote(quantity);
        paid = bound(paid, 0, cost - 1);
        vm.deal(alice, paid);
        expectError(abi.encodeWithSelector(ILicenseSale.PaymentTooSmall.selector, paid, cost));
        vm.prank(alice);
        sale.buy{value: paid}(quantity, cost, address(0));
    }

    function test_buy_reverts_whenEmpty() public {
        expectError(abi.encodeWithSelector(ILicenseSale.EmptyOrder.selector));
        sale.buy(0, type(uint256).max, address(0));
    }

    function test_buy_reverts_whenFewerAreLeft(uint256 left, uint256 quantity, uint256 granted)
        public
    {
        left = bound(left, 0, 49);
        granted = bound(granted, 0, 50);
        quantity = bound(quantity, left + 1, type(uint256).max);
        if (granted != 0) {
            vm.prank(governor);
            sale.grant(bob, granted);
        }
        pretendSold(100_000 - granted - left);
        bytes memory refusal = abi.encodeWithSelector(ILicenseSale.SoldOut.selector, quantity, left);
        expectError(refusal);
        sale.quote(quantity);
        expectError(refusal);
        sale.buy(quantity, type(uint256).max, address(0));
    }

    function test_buy_reverts_whenAboveTheWalletCap(uint256 first, uint256 second) public {
        first = bound(first, 1, 50);
        second = bound(second, 51 - first, 50);
        buy(alice, first, address(0));
        uint256 cost = sale.quote(second);
        vm.deal(alice, cost);
        expectError(
            abi.encodeWithSelector(
                ILicenseSale.WalletCapExceeded.selector, alice, first + second, 50
            )
        );
        vm.prank(alice);
        sale.buy{value: cost}(second, cost, address(0));
    }

    /// @dev The cap counts what was bought, so giving licences away makes no room, and being given some takes none.
    function test_buy_countsWhatWasBought_notWhatIsHeld(uint256 given) public {
        given = bound(given, 1, 50);
        buy(alice, 50, address(0));
        buy(bob, 50, address(0));
        for (uint256 i = 1; i <= given; ++i) {
            vm.prank(alice);
            licenses.transferFrom(alice, makeAccount("carol"), i);
        }
        expectError(abi.encodeWithSelector(ILicenseSale.WalletCapExceeded.selector, alice, 51, 50));
        vm.deal(alice, 1 ether);
        vm.prank(alice);
        sale.buy{value: 1 ether}(1, 1 ether, address(0));

        buy(makeAccount("carol"), 50, address(0));
        vm.assertEq(licenses.balanceOf(makeAccount("carol")), 50 + given, "carol");
    }

    function test_buy_reverts_outsideThePublicPhase(uint256 early) public {
        uint256 time = PUBLIC_FROM - bound(early, 1, PUBLIC_FROM);
        vm.warp(time);
        expectError(
            abi.encodeWithSelector(
                ILicenseSale.NotOpen.selector, PUBLIC_FROM, type(uint256).max, time
            )
        );
        sale.buy(1, 1 ether, address(0));
    }

    function test_buy_reverts_whenTheBuyerTakesNoRefund() public {
        RefusingBuyer buyer = new RefusingBuyer();
        vm.deal(address(buyer), 2 ether);
        expectError(abi.encodeWithSelector(SafeTransferLib.ETHTransferFailed.selector));
        buyer.buy(sale, 1 ether);
        buyer.buy(sale, FIRST_PRICE);
        vm.assertEq(licenses.balanceOf(address(buyer)), 1, "the exact price needs no refund");
    }

    /// @dev The refund calls the buyer: nothing of the sale can be entered then.
    function test_buy_isNotReentered_fromTheRefund() public {
        GreedyBuyer buyer = new GreedyBuyer(sale);
        vm.deal(address(buyer), 10 ether);
        buyer.buy();
        vm.assertEq(buyer.refused(), 4, "buy, claim, sweep, whitelist");
        vm.assertEq(licenses.balanceOf(address(buyer)), 1, "one order");
        vm.assertEq(address(sale).balance, FIRST_PRICE, "paid once");
    }

    function test_sale_takesNoBareCoins() public {
        vm.deal(alice, 1 ether);
        vm.prank(alice);
        (bool done,) = address(sale).call{value: 1 ether}("");
        vm.assertFalse(done);
    }

    function test_issue_isTheSalesOnly(address caller) public {
        vm.assume(caller != address(sale) && caller != address(licenses));
        bytes memory refusal = abi.encodeWithSelector(IWatchDogLicense.NotIssuer.selector, caller);
        expectError(refusal);
        vm.prank(caller);
        licenses.issue(caller, 1);
        expectError(refusal);
        vm.prank(caller);
        licenses.issueSold(caller, 1);
    }

    function test_issue_reverts_toNobody() public {
        expectError(
            abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(0))
        );
        vm.prank(governor);
        sale.grant(address(0), 1);
    }

    /// @dev What an order reads and writes is one word.
    function test_book_isOneWord() public {
        bytes32 before = vm.load(address(sale), BOOK_SLOT);
        buy(alice, 7, address(0));
        bytes32 word = vm.load(address(sale), BOOK_SLOT);
        vm.assertEq(uint256(word) - uint256(before), 7, "sold is its lowest part");
        vm.assertEq(uint256(word) & 0xffffff, 7, "24 bits of it");
    }
}

contract RefusingBuyer {
    function buy(ILicenseSale sale, uint256 value) external {
        sale.buy{value: value}(1, value, address(0));
    }
}

contract GreedyBuyer {
    ILicenseSale private immutable SALE;
    uint256 public refused;

    constructor(ILicenseSale sale) {
        SALE = sale;
    }

    receive() external payable {
        try SALE.buy{value: 1 ether}(1, 1 ether, address(0)) {}
        catch {
            ++refused;
        }
        try SALE.claimReferral(address(this)) {}
        catch {
            ++refused;
        }
        try SALE.sweep() {}
        catch {
            ++refused;
        }
        try SALE.buyWhitelisted{value: 1 ether}(1, 1 ether, address(0), 1, new bytes32[](0)) {}
        catch {
            ++refused;
        }
    }

    function buy() external {
        SALE.buy{value: 1 ether}(1, 1 ether, address(0));
    }
}
