// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IBuyerCheck
/// @notice What {LicenseSale} asks before it sells, where governance wants buyers to be known (KYC). It is
/// asked with little gas and cannot change anything; a revert or a strange answer means no.
interface IBuyerCheck {
    /// @notice Whether `buyer` may buy `quantity` licences.
    function mayBuy(address buyer, uint256 quantity) external view returns (bool);
}
