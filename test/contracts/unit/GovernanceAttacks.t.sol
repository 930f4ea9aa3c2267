// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IGuardianVeto} from "../../../contracts/governance/IGuardianVeto.sol";
import {IParameters} from "../../../contracts/governance/IParameters.sol";
import {ISendGovernor} from "../../../contracts/governance/ISendGovernor.sol";
import {Epoch} from "../../../contracts/network/Epoch.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {GovernanceFixture} from "../support/GovernanceFixture.sol";
import {IVoteBorrower, VoteLender} from "../support/VoteLender.sol";

/// @notice Attacks on governance, each by its name. This contract is the attacker; nobody else votes
/// unless a test says so.
contract GovernanceAttacksTest is GovernanceFixture, IVoteBorrower {
    IParameters.Parameter private constant QUOTA = IParameters.Parameter.FreeQuota;

    /// Many times the quorum.
    uint256 private constant LOAN = SUPPLY / 4;

    VoteLender private lender;
    uint256 private target;
    /// What the attacker got with borrowed votes.
    uint256 private weight;
    bool private proposed;
    /// Calls that a target of an operation tried from within it.
    bytes[] private inner;
    uint256 private entered;

    function setUp() public {
        deployGovernance();
        lender = new VoteLender();
        vm.assertTrue(token.transfer(address(lender), LOAN));
    }

    // ---- Governance takeover by borrowed votes ----

    function test_attack_borrowedVotes_neitherProposeNorVote() external {
        target = propose(planChange(QUOTA, 1 << 30), minnow);
        toVote();
        lender.lend(token);
        vm.assertFalse(proposed, "no proposal");
        vm.assertEq(weight, 0, "no weight");
        (, uint256 pro,) = governor.proposalVotes(target);
        vm.assertEq(pro, 0, "no votes");
        skip(profile.votingPeriod);
        vm.assertEq(stateOf(target), uint256(IGovernor.ProposalState.Defeated), "defeated");
    }

    /// Even at the very second of the snapshot: what is given back in it was never held.
    function test_attack_borrowedVotes_atTheSnapshot() external {
        target = propose(planChange(QUOTA, 1 << 30), minnow);
        vm.warp(governor.proposalSnapshot(target));
        vm.assertTrue(token.transfer(makeAccount("others"), token.balanceOf(address(this))));
        token.delegate(address(this));
        lender.lend(token);
        skip(1);
        weight = governor.castVote(target, FOR);
        vm.assertEq(weight, 0, "no weight");
    }

    /// @inheritdoc IVoteBorrower
    function onLoan() external {
        token.delegate(address(this));
        if (governor.state(target) == IGovernor.ProposalState.Active) {
            weight = governor.castVote(target, FOR);
        }
        Plan memory made = planChange(QUOTA, 1 << 22);
        try governor.propose(made.targets, made.values, made.payloads, "borrowed") {
            proposed = true;
        } catch {
            proposed = false;
        }
        vm.assertTrue(token.transfer(address(lender), LOAN));
    }

    // ---- Timelock bypass ----

    function test_attack_timelockBypass_byCallingItself(address caller) external {
        vm.assume(caller != address(timelock) && caller != address(governor));
        bytes memory payload = abi.encodeCall(IParameters.set, (changesOf(QUOTA, 1 << 30)));
        bytes32 proposer = timelock.PROPOSER_ROLE();
        bytes32 executor = timelock.EXECUTOR_ROLE();
        vm.startPrank(caller);
        expectError(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller));
        parameters.set(changesOf(QUOTA, 1 << 30));
        expectError(_missing(caller, proposer));
        timelock.schedule(address(parameters), 0, payload, 0, 0, 1 days);
        expectError(_missing(caller, executor));
        timelock.execute(address(parameters), 0, payload, 0, 0);
        vm.stopPrank();
    }

    function test_attack_timelockBypass_byExecutingWhatWasNotQueued() external {
        uint256 proposal = pass(planChange(QUOTA, 1 << 30));
        (address[] memory targets, uint256[] memory values, bytes[] memory payloads, bytes32 hash) =
            governor.proposalDetails(proposal);
        expectError(unexpectedState(proposal, IGovernor.ProposalState.Queued));
        governor.execute(targets, values, payloads, hash);
    }

    /// The governor's own call may schedule, but not below the delay.
    function test_attack_timelockBypass_byRelayingASchedule(uint256 delay) external {
        delay = bound(delay, 0, profile.parameterDelay - 1);
        bytes memory payload = abi.encodeCall(IParameters.set, (changesOf(QUOTA, 1 << 30)));
        bytes memory schedule = abi.encodeCall(
            timelock.schedule, (address(parameters), 0, payload, 0, bytes32("now"), delay)
        );
        (uint256 proposal,) = enqueue(
            plan(
                address(governor), abi.encodeCall(governor.relay, (address(timelock), 0, schedule))
            )
        );
        skip(profile.parameterDelay);
        expectError(
            abi.encodeWithSelector(
                TimelockController.TimelockInsufficientDelay.selector, delay, profile.parameterDelay
            )
        );
        governor.execute(proposal);
    }

    function test_attack_timelockBypass_byAnotherTimelock(address other) external {
        (uint256 proposal,) = enqueue(
            plan(
                address(governor),
                abi.encodeCall(governor.updateTimelock, (TimelockController(payable(other))))
            )
        );
        skip(profile.parameterDelay);
        expectError(abi.encodeWithSelector(ISendGovernor.TimelockFixed.selector));
        governor.execute(proposal);
    }

    /// What only the slow pair may do cannot be done on the fast way: unbonding ends before.
    function test_attack_timelockBypass_byTheFastWay() external {
        bytes32 role = timelock.CANCELLER_ROLE();
        (uint256 proposal,) = enqueue(
            plan(address(timelock), abi.encodeCall(timelock.revokeRole, (role, address(veto))))
        );
        skip(profile.parameterDelay);
        expectError(_missing(address(timelock), 0x00));
        governor.execute(proposal);
        vm.assertGe(
            gov.upgradesTimelock.getMinDelay(), uint256(profile.unbonding) + 10, "time to leave"
        );
    }

    // ---- Proposal replay ----

    function test_attack_proposalReplay() external {
        Plan memory made = planChange(QUOTA, 1 << 30);
        uint256 proposal = carryOut(made);
        expectError(unexpectedState(proposal, IGovernor.ProposalState.Queued));
        governor.execute(proposal);
        expectError(unexpectedState(proposal, IGovernor.ProposalState.Succeeded));
        governor.queue(proposal);
        vm.prank(minnow);
        expectError(
            abi.encodeWithSelector(
                IGovernor.GovernorUnexpectedProposalState.selector,
                proposal,
                IGovernor.ProposalState.Executed,
                bytes32(0)
            )
        );
        governor.propose(made.targets, made.values, made.payloads, made.description);
    }

    /// A vetoed plan cannot be queued again: it has to be proposed and voted anew.
    function test_attack_proposalReplay_afterAVeto() external {
        joinGuardians(1);
        (uint256 proposal, bytes32 operation) = enqueue(planChange(QUOTA, 1 << 30));
        vm.prank(guardianOf(0));
        veto.veto(address(timelock), operation);
        expectError(unexpectedState(proposal, IGovernor.ProposalState.Succeeded));
        governor.queue(proposal);
    }

    // ---- Veto abuse ----

    /// Stake taken for the occasion has no veto: a Guardian counts after its delay.
    function test_attack_vetoAbuse_byFlashStake() external {
        joinGuardians(1);
        (, bytes32 operation) = enqueue(planChange(QUOTA, 1 << 30));
        address rich = makeAccount("rich");
        join(rich, INodeStaking.Role.Guardian, 100_000_000 ether, "rich");
        vm.prank(rich);
        expectError(abi.encodeWithSelector(IGuardianVeto.NotGuardian.selector, rich));
        veto.veto(address(timelock), operation);
    }

    /// Nor has stake that left: its veto stops counting with its Guardian.
    function test_attack_vetoAbuse_byAFormerGuardian() external {
        joinGuardians(3);
        vm.prank(guardianOf(0));
        staking.leave();
        (, bytes32 operation) = enqueue(planChange(QUOTA, 1 << 30));
        vm.warp(staking.startOf(veto.currentEpoch() + Epoch.wrap(1)));
        vm.prank(guardianOf(0));
        expectError(abi.encodeWithSelector(IGuardianVeto.NotGuardian.selector, guardianOf(0)));
        veto.veto(address(timelock), operation);
    }

    /// Its only power over a timelock is to cancel: no function of it leads to another call.
    function test_attack_vetoAbuse_byActingAsTheVeto() external {
        bytes memory payload = abi.encodeCall(IParameters.set, (changesOf(QUOTA, 1 << 30)));
        bytes32 proposer = timelock.PROPOSER_ROLE();
        bytes32 executor = timelock.EXECUTOR_ROLE();
        vm.startPrank(address(veto));
        expectError(_missing(address(veto), proposer));
        timelock.schedule(address(parameters), 0, payload, 0, 0, 1 days);
        expectError(_missing(address(veto), executor));
        timelock.execute(address(parameters), 0, payload, 0, 0);
        vm.stopPrank();
    }

    /// A set of Guardians that vetoes everything can be rid of its veto.
    function test_attack_vetoAbuse_ofItsOwnEnd() external {
        joinGuardians(1);
        (, bytes32 blocked) = enqueue(planChange(QUOTA, 1 << 30));
        vm.prank(guardianOf(0));
        vm.assertTrue(veto.veto(address(timelock), blocked), "blocked");

        useUpgrades();
        bytes32 role = timelock.CANCELLER_ROLE();
        bytes memory removal = abi.encodeCall(IAccessControl.revokeRole, (role, address(veto)));
        Plan memory end = plan(address(gov.parametersTimelock), removal);
        bytes32 salt = bytes20(address(governor)) ^ keccak256(bytes(end.description));
        // As soon as the plan has a text, before it is even proposed.
        bytes32 exempt = veto.exempt(end.targets, end.values, end.payloads, 0, salt);
        (uint256 proposal, bytes32 operation) = enqueue(end);
        vm.assertEq(operation, exempt, "the same operation");
        vm.prank(guardianOf(0));
        expectError(abi.encodeWithSelector(IGuardianVeto.Exempt.selector, operation));
        veto.veto(address(timelock), operation);
        skip(profile.upgradeDelay);
        governor.execute(proposal);
        vm.assertFalse(gov.parametersTimelock.hasRole(role, address(veto)), "ended");
    }

    // ---- Reentrancy ----

    function test_attack_reentrancy_fromAnOperation() external {
        (uint256 proposal,) = enqueue(plan(address(this), abi.encodeCall(this.onOperation, ())));
        (address[] memory targets, uint256[] memory values, bytes[] memory payloads, bytes32 hash) =
            governor.proposalDetails(proposal);
        bytes32 salt = bytes20(address(governor)) ^ hash;
        inner.push(abi.encodeWithSignature("execute(uint256)", proposal));
        inner.push(abi.encodeWithSignature("queue(uint256)", proposal));
        inner.push(abi.encodeWithSignature("cancel(uint256)", proposal));
        inner.push(abi.encodeCall(governor.setVotingDelay, (1 days)));
        inner.push(abi.encodeCall(timelock.executeBatch, (targets, values, payloads, 0, salt)));
        skip(profile.parameterDelay);
        governor.execute(proposal);
        vm.assertEq(entered, 1, "once");
        vm.assertEq(stateOf(proposal), uint256(IGovernor.ProposalState.Executed), "executed");
    }

    function onOperation() external {
        ++entered;
        for (uint256 i = 0; i < inner.length; ++i) {
            address to = i == inner.length - 1 ? address(timelock) : address(governor);
            (bool done,) = to.call(inner[i]);
            vm.assertFalse(done, "no way back in");
        }
    }

    function _missing(address account, bytes32 role) private pure returns (bytes memory) {
        return abi.encodeWithSelector(
            IAccessControl.AccessControlUnauthorizedAccount.selector, account, role
        );
    }
}
