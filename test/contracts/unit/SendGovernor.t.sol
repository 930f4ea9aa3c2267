// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IParameters} from "../../../contracts/governance/IParameters.sol";
import {ISendGovernor} from "../../../contracts/governance/ISendGovernor.sol";
import {SendGovernor} from "../../../contracts/governance/SendGovernor.sol";
import {GovernanceFixture} from "../support/GovernanceFixture.sol";

/// @notice A proposal's life, and the bounds of the settings that govern it.
contract SendGovernorTest is GovernanceFixture {
    IParameters.Parameter private constant QUOTA = IParameters.Parameter.FreeQuota;

    function setUp() public {
        deployGovernance();
    }

    function test_life_changesAParameter(uint128 value) external {
        value = uint128(bound(value, 1 << 20, 1 << 30));
        uint256 proposal = propose(planChange(QUOTA, value), minnow);
        vm.assertEq(stateOf(proposal), uint256(IGovernor.ProposalState.Pending), "pending");
        toVote();
        vm.assertEq(stateOf(proposal), uint256(IGovernor.ProposalState.Active), "active");
        castVote(whale, proposal, FOR);
        skip(profile.votingPeriod);
        vm.assertEq(stateOf(proposal), uint256(IGovernor.ProposalState.Succeeded), "succeeded");
        governor.queue(proposal);
        vm.assertEq(stateOf(proposal), uint256(IGovernor.ProposalState.Queued), "queued");
        vm.assertEq(governor.proposalEta(proposal), block.timestamp + profile.parameterDelay, "eta");
        skip(profile.parameterDelay);
        vm.prank(makeAccount("anyone"));
        governor.execute(proposal);
        vm.assertEq(stateOf(proposal), uint256(IGovernor.ProposalState.Executed), "executed");
        vm.assertEq(parameters.get(QUOTA), value, "obeyed");
    }

    function test_execute_reverts_beforeTheDelayIsOver(uint256 early) external {
        (uint256 proposal, bytes32 operation) = enqueue(planChange(QUOTA, 1 << 21));
        early = bound(early, 0, profile.parameterDelay - 1);
        skip(early);
        expectError(
            abi.encodeWithSelector(
                TimelockController.TimelockUnexpectedOperationState.selector,
                operation,
                bytes32(1 << uint8(TimelockController.OperationState.Ready))
            )
        );
        governor.execute(proposal);
    }

    function test_propose_reverts_belowTheThreshold(uint256 amount) external {
        amount = bound(amount, 0, PROPOSAL_THRESHOLD - 1);
        address poor = makeAccount("poor");
        vm.assertTrue(token.transfer(poor, amount));
        vm.prank(poor);
        token.delegate(poor);
        skip(1);
        Plan memory made = planChange(QUOTA, 1 << 21);
        vm.prank(poor);
        expectError(
            abi.encodeWithSelector(
                IGovernor.GovernorInsufficientProposerVotes.selector,
                poor,
                amount,
                PROPOSAL_THRESHOLD
            )
        );
        governor.propose(made.targets, made.values, made.payloads, made.description);
    }

    /// Or anyone could propose the same with an own name and cancel it.
    function test_propose_reverts_whenItsTextNamesAnother() external {
        Plan memory made = planChange(QUOTA, 1 << 21);
        made.description = string.concat("plan#proposer=", vm.toString(minnow));
        vm.prank(whale);
        expectError(abi.encodeWithSelector(IGovernor.GovernorRestrictedProposer.selector, whale));
        governor.propose(made.targets, made.values, made.payloads, made.description);
        propose(made, minnow);
    }

    function test_queue_reverts_belowQuorum(uint256 amount) external {
        // 4 % of the supply is the quorum.
        amount = bound(amount, 0, SUPPLY / 25 - 1);
        address some = makeAccount("some");
        vm.assertTrue(token.transfer(some, amount));
        vm.prank(some);
        token.delegate(some);
        skip(1);
        uint256 proposal = propose(planChange(QUOTA, 1 << 21), minnow);
        toVote();
        castVote(some, proposal, FOR);
        skip(profile.votingPeriod);
        vm.assertEq(stateOf(proposal), uint256(IGovernor.ProposalState.Defeated), "defeated");
        expectError(unexpectedState(proposal, IGovernor.ProposalState.Succeeded));
        governor.queue(proposal);
    }

    function test_queue_reverts_whenMoreAreAgainst() external {
        uint256 proposal = propose(planChange(QUOTA, 1 << 21), minnow);
        toVote();
        castVote(whale, proposal, AGAINST);
        castVote(minnow, proposal, FOR);
        skip(profile.votingPeriod);
        expectError(unexpectedState(proposal, IGovernor.ProposalState.Succeeded));
        governor.queue(proposal);
    }

    function test_castVote_reverts_twice() external {
        uint256 proposal = propose(planChange(QUOTA, 1 << 21), minnow);
        toVote();
        castVote(whale, proposal, FOR);
        vm.prank(whale);
        expectError(abi.encodeWithSelector(IGovernor.GovernorAlreadyCastVote.selector, whale));
        governor.castVote(proposal, AGAINST);
    }

    /// Whoever reaches the quorum at the last second leaves the others time to answer.
    function test_lateQuorum_prolongsTheVote() external {
        uint256 proposal = propose(planChange(QUOTA, 1 << 21), minnow);
        vm.warp(governor.proposalDeadline(proposal));
        castVote(whale, proposal, FOR);
        uint256 deadline = governor.proposalDeadline(proposal);
        vm.assertEq(deadline, block.timestamp + profile.lateQuorumExtension, "prolonged");
        skip(profile.lateQuorumExtension);
        vm.assertEq(stateOf(proposal), uint256(IGovernor.ProposalState.Active), "still open");
        skip(1);
        vm.assertEq(stateOf(proposal), uint256(IGovernor.ProposalState.Succeeded), "over");
    }

    function test_cancel_isTheProposers_whilePending() external {
        uint256 proposal = propose(planChange(QUOTA, 1 << 21), minnow);
        vm.prank(whale);
        expectError(
            abi.encodeWithSelector(IGovernor.GovernorUnableToCancel.selector, proposal, whale)
        );
        governor.cancel(proposal);
        vm.prank(minnow);
        governor.cancel(proposal);
        vm.assertEq(stateOf(proposal), uint256(IGovernor.ProposalState.Canceled), "cancelled");
    }

    function test_cancel_reverts_onceVotingBegan() external {
        uint256 proposal = propose(planChange(QUOTA, 1 << 21), minnow);
        toVote();
        vm.prank(minnow);
        expectError(
            abi.encodeWithSelector(IGovernor.GovernorUnableToCancel.selector, proposal, minnow)
        );
        governor.cancel(proposal);
    }

    function test_byNumber_reverts_onAnUnknownProposal(uint256 proposal) external {
        bytes memory unknown =
            abi.encodeWithSelector(IGovernor.GovernorNonexistentProposal.selector, proposal);
        expectError(unknown);
        governor.queue(proposal);
        expectError(unknown);
        governor.execute(proposal);
    }

    // ---- Settings ----

    function test_settings_areTheProfiles() external view {
        SendGovernor[2] memory both = [gov.parametersGovernor, gov.upgradesGovernor];
        for (uint256 i = 0; i < 2; ++i) {
            vm.assertEq(both[i].votingDelay(), profile.votingDelay, "delay");
            vm.assertEq(both[i].votingPeriod(), profile.votingPeriod, "period");
            vm.assertEq(both[i].lateQuorumVoteExtension(), profile.lateQuorumExtension, "late");
            vm.assertEq(both[i].proposalThreshold(), PROPOSAL_THRESHOLD, "threshold");
            vm.assertEq(both[i].quorumNumerator(), QUORUM_PERCENT, "quorum");
            vm.assertEq(both[i].CLOCK_MODE(), "mode=timestamp", "clock");
        }
        vm.assertEq(gov.parametersGovernor.timelock(), address(gov.parametersTimelock), "fast");
        vm.assertEq(gov.upgradesGovernor.timelock(), address(gov.upgradesTimelock), "slow");
    }

    function test_settings_change_withinBounds(
        uint48 delay,
        uint32 period,
        uint48 late,
        uint256 threshold,
        uint256 quorum
    ) external {
        delay = uint48(bound(delay, profile.votingDelay, 14 days));
        period = uint32(bound(period, profile.votingPeriod, 30 days));
        // Nor longer than the vote itself.
        uint256 longest = period < 7 days ? period : 7 days;
        late = uint48(bound(late, profile.lateQuorumExtension, longest));
        threshold = bound(threshold, 10_000 ether, PROPOSAL_THRESHOLD);
        quorum = bound(quorum, 2, 20);
        carryOut(_setting(abi.encodeCall(governor.setVotingDelay, (delay))));
        carryOut(_setting(abi.encodeCall(governor.setVotingPeriod, (period))));
        carryOut(_setting(abi.encodeCall(governor.setLateQuorumVoteExtension, (late))));
        carryOut(_setting(abi.encodeCall(governor.setProposalThreshold, (threshold))));
        carryOut(_setting(abi.encodeCall(governor.updateQuorumNumerator, (quorum))));
        vm.assertEq(governor.votingDelay(), delay, "delay");
        vm.assertEq(governor.votingPeriod(), period, "period");
        vm.assertEq(governor.lateQuorumVoteExtension(), late, "late");
        vm.assertEq(governor.proposalThreshold(), threshold, "threshold");
        vm.assertEq(governor.quorumNumerator(), quorum, "quorum");
    }

    function test_votingDelay_staysWithinBounds(uint48 value) external {
        _expectRefused(
            value, profile.votingDelay, 14 days, abi.encodeCall(governor.setVotingDelay, (value))
        );
    }

    function test_votingPeriod_staysWithinBounds(uint32 value) external {
        _expectRefused(
            value, profile.votingPeriod, 30 days, abi.encodeCall(governor.setVotingPeriod, (value))
        );
    }

    function test_lateQuorumExtension_staysWithinBounds(uint48 value) external {
        _expectRefused(
            value,
            profile.lateQuorumExtension,
            7 days,
            abi.encodeCall(governor.setLateQuorumVoteExtension, (value))
        );
    }

    function test_proposalThreshold_staysWithinBounds(uint256 value) external {
        _expectRefused(
            value,
            10_000 ether,
            100_000_000 ether,
            abi.encodeCall(governor.setProposalThreshold, (value))
        );
    }

    function test_quorum_staysWithinBounds(uint256 value) external {
        _expectRefused(value, 2, 20, abi.encodeCall(governor.updateQuorumNumerator, (value)));
    }

    function test_settings_revert_forOthers(address caller) external {
        vm.assume(caller != address(timelock));
        vm.prank(caller);
        expectError(abi.encodeWithSelector(IGovernor.GovernorOnlyExecutor.selector, caller));
        governor.setVotingDelay(1 days);
    }

    function test_constructor_reverts_outsideBounds() external {
        ISendGovernor.Settings memory settings = ISendGovernor.Settings({
            votingDelay: 1 days,
            votingPeriod: 5 days,
            lateQuorumExtension: 1 days,
            proposalThreshold: PROPOSAL_THRESHOLD,
            quorumPercent: 21
        });
        expectError(abi.encodeWithSelector(ISendGovernor.SettingOutOfRange.selector, 21, 2, 20));
        new SendGovernor(IVotes(address(token)), timelock, settings);
    }

    function _setting(bytes memory payload) private view returns (Plan memory) {
        return plan(address(governor), payload);
    }

    /// @dev The whole way, up to the call that must be refused.
    function _expectRefused(uint256 value, uint256 least, uint256 most, bytes memory payload)
        private
    {
        vm.assume(value < least || most < value);
        (uint256 proposal,) = enqueue(_setting(payload));
        skip(profile.parameterDelay);
        expectError(
            abi.encodeWithSelector(ISendGovernor.SettingOutOfRange.selector, value, least, most)
        );
        governor.execute(proposal);
    }
}
