// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title ISendGovernor
/// @notice OpenZeppelin's Governor with bounded settings. Its other functions, events and errors are
/// OpenZeppelin's; times are Unix seconds, votes wei of SEND.
interface ISendGovernor {
    /// @notice Settings of a new governor; times in seconds, the quorum in percent of the supply.
    struct Settings {
        uint48 votingDelay;
        uint32 votingPeriod;
        uint48 lateQuorumExtension;
        uint256 proposalThreshold;
        uint256 quorumPercent;
    }

    /// @notice The setting must stay between these two, which nobody can change.
    error SettingOutOfRange(uint256 value, uint256 least, uint256 most);
    /// @notice A governor keeps its timelock for ever.
    error TimelockFixed();

    /// @notice Least seconds between a proposal and its snapshot of votes.
    function MIN_VOTING_DELAY() external view returns (uint48);
    /// @notice Least seconds of voting.
    function MIN_VOTING_PERIOD() external view returns (uint32);
    /// @notice Least seconds of voting that follow a late quorum.
    function MIN_LATE_QUORUM_EXTENSION() external view returns (uint48);
}
