// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC5805} from "@openzeppelin/contracts/interfaces/IERC5805.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title ISendToken
/// @notice SEND, the network's token: 18 decimals, hard cap, one minter fixed at deployment. Who holds SEND
/// votes, or lets a delegate vote: votes count from the moment somebody is named (ERC-5805), are remembered
/// by second (ERC-6372), and a holder who names nobody pays nothing for them.
interface ISendToken is IERC20, IERC5805 {
    /// @notice A part of the genesis allocation, in wei.
    struct Allocation {
        string name;
        address vault;
        uint256 amount;
    }

    /// @notice `vault` got `amount` wei at deployment. Emitted then only; all of them add up to the genesis
    /// allocation.
    event GenesisAllocated(string name, address indexed vault, uint256 amount);

    /// @notice Only the minter may do this.
    error NotMinter(address caller);
    /// @notice Minting `amount` would raise everything ever minted to above the cap.
    error CapExceeded(uint256 minted, uint256 amount, uint256 cap);
    /// @notice The genesis allocation must add up to exactly its share of the cap.
    error InvalidGenesisAllocation(uint256 amount, uint256 expected);

    /// @notice Creates `amount` wei of SEND for `to`. Only the minter (EpochSettlement).
    function mint(address to, uint256 amount) external;

    /// @notice Destroys `amount` wei of the caller's SEND. Burned tokens never free room under the cap.
    function burn(uint256 amount) external;

    /// @notice Destroys `amount` wei of the SEND of `account`, who allowed the caller at least that.
    function burnFrom(address account, uint256 amount) external;

    /// @notice The most that can ever be minted, in wei.
    function CAP() external view returns (uint256);

    /// @notice The only account that mints.
    function MINTER() external view returns (address);

    /// @notice Everything minted so far, burned or not, in wei.
    function minted() external view returns (uint256);
}
