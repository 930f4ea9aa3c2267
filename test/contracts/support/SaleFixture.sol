// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISemaphoreVerifier} from "@semaphore-protocol/contracts/interfaces/ISemaphoreVerifier.sol";
import {TokenPictures} from "../../../contracts/base/TokenPictures.sol";
import {IRandomBeacon} from "../../../contracts/network/IRandomBeacon.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {ILicenseSale} from "../../../contracts/sale/ILicenseSale.sol";
import {IMilestoneEscrow} from "../../../contracts/sale/IMilestoneEscrow.sol";
import {LicenseSale} from "../../../contracts/sale/LicenseSale.sol";
import {MilestoneEscrow} from "../../../contracts/sale/MilestoneEscrow.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {WatchDogLicense} from "../../../contracts/watchdog/WatchDogLicense.sol";
import {Test} from "../Base.sol";

/// @title SaleFixture
/// @notice The real sale, licences and escrow. The whitelist phase begins at GENESIS + 100, the public one at
/// GENESIS + 200.
abstract contract SaleFixture is Test {
    uint32 internal constant GENESIS = 1_750_000_000;
    uint32 internal constant WHITELIST_FROM = GENESIS + 100;
    uint32 internal constant PUBLIC_FROM = GENESIS + 200;
    uint256 internal constant FIRST_PRICE = 0.1 ether;
    /// @dev Where the sale keeps what it reads and writes once an order: behind owner and pending owner.
    bytes32 internal constant BOOK_SLOT = bytes32(uint256(2));

    address internal governor = makeAccount("governor");
    WatchDogLicense internal licenses;
    MilestoneEscrow internal proceeds;
    LicenseSale internal sale;

    function deploySale(address currency, uint16 walletCap) internal {
        vm.warp(GENESIS);
        uint64 nonce = vm.getNonce(address(this));
        address predicted = vm.computeCreateAddress(address(this), nonce + 3);
        TokenPictures pictures = new TokenPictures();
        licenses = new WatchDogLicense(
            predicted,
            IRandomBeacon(address(0)),
            INodeStaking(address(0)),
            ISemaphoreVerifier(address(0)),
            pictures,
            GENESIS,
            Profiles.development()
        );
        proceeds = new MilestoneEscrow(governor, fiveMilestones());
        sale = new LicenseSale(
            governor,
            licenses,
            currency,
            address(proceeds),
            FIRST_PRICE,
            ILicenseSale.Schedule({
                whitelistFrom: WHITELIST_FROM, publicFrom: PUBLIC_FROM, root: 0
            }),
            ILicenseSale.Terms({walletCap: walletCap, referralBps: 500})
        );
        vm.assertEq(address(sale), predicted, "the licences' issuer");
    }

    /// @dev Buys with coins that appear from nowhere.
    function buy(address buyer, uint256 quantity, address referrer)
        internal
        returns (uint256 first)
    {
        uint256 cost = sale.quote(quantity);
        vm.deal(buyer, buyer.balance + cost);
        vm.prank(buyer);
        return sale.buy{value: cost}(quantity, cost, referrer);
    }

    /// @dev Writes how many were sold, as if others had bought them; the licences themselves stay as they are.
    function pretendSold(uint256 sold) internal {
        uint256 word = uint256(vm.load(address(sale), BOOK_SLOT));
        vm.store(address(sale), BOOK_SLOT, bytes32(word >> 24 << 24 | sold));
        vm.assertEq(sale.state().sold, sold, "sold");
    }

    function fiveMilestones()
        internal
        pure
        returns (IMilestoneEscrow.Milestone[] memory milestones)
    {
        milestones = new IMilestoneEscrow.Milestone[](5);
        for (uint256 i = 0; i < 5; ++i) {
            // Cast: small numbers.
            // forge-lint: disable-next-line(unsafe-typecast)
            milestones[i] = IMilestoneEscrow.Milestone(2000, uint48(GENESIS + i * 1000));
        }
    }

    /// @dev Every licence's price in turn, as one would work it out by hand: no closed form.
    function plainCost(uint256 soldBefore, uint256 quantity) internal pure returns (uint256 cost) {
        uint256 inTier;
        (uint256 numerator, uint256 denominator) = (FIRST_PRICE, 1);
        for (uint256 i = 0; i < soldBefore + quantity; ++i) {
            if (i >= soldBefore) cost += numerator / denominator;
            if (++inTier == 5000) {
                inTier = 0;
                (numerator, denominator) = (numerator * 107, denominator * 100);
            }
        }
    }
}
