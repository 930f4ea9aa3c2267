// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {GuardianVeto} from "../../../contracts/governance/GuardianVeto.sol";
import {IParameters} from "../../../contracts/governance/IParameters.sol";
import {Parameters} from "../../../contracts/governance/Parameters.sol";
import {SendGovernor} from "../../../contracts/governance/SendGovernor.sol";
import {SendTimelock} from "../../../contracts/governance/SendTimelock.sol";
import {Profile, Profiles} from "../../../contracts/network/Profile.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {GovernanceDeployer} from "../../../script/GovernanceDeployer.sol";
import {StakingFixture} from "./StakingFixture.sol";

/// @title GovernanceFixture
/// @notice Governance as the deploy script makes it, Guardians to veto, and voters: `whale` decides
/// every vote alone, `minnow` may just propose, and most of the supply does not vote.
abstract contract GovernanceFixture is GovernanceDeployer, StakingFixture {
    uint256 internal constant SUPPLY = 3_500_000_000 ether;
    uint8 internal constant AGAINST = 0;
    uint8 internal constant FOR = 1;

    /// What one proposal does.
    struct Plan {
        address[] targets;
        uint256[] values;
        bytes[] payloads;
        string description;
    }

    Governance internal gov;
    Parameters internal parameters;
    SendGovernor internal governor;
    SendTimelock internal timelock;
    GuardianVeto internal veto;
    address internal whale;
    address internal minnow;

    function deployGovernance() internal {
        Profile memory chosen = Profiles.development();
        deployStaking(chosen);
        Governance memory made =
            _deployTimelocks(address(this), vm.getNonce(address(this)) + 3, chosen);
        _deployGovernors(made, IVotes(address(token)), staking, GENESIS, chosen);
        gov = made;
        (parameters, veto) = (gov.parameters, gov.veto);
        (governor, timelock) = (gov.parametersGovernor, gov.parametersTimelock);

        (whale, minnow) = (makeAccount("whale"), makeAccount("minnow"));
        vm.assertTrue(token.transfer(whale, SUPPLY / 4));
        vm.assertTrue(token.transfer(minnow, PROPOSAL_THRESHOLD));
        vm.prank(whale);
        token.delegate(whale);
        vm.prank(minnow);
        token.delegate(minnow);
        skip(1);
    }

    /// @notice `count` Guardians with 100,000 SEND each, counted from epoch 1, which begins.
    function joinGuardians(uint256 count) internal {
        for (uint256 i = 0; i < count; ++i) {
            join(guardianOf(i), INodeStaking.Role.Guardian, 100_000 ether, bytes32(i + 1));
        }
        warpTo(1);
    }

    function guardianOf(uint256 index) internal returns (address) {
        return makeAccount(string.concat("guardian ", vm.toString(index)));
    }

    function plan(address target, bytes memory payload) internal pure returns (Plan memory made) {
        made.targets = new address[](1);
        made.values = new uint256[](1);
        made.payloads = new bytes[](1);
        made.targets[0] = target;
        made.payloads[0] = payload;
        made.description = "plan";
    }

    function planChange(IParameters.Parameter parameter, uint128 value)
        internal
        view
        returns (Plan memory)
    {
        return plan(
            address(parameters), abi.encodeCall(IParameters.set, (changesOf(parameter, value)))
        );
    }

    function changesOf(IParameters.Parameter parameter, uint128 value)
        internal
        pure
        returns (IParameters.Change[] memory changes)
    {
        changes = new IParameters.Change[](1);
        changes[0] = IParameters.Change(parameter, value);
    }

    function propose(Plan memory made, address proposer) internal returns (uint256 proposal) {
        vm.prank(proposer);
        return governor.propose(made.targets, made.values, made.payloads, made.description);
    }

    /// @notice Proposes and passes with the whale's votes.
    function pass(Plan memory made) internal returns (uint256 proposal) {
        proposal = propose(made, minnow);
        toVote();
        castVote(whale, proposal, FOR);
        vm.warp(governor.proposalDeadline(proposal) + 1);
    }

    function toVote() internal {
        skip(governor.votingDelay() + 1);
    }

    function castVote(address voter, uint256 proposal, uint8 support) internal {
        vm.prank(voter);
        governor.castVote(proposal, support);
    }

    /// @notice From a plan to an operation that waits in the timelock.
    function enqueue(Plan memory made) internal returns (uint256 proposal, bytes32 operation) {
        proposal = pass(made);
        governor.queue(proposal);
        operation = operationOf(proposal);
    }

    /// @notice The whole way; what it ends in happens in the last call.
    function carryOut(Plan memory made) internal returns (uint256 proposal) {
        (proposal,) = enqueue(made);
        skip(timelock.getMinDelay());
        governor.execute(proposal);
    }

    function operationOf(uint256 proposal) internal view returns (bytes32) {
        (address[] memory targets, uint256[] memory values, bytes[] memory payloads, bytes32 hash) =
            governor.proposalDetails(proposal);
        bytes32 salt = bytes20(address(governor)) ^ hash;
        return timelock.hashOperationBatch(targets, values, payloads, 0, salt);
    }

    /// @notice From here on the helpers act on the slow pair.
    function useUpgrades() internal {
        (governor, timelock) = (gov.upgradesGovernor, gov.upgradesTimelock);
    }

    function stateOf(uint256 proposal) internal view returns (uint256) {
        return uint256(governor.state(proposal));
    }

    function unexpectedState(uint256 proposal, IGovernor.ProposalState expected)
        internal
        view
        returns (bytes memory)
    {
        return abi.encodeWithSelector(
            IGovernor.GovernorUnexpectedProposalState.selector,
            proposal,
            governor.state(proposal),
            bytes32(1 << uint8(expected))
        );
    }
}
