// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IMilestoneEscrow
/// @notice Holds proceeds, in coins and any ERC-20, and pays them to its owner as governance, the same
/// owner, states that milestones were reached. Shares and earliest times are fixed at deployment.
interface IMilestoneEscrow {
    /// @notice `shareBps` of everything ever received, in basis points, not before the second `notBefore`.
    struct Milestone {
        uint16 shareBps;
        uint48 notBefore;
    }

    /// @notice From here on `unlockedBps` of everything received, earlier or later, can be released. Milestones
    /// come in order, each once. `evidence` is text or a URI of what was reached.
    event MilestoneReached(
        uint256 indexed milestone, uint256 shareBps, uint256 unlockedBps, string evidence
    );

    /// @notice The milestones' shares must be 1 to MAX_SHARE_BPS each and 10,000 together, their times ascend.
    error InvalidMilestones();
    /// @notice Every milestone was reached.
    error NoMilestoneLeft();
    /// @notice The milestone has an earliest time.
    error MilestoneTooEarly(uint256 milestone, uint256 notBefore, uint256 timestamp);

    /// @notice States that the next milestone was reached, which unlocks its share. Governance only.
    function reach(string calldata evidence) external;

    /// @notice Milestones reached so far.
    function reached() external view returns (uint256);

    /// @notice What may be released of everything received, in basis points.
    function unlockedBps() external view returns (uint256);

    /// @notice All milestones, in order.
    function milestones() external view returns (Milestone[] memory);
}
