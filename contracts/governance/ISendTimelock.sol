// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title ISendTimelock
/// @notice OpenZeppelin's TimelockController with a delay that cannot fall below what it was deployed
/// with. Its other functions, events and errors are OpenZeppelin's.
interface ISendTimelock {
    /// @notice The delay must stay between what it was at deployment and `most` seconds.
    error DelayOutOfRange(uint256 delay, uint256 least, uint256 most);

    /// @notice The least delay ever, in seconds: that of the deployment.
    function FLOOR() external view returns (uint256 delay);
}
