// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ILicenseSale} from "../../../contracts/sale/ILicenseSale.sol";
import {TierPrices} from "../../../contracts/sale/TierPrices.sol";
import {SaleFixture} from "../support/SaleFixture.sol";

/// @notice Invariant 13: the price path equals a plain reference model.
contract TierPricesTest is SaleFixture {
    /// @dev Licence by licence, filled once: what each one costs.
    uint256[20] private tiers;

    function setUp() public {
        deploySale(address(0), 50);
        (uint256 numerator, uint256 denominator) = (FIRST_PRICE, 1);
        for (uint256 i = 0; i < 20; ++i) {
            tiers[i] = numerator / denominator;
            (numerator, denominator) = (numerator * 107, denominator * 100);
        }
    }

    function test_priceOf_risesBySevenPercent() public {
        vm.assertEq(sale.priceOf(0), 0.1 ether, "first");
        vm.assertEq(sale.priceOf(1), 0.107 ether, "second");
        vm.assertEq(sale.priceOf(19), 361_652_753_503_381_222, "last");
        for (uint256 i = 0; i < 20; ++i) {
            vm.assertEq(sale.priceOf(i), tiers[i], "as worked out one by one");
        }
        expectError(abi.encodeWithSelector(ILicenseSale.OutOfBounds.selector, 20, 0, 19));
        sale.priceOf(20);
    }

    /// forge-config: default.fuzz.runs = 2000
    function test_costOf_isTheSumOfSinglePrices(uint256 sold, uint256 quantity) public view {
        quantity = bound(quantity, 1, 300);
        sold = bound(sold, 0, 100_000 - quantity);
        vm.assertEq(sale.costOf(sold, quantity), sumOf(sold, quantity));
    }

    /// @dev Around every boundary, where the closed form could be off by one.
    function test_costOf_isExactOverEveryBoundary(uint256 before, uint256 quantity) public view {
        before = bound(before, 0, 60);
        quantity = bound(quantity, 1, 60);
        for (uint256 tier = 1; tier < 20; ++tier) {
            uint256 sold = tier * 5000 - before;
            vm.assertEq(sale.costOf(sold, quantity), sumOf(sold, quantity));
        }
    }

    /// forge-config: default.fuzz.runs = 8
    function test_costOf_ofAWholeTierIsTheSum(uint256 sold) public view {
        sold = bound(sold, 0, 20_000);
        vm.assertEq(sale.costOf(sold, 5000), plainCost(sold, 5000));
    }

    function test_costOf_splitsWithoutLossOrGain(uint256 sold, uint256 first, uint256 second)
        public
        view
    {
        first = bound(first, 1, 2500);
        second = bound(second, 1, 2500);
        sold = bound(sold, 0, 100_000 - first - second);
        vm.assertEq(
            sale.costOf(sold, first + second),
            sale.costOf(sold, first) + sale.costOf(sold + first, second)
        );
    }

    function test_costOf_reverts_outsideTheSupply(uint256 sold, uint256 quantity) public {
        quantity = bound(quantity, 1, 5000);
        sold = bound(sold, 100_001 - quantity, type(uint256).max);
        expectError(
            abi.encodeWithSelector(ILicenseSale.OutOfBounds.selector, sold, 0, 100_000 - quantity)
        );
        sale.costOf(sold, quantity);
    }

    function test_costOf_reverts_forMoreThanATier(uint256 quantity) public {
        vm.assume(quantity == 0 || quantity > 5000);
        expectError(abi.encodeWithSelector(ILicenseSale.OutOfBounds.selector, quantity, 1, 5000));
        sale.costOf(0, quantity);
    }

    /// @dev At the highest first price nothing overflows, and all referral rewards fit their 96 bits.
    function test_priceOf_fits_atTheHighestFirstPrice(uint256 firstPrice) public pure {
        firstPrice = bound(firstPrice, 1, TierPrices.MAX_FIRST_PRICE);
        uint256 all;
        for (uint256 tier = 0; tier < 20; ++tier) {
            all += 5000 * TierPrices.priceOf(firstPrice, tier);
        }
        vm.assertLe(all / 10, type(uint96).max, "rewards");
    }

    function sumOf(uint256 sold, uint256 quantity) private view returns (uint256 sum) {
        for (uint256 i = sold; i < sold + quantity; ++i) {
            sum += tiers[i / 5000];
        }
    }
}
