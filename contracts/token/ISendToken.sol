// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title ISendToken
/// @notice SEND, the network's token: 18 decimals, hard cap, one minter fixed at deployment.
interface ISendToken is IERC20 {
    /// @notice Only the minter may do this.
    error NotMinter(address caller);
    /// @notice Minting `amount` would raise everything ever minted to above the cap.
    error CapExceeded(uint256 minted, uint256 amount, uint256 cap);

    /// @notice Creates `amount` wei of SEND for `to`. Only the minter (EpochSettlement).
    function mint(address to, uint256 amount) external;

    /// @notice Destroys `amount` wei of the caller's SEND. Burned tokens never free room under the cap.
    function burn(uint256 amount) external;

    /// @notice The most that can ever be minted, in wei.
    function CAP() external view returns (uint256);

    /// @notice The only account that mints.
    function MINTER() external view returns (address);

    /// @notice Everything minted so far, burned or not, in wei.
    function minted() external view returns (uint256);
}
