// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {IGuardianVeto} from "../../../contracts/governance/IGuardianVeto.sol";
import {IParameters} from "../../../contracts/governance/IParameters.sol";
import {Epoch} from "../../../contracts/network/Epoch.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {GovernanceFixture} from "../support/GovernanceFixture.sol";

/// @notice What Guardians can cancel, and that they can do nothing else.
contract GuardianVetoTest is GovernanceFixture {
    uint256 private constant GUARDIANS = 5;

    uint256 private proposal;
    bytes32 private operation;

    function setUp() public {
        deployGovernance();
        joinGuardians(GUARDIANS);
        (proposal, operation) = enqueue(planChange(IParameters.Parameter.FreeQuota, 1 << 21));
    }

    function test_veto_cancels_byMoreThanHalfOfTheStake() external {
        vm.expectEmit(address(veto));
        emit IGuardianVeto.VetoCast(address(timelock), operation, guardianOf(0));
        vm.assertFalse(_veto(0), "one of five");
        vm.assertFalse(_veto(3), "two of five");
        (uint256 against, uint256 total) = veto.tallyOf(address(timelock), operation);
        vm.assertEq(against, 200_000 ether, "against");
        vm.assertEq(total, 500_000 ether, "total");
        vm.expectEmit(address(veto));
        emit IGuardianVeto.OperationVetoed(
            address(timelock), operation, 300_000 ether, 500_000 ether
        );
        vm.assertTrue(_veto(1), "three of five");
        vm.assertEq(stateOf(proposal), uint256(IGovernor.ProposalState.Canceled), "cancelled");
        skip(profile.parameterDelay);
        expectError(unexpectedState(proposal, IGovernor.ProposalState.Queued));
        governor.execute(proposal);
    }

    /// Half is not more than half, and stake decides, not heads.
    function test_veto_countsStake(uint96 more) external {
        more = uint96(bound(more, 1, 1_000_000 ether));
        address heavy = guardianOf(0);
        fund(heavy, more);
        vm.prank(heavy);
        staking.addBond(more);
        skip(uint256(profile.guardianDelayEpochs) * profile.epochLength);
        (proposal, operation) = enqueue(planChange(IParameters.Parameter.FreeQuota, 1 << 22));
        (, uint256 total) = veto.tallyOf(address(timelock), operation);
        vm.assertEq(total, 500_000 ether + more, "total");
        vm.assertEq(_veto(0), 2 * (100_000 ether + uint256(more)) > total, "by weight");
    }

    function test_veto_doesNotCancel_atExactlyHalf() external {
        address edge = makeAccount("sixth");
        join(edge, INodeStaking.Role.Guardian, 100_000 ether, "sixth");
        skip(profile.epochLength);
        (proposal, operation) = enqueue(planChange(IParameters.Parameter.FreeQuota, 1 << 22));
        for (uint256 i = 0; i < 3; ++i) {
            vm.assertFalse(_veto(i), "at most half");
        }
        vm.assertTrue(_veto(3), "more than half");
    }

    function test_veto_reverts_forOthers(address caller) external {
        for (uint256 i = 0; i < GUARDIANS; ++i) {
            vm.assume(caller != guardianOf(i));
        }
        vm.assume(caller != address(veto));
        vm.prank(caller);
        expectError(abi.encodeWithSelector(IGuardianVeto.NotGuardian.selector, caller));
        veto.veto(address(timelock), operation);
    }

    function test_veto_reverts_forAnEdge() external {
        address edge = makeAccount("edge");
        join(edge, INodeStaking.Role.Edge, 1_000_000 ether, "edge");
        skip(profile.epochLength);
        (proposal, operation) = enqueue(planChange(IParameters.Parameter.FreeQuota, 1 << 22));
        vm.prank(edge);
        expectError(abi.encodeWithSelector(IGuardianVeto.NotGuardian.selector, edge));
        veto.veto(address(timelock), operation);
    }

    function test_veto_reverts_twice() external {
        _veto(0);
        vm.prank(guardianOf(0));
        expectError(
            abi.encodeWithSelector(IGuardianVeto.AlreadyVetoed.selector, operation, guardianOf(0))
        );
        veto.veto(address(timelock), operation);
    }

    function test_veto_reverts_onAnotherTimelock(address other) external {
        vm.assume(other != address(gov.parametersTimelock));
        vm.assume(other != address(gov.upgradesTimelock));
        vm.prank(guardianOf(0));
        expectError(abi.encodeWithSelector(IGuardianVeto.UnknownTimelock.selector, other));
        veto.veto(other, operation);
    }

    function test_veto_reverts_onWhatIsNotQueued(bytes32 other) external {
        vm.assume(other != operation);
        _expectNotQueued(other);
    }

    function test_veto_reverts_onWhatIsDone() external {
        skip(profile.parameterDelay);
        governor.execute(proposal);
        _expectNotQueued(operation);
    }

    /// Also when it waits to be executed, the delay over.
    function test_veto_cancels_untilExecution(uint32 late) external {
        skip(late);
        for (uint256 i = 0; i < 3; ++i) {
            _veto(i);
        }
        vm.assertFalse(timelock.isOperation(operation), "gone");
    }

    function test_withdrawVeto_takesItBack() external {
        _veto(0);
        _veto(1);
        vm.expectEmit(address(veto));
        emit IGuardianVeto.VetoWithdrawn(address(timelock), operation, guardianOf(0));
        vm.prank(guardianOf(0));
        veto.withdrawVeto(address(timelock), operation);
        vm.assertFalse(veto.hasVetoed(address(timelock), operation, guardianOf(0)), "back");
        vm.assertFalse(_veto(2), "two of five again");
        vm.assertTrue(_veto(0), "three of five");
    }

    function test_withdrawVeto_reverts_withoutOne(address caller) external {
        vm.prank(caller);
        expectError(abi.encodeWithSelector(IGuardianVeto.NoVeto.selector, operation, caller));
        veto.withdrawVeto(address(timelock), operation);
    }

    function test_veto_works_throughARelayer() external {
        (address guardian, uint256 key) = makeKey("guardian 0");
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(IGuardianVeto.veto, (address(timelock), operation));
        bytes32 digest =
            veto.hashCalls(ISignedCalls.Calls(guardian, calls, veto.nonces(guardian), 2 ** 40));
        bytes memory signed = signature(key, digest);
        vm.prank(makeAccount("relayer"));
        veto.callBySignature(guardian, calls, 2 ** 40, signed);
        vm.assertTrue(veto.hasVetoed(address(timelock), operation, guardian), "counted");
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, guardian));
        veto.callBySignature(guardian, calls, 2 ** 40, signed);
    }

    // ---- The end of the veto ----

    function test_exempt_keepsTheEndOfTheVetoFromIt(bool both) external {
        Plan memory end = _endOfVeto(both);
        (uint256 ending, bytes32 endOperation) = _enqueueSlow(end);
        vm.expectEmit(address(veto));
        emit IGuardianVeto.OperationExempted(endOperation);
        _exempt(end);
        vm.assertTrue(veto.isExempt(endOperation), "exempt");
        vm.prank(guardianOf(0));
        expectError(abi.encodeWithSelector(IGuardianVeto.Exempt.selector, endOperation));
        veto.veto(address(timelock), endOperation);

        skip(profile.upgradeDelay);
        governor.execute(ending);
        bytes32 role = timelock.CANCELLER_ROLE();
        vm.assertFalse(gov.parametersTimelock.hasRole(role, address(veto)), "no veto: fast");
        vm.assertEq(gov.upgradesTimelock.hasRole(role, address(veto)), !both, "slow");
    }

    function test_exempt_reverts_onAnythingElse(bytes calldata payload, address target) external {
        Plan memory end = _endOfVeto(true);
        useUpgrades();
        end.payloads[1] = payload;
        expectError(abi.encodeWithSelector(IGuardianVeto.NotExemptible.selector));
        _exempt(end);

        end = _endOfVeto(true);
        vm.assume(target != end.targets[0] && target != end.targets[1]);
        end.targets[0] = target;
        expectError(abi.encodeWithSelector(IGuardianVeto.NotExemptible.selector));
        _exempt(end);

        end = _endOfVeto(true);
        end.targets = new address[](0);
        expectError(abi.encodeWithSelector(IGuardianVeto.NotExemptible.selector));
        _exempt(end);

        end = _endOfVeto(true);
        end.payloads = new bytes[](1);
        expectError(abi.encodeWithSelector(IGuardianVeto.NotExemptible.selector));
        _exempt(end);
    }

    function test_tallyOf_followsTheSet(uint256 leaver) external {
        leaver = bound(leaver, 0, 1);
        _veto(0);
        _veto(1);
        vm.prank(guardianOf(leaver));
        staking.leave();
        (uint256 against, uint256 total) = veto.tallyOf(address(timelock), operation);
        vm.assertEq(against, 200_000 ether, "counts in its last epoch");
        Epoch epoch = veto.currentEpoch();
        vm.warp(staking.startOf(epoch + Epoch.wrap(profile.guardianDelayEpochs)));
        (against, total) = veto.tallyOf(address(timelock), operation);
        vm.assertEq(against, 100_000 ether, "one left");
        vm.assertEq(total, 400_000 ether, "of four");
    }

    function _veto(uint256 index) private returns (bool) {
        vm.prank(guardianOf(index));
        return veto.veto(address(timelock), operation);
    }

    function _expectNotQueued(bytes32 id) private {
        vm.prank(guardianOf(0));
        expectError(abi.encodeWithSelector(IGuardianVeto.NotQueued.selector, address(timelock), id));
        veto.veto(address(timelock), id);
    }

    function _enqueueSlow(Plan memory made) private returns (uint256, bytes32) {
        useUpgrades();
        return enqueue(made);
    }

    function _endOfVeto(bool both) private view returns (Plan memory made) {
        uint256 count = both ? 2 : 1;
        made.targets = new address[](count);
        made.values = new uint256[](count);
        made.payloads = new bytes[](count);
        made.description = "the Guardians' veto ends";
        for (uint256 i = 0; i < count; ++i) {
            made.targets[i] =
                i == 0 ? address(gov.parametersTimelock) : address(gov.upgradesTimelock);
            made.payloads[i] = abi.encodeCall(
                IAccessControl.revokeRole, (keccak256("CANCELLER_ROLE"), address(veto))
            );
        }
    }

    function _exempt(Plan memory made) private {
        bytes32 salt = bytes20(address(governor)) ^ keccak256(bytes(made.description));
        veto.exempt(made.targets, made.values, made.payloads, 0, salt);
    }
}
