// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {ILicenseSale} from "../../../contracts/sale/ILicenseSale.sol";
import {SaleFixture} from "../support/SaleFixture.sol";
import {SaleToken} from "../support/SaleToken.sol";

/// @notice The sale when it is paid in an ERC-20, a hostile one too.
contract LicenseSaleTokenTest is SaleFixture {
    address private alice = makeAccount("alice");
    address private bob = makeAccount("bob");
    SaleToken private token = new SaleToken();

    function setUp() public {
        deploySale(address(token), 50);
        vm.warp(PUBLIC_FROM);
    }

    function test_buy_takesExactlyTheCost(uint256 quantity) public {
        quantity = bound(quantity, 1, 50);
        uint256 cost = fund(alice, quantity);
        vm.prank(alice);
        sale.buy(quantity, type(uint256).max, address(0));
        vm.assertEq(token.balanceOf(alice), 0, "paid");
        vm.assertEq(token.balanceOf(address(sale)), cost, "received");
        vm.assertEq(licenses.balanceOf(alice), quantity, "licences");
        vm.assertEq(sale.sweep(), cost, "swept");
        vm.assertEq(token.balanceOf(address(proceeds)), cost, "to the escrow");
    }

    function test_claimReferral_paysInTheToken(uint256 quantity) public {
        quantity = bound(quantity, 1, 50);
        fund(alice, 1);
        vm.prank(alice);
        sale.buy(1, type(uint256).max, address(0));
        skip(1);
        uint256 cost = fund(bob, quantity);
        vm.prank(bob);
        sale.buy(quantity, cost, alice);
        vm.assertEq(sale.claimReferral(alice), cost / 20, "reward");
        vm.assertEq(token.balanceOf(alice), cost / 20, "paid");
    }

    function test_buy_reverts_whenNotAllowed(uint256 allowed) public {
        uint256 cost = fund(alice, 1);
        allowed = bound(allowed, 0, cost - 1);
        vm.startPrank(alice);
        token.approve(address(sale), allowed);
        expectError(abi.encodeWithSelector(SafeTransferLib.TransferFromFailed.selector));
        sale.buy(1, cost, address(0));
        vm.stopPrank();
    }

    function test_buy_reverts_whenCoinsComeAlong(uint256 value) public {
        value = bound(value, 1, 1e30);
        uint256 cost = fund(alice, 1);
        vm.deal(alice, value);
        expectError(abi.encodeWithSelector(ILicenseSale.CoinsNotTaken.selector));
        vm.prank(alice);
        sale.buy{value: value}(1, cost, address(0));
    }

    function test_buy_reverts_whenTheTokenKeepsAPart(uint256 bps) public {
        bps = bound(bps, 1, 10_000);
        uint256 cost = fund(alice, 1);
        token.setFee(bps);
        expectError(
            abi.encodeWithSelector(
                ILicenseSale.PaymentIncomplete.selector, cost - cost * bps / 10_000, cost
            )
        );
        vm.prank(alice);
        sale.buy(1, cost, address(0));
    }

    /// @dev A token that calls back while it is moved enters nothing: an inner sweep or order would count its
    /// coins twice.
    function test_buy_isNotReentered_byTheToken() public {
        bytes[4] memory calls = [
            abi.encodeCall(ILicenseSale.buy, (1, type(uint256).max, address(0))),
            abi.encodeCall(
                ILicenseSale.buyWhitelisted, (1, type(uint256).max, address(0), 1, new bytes32[](0))
            ),
            abi.encodeCall(ILicenseSale.sweep, ()),
            abi.encodeCall(ILicenseSale.claimReferral, (alice))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            fund(alice, 1);
            token.setCall(address(sale), calls[i]);
            vm.prank(alice);
            sale.buy(1, type(uint256).max, address(0));
            vm.assertFalse(token.called(), "entered");
            vm.assertEq(
                token.answer(),
                abi.encodeWithSelector(
                    ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector
                ),
                "by the guard"
            );
        }
        vm.assertEq(sale.state().sold, 4, "four orders");
        vm.assertEq(token.balanceOf(address(sale)), 4 * FIRST_PRICE, "four payments");
    }

    function fund(address buyer, uint256 quantity) private returns (uint256 cost) {
        cost = sale.quote(quantity);
        token.mint(buyer, cost);
        vm.prank(buyer);
        token.approve(address(sale), cost);
    }
}
