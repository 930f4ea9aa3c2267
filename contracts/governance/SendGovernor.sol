// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {
    GovernorCountingSimple
} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {
    GovernorPreventLateQuorum
} from "@openzeppelin/contracts/governance/extensions/GovernorPreventLateQuorum.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorStorage} from "@openzeppelin/contracts/governance/extensions/GovernorStorage.sol";
import {
    GovernorTimelockControl
} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {
    GovernorVotesQuorumFraction
} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {ISendGovernor} from "./ISendGovernor.sol";

/// @title SendGovernor
/// @notice Holders of SEND decide: propose, vote (also by signature), queue, execute. There are two,
/// each with its own timelock. Votes count as they were delegated at the proposal's snapshot, which lies
/// in its future: what is borrowed within a transaction decides nothing. A quorum that is reached late
/// prolongs the vote. Proposals are kept on chain, so their number alone queues and executes them.
///
/// Governance may change the settings of the vote within bounds: times never below those of the
/// deployment, so that no vote makes the next one a surprise.
contract SendGovernor is
    ISendGovernor,
    Governor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorStorage,
    GovernorVotes,
    GovernorVotesQuorumFraction,
    GovernorPreventLateQuorum,
    GovernorTimelockControl
{
    uint48 internal constant MAX_VOTING_DELAY = 14 days;
    uint32 internal constant MAX_VOTING_PERIOD = 30 days;
    uint48 internal constant MAX_LATE_QUORUM_EXTENSION = 7 days;
    /// @dev Votes needed to propose: enough to be no spam, never more than a hundredth of SEND's cap.
    uint256 internal constant MIN_PROPOSAL_THRESHOLD = 10_000 ether;
    uint256 internal constant MAX_PROPOSAL_THRESHOLD = 100_000_000 ether;
    /// @dev Percent of the supply that must take part.
    uint256 internal constant MIN_QUORUM_PERCENT = 2;
    uint256 internal constant MAX_QUORUM_PERCENT = 20;

    /// @inheritdoc ISendGovernor
    uint48 public immutable MIN_VOTING_DELAY;
    /// @inheritdoc ISendGovernor
    uint32 public immutable MIN_VOTING_PERIOD;
    /// @inheritdoc ISendGovernor
    uint48 public immutable MIN_LATE_QUORUM_EXTENSION;

    constructor(IVotes token, TimelockController timelock, Settings memory settings)
        Governor("SendingNetwork SendGovernor")
        GovernorSettings(settings.votingDelay, settings.votingPeriod, settings.proposalThreshold)
        GovernorVotes(token)
        GovernorVotesQuorumFraction(settings.quorumPercent)
        GovernorPreventLateQuorum(settings.lateQuorumExtension)
        GovernorTimelockControl(timelock)
    {
        MIN_VOTING_DELAY = settings.votingDelay;
        MIN_VOTING_PERIOD = settings.votingPeriod;
        MIN_LATE_QUORUM_EXTENSION = settings.lateQuorumExtension;
    }

    function proposalThreshold()
        public
        view
        override(Governor, GovernorSettings)
        returns (uint256)
    {
        return super.proposalThreshold();
    }

    function state(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (ProposalState)
    {
        return super.state(proposalId);
    }

    function proposalNeedsQueuing(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (bool)
    {
        return super.proposalNeedsQueuing(proposalId);
    }

    function proposalDeadline(uint256 proposalId)
        public
        view
        override(Governor, GovernorPreventLateQuorum)
        returns (uint256)
    {
        return super.proposalDeadline(proposalId);
    }

    /// @notice Refused: the powers are the timelock's, and a proposal could hand them to one without delay.
    function updateTimelock(TimelockController) public pure override {
        revert TimelockFixed();
    }

    function _setVotingDelay(uint48 newVotingDelay) internal override {
        _requireRange(newVotingDelay, MIN_VOTING_DELAY, MAX_VOTING_DELAY);
        super._setVotingDelay(newVotingDelay);
    }

    function _setVotingPeriod(uint32 newVotingPeriod) internal override {
        _requireRange(newVotingPeriod, MIN_VOTING_PERIOD, MAX_VOTING_PERIOD);
        super._setVotingPeriod(newVotingPeriod);
    }

    function _setProposalThreshold(uint256 newProposalThreshold) internal override {
        _requireRange(newProposalThreshold, MIN_PROPOSAL_THRESHOLD, MAX_PROPOSAL_THRESHOLD);
        super._setProposalThreshold(newProposalThreshold);
    }

    function _updateQuorumNumerator(uint256 newQuorumNumerator) internal override {
        _requireRange(newQuorumNumerator, MIN_QUORUM_PERCENT, MAX_QUORUM_PERCENT);
        super._updateQuorumNumerator(newQuorumNumerator);
    }

    function _setLateQuorumVoteExtension(uint48 newVoteExtension) internal override {
        _requireRange(newVoteExtension, MIN_LATE_QUORUM_EXTENSION, MAX_LATE_QUORUM_EXTENSION);
        super._setLateQuorumVoteExtension(newVoteExtension);
    }

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal override(Governor, GovernorStorage) returns (uint256) {
        return super._propose(targets, values, calldatas, description, proposer);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _tallyUpdated(uint256 proposalId)
        internal
        override(Governor, GovernorPreventLateQuorum)
    {
        super._tallyUpdated(proposalId);
    }

    function _executor()
        internal
        view
        override(Governor, GovernorTimelockControl)
        returns (address)
    {
        return super._executor();
    }

    function _requireRange(uint256 value, uint256 least, uint256 most) private pure {
        require(least <= value && value <= most, SettingOutOfRange(value, least, most));
    }
}
