// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ILicenseSale} from "../../../contracts/sale/ILicenseSale.sol";
import {SaleFixture} from "../support/SaleFixture.sol";

/// @notice Who may refer, what it brings, and how it is paid.
contract LicenseSaleReferralTest is SaleFixture {
    address private alice = makeAccount("alice");
    address private bob = makeAccount("bob");
    address private carol = makeAccount("carol");

    function setUp() public {
        deploySale(address(0), 100);
        vm.warp(PUBLIC_FROM);
    }

    function test_buy_creditsTheReferrer(uint256 quantity, uint16 bps) public {
        quantity = bound(quantity, 1, 100);
        bps = uint16(bound(bps, 0, 1000));
        vm.prank(governor);
        sale.setTerms(ILicenseSale.Terms({walletCap: 100, referralBps: bps}));
        buy(alice, 1, address(0));
        skip(1);
        uint256 cost = sale.quote(quantity);
        uint256 reward = cost * bps / 10_000;
        vm.expectEmit(address(sale));
        emit ILicenseSale.LicensesSold(bob, alice, 2, quantity, 1, cost, reward);
        buy(bob, quantity, alice);
        vm.assertEq(sale.rewardOf(alice), reward, "reward");
        vm.assertEq(sale.state().owed, reward, "owed");
        vm.assertLe(reward, cost / 10, "bounded");

        sale.sweep();
        vm.assertEq(address(sale).balance, reward, "what is owed stays");
        vm.assertEq(address(proceeds).balance, FIRST_PRICE + cost - reward, "the rest left");
        if (reward == 0) return;
        vm.expectEmit(address(sale));
        emit ILicenseSale.ReferralClaimed(alice, reward);
        // Anyone may, and it is paid to the referrer.
        vm.prank(carol);
        sale.claimReferral(alice);
        vm.assertEq(alice.balance, reward, "paid");
        vm.assertEq(sale.state().owed, 0, "nothing owed");
        expectError(abi.encodeWithSelector(ILicenseSale.NothingToClaim.selector, alice));
        sale.claimReferral(alice);
    }

    function test_buy_reverts_whenTheReferrerIsTheBuyer() public {
        buy(alice, 1, address(0));
        skip(1);
        refuse(alice, alice);
    }

    function test_buy_reverts_whenTheReferrerNeverBought(address referrer) public {
        vm.assume(referrer != address(0));
        refuse(alice, referrer);
    }

    /// @dev An address has one spelling on chain: letter case only exists in text.
    function test_selfReferral_byAnotherSpelling_isTheSameAccount() public {
        buy(alice, 1, address(0));
        skip(1);
        address lower = vm.parseAddress(lowerCase(vm.toString(alice)));
        vm.assertEq(lower, alice, "one account");
        refuse(alice, lower);
    }

    /// @dev A second wallet that was handed a licence, even long ago, never bought one.
    function test_selfReferral_bySecondWallet_reverts_whenItWasHandedALicense() public {
        buy(alice, 2, address(0));
        vm.prank(alice);
        licenses.transferFrom(alice, carol, 1);
        skip(30 days);
        refuse(alice, carol);
    }

    function test_selfReferral_bySecondWallet_reverts_whenItWasGrantedALicense() public {
        vm.prank(governor);
        sale.grant(carol, 1);
        skip(1);
        refuse(alice, carol);
    }

    /// @dev Both orders in one transaction: the second wallet's purchase is not an earlier one.
    function test_selfReferral_bySecondWallet_reverts_whenItBuysInTheSameSecond() public {
        buy(carol, 1, address(0));
        refuse(alice, carol);
    }

    function test_buy_reverts_whenTheReferrerHoldsNoLicenseAnyMore() public {
        buy(carol, 1, address(0));
        skip(1);
        vm.prank(carol);
        licenses.transferFrom(carol, bob, 1);
        refuse(alice, carol);
    }

    /// @dev What two wallets of one person can still do costs a full price first, and brings no more than the share.
    function test_referral_ofAnotherBuyer_bringsItsShareAtMost(uint256 quantity) public {
        quantity = bound(quantity, 1, 100);
        buy(carol, 1, address(0));
        skip(1);
        uint256 cost = sale.quote(quantity);
        buy(alice, quantity, carol);
        vm.assertEq(sale.rewardOf(carol), cost * 500 / 10_000);
    }

    /// @dev Packed: a first reward writes one new word.
    function test_rewards_addUp(uint256 first, uint256 second) public {
        first = bound(first, 1, 100);
        second = bound(second, 1, 100);
        buy(carol, 1, address(0));
        skip(1);
        uint256 expected = sale.quote(first) * 500 / 10_000;
        buy(alice, first, carol);
        expected += sale.quote(second) * 500 / 10_000;
        buy(bob, second, carol);
        vm.assertEq(sale.rewardOf(carol), expected, "sum");
        vm.assertEq(sale.state().owed, expected, "owed");
    }

    /// @dev Whoever cannot take coins only harms itself: sweeping goes on.
    function test_claimReferral_reverts_whenTheReferrerTakesNoCoins() public {
        address mute = address(new Mute());
        vm.deal(mute, FIRST_PRICE);
        vm.prank(mute);
        sale.buy{value: FIRST_PRICE}(1, FIRST_PRICE, address(0));
        skip(1);
        buy(alice, 10, mute);
        vm.expectRevert();
        sale.claimReferral(mute);
        sale.sweep();
        vm.assertEq(address(sale).balance, sale.rewardOf(mute), "still there");
    }

    function refuse(address buyer, address referrer) private {
        uint256 cost = sale.quote(1);
        vm.deal(buyer, cost);
        expectError(abi.encodeWithSelector(ILicenseSale.InvalidReferrer.selector, referrer));
        vm.prank(buyer);
        sale.buy{value: cost}(1, cost, referrer);
    }

    function lowerCase(string memory text) private pure returns (string memory) {
        bytes memory letters = bytes(text);
        for (uint256 i = 0; i < letters.length; ++i) {
            if (letters[i] >= "A" && letters[i] <= "Z") {
                letters[i] = bytes1(uint8(letters[i]) + 32);
            }
        }
        return string(letters);
    }
}

contract Mute {}
