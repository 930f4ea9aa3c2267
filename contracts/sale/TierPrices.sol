// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title TierPrices
/// @notice A price that rises by 7 % after every TIER_SIZE pieces, in closed form: no loop, no table.
library TierPrices {
    uint256 internal constant TIERS = 20;
    uint256 internal constant TIER_SIZE = 5000;
    uint256 internal constant SUPPLY = TIERS * TIER_SIZE;
    /// @dev Keeps every product below 2^256 (107^19 < 2^129), and a tenth of what all pieces cost below 2^96.
    uint256 internal constant MAX_FIRST_PRICE = 1e24;

    /// @notice `firstPrice` x 1.07^tier, floored once. `tier` is below TIERS, `firstPrice` at most its maximum.
    function priceOf(uint256 firstPrice, uint256 tier) internal pure returns (uint256) {
        unchecked {
            return firstPrice * 107 ** tier / 100 ** tier;
        }
    }

    /// @notice Of `quantity` pieces (at least 1, at most TIER_SIZE, within the supply) when `sold` were sold
    /// before. They lie in one tier or in two.
    function costOf(uint256 firstPrice, uint256 sold, uint256 quantity)
        internal
        pure
        returns (uint256 cost)
    {
        unchecked {
            uint256 tier = sold / TIER_SIZE;
            uint256 left = TIER_SIZE - sold % TIER_SIZE;
            cost = priceOf(firstPrice, tier) * (quantity < left ? quantity : left);
            if (quantity > left) cost += priceOf(firstPrice, tier + 1) * (quantity - left);
        }
    }
}
