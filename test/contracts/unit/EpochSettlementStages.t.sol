// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {SettlementFixture} from "../support/SettlementFixture.sol";

/// @notice The order of an epoch's stages, their windows and what each must agree with.
contract EpochSettlementStagesTest is SettlementFixture {
    function setUp() public {
        _deploy();
        _registerGuardians(4);
    }

    function test_nextEpoch_passesOver_epochsWithoutGuardians() external {
        vm.assertEq(Epoch.unwrap(settlement.nextEpoch()), 0, "epoch 0 is not over");
        vm.warp(_start(1));
        vm.assertEq(Epoch.unwrap(settlement.nextEpoch()), 1, "nobody can attest epoch 0");
    }

    function test_recordBills_voidsWhatItPassesOver() external {
        vm.warp(_billsTime(1));
        vm.expectEmit(address(settlement));
        emit IEpochSettlement.EpochVoided(Epoch.wrap(0));
        uint64 round = net.beacon.roundAt(_billsTime(1) + Profiles.development().samplingLag);
        vm.expectEmit(address(settlement));
        emit IEpochSettlement.BillsRecorded(Epoch.wrap(1), 0, BILLS, _all(), round);
        _recordBills(1);
        vm.assertEq(settlement.sampleRoundOf(Epoch.wrap(1)), round, "sample round");
        _assertStage(1, IEpochSettlement.Stage.Bills);
    }

    function test_recordBills_reverts_beforeItsWindow(uint32 early) external {
        uint64 opensAt = _billsTime(1);
        vm.warp(opensAt - bound(early, 1, opensAt - _start(1)));
        IEpochSettlement.InputSet memory inputs = _inputs(1, 0);
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashInputSet(inputs), _all());
        expectError(
            abi.encodeWithSelector(
                IEpochSettlement.TooEarly.selector, vm.getBlockTimestamp(), opensAt
            )
        );
        settlement.recordBills(inputs, attestation);
    }

    function test_recordBills_reverts_whenAnotherEpochIsNext(uint64 epoch) external {
        vm.assume(epoch != 1);
        vm.warp(_billsTime(1));
        IEpochSettlement.InputSet memory inputs = _inputs(epoch, 0);
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashInputSet(inputs), _all());
        expectError(
            abi.encodeWithSelector(
                IEpochSettlement.NotNext.selector, Epoch.wrap(epoch), Epoch.wrap(1)
            )
        );
        settlement.recordBills(inputs, attestation);
    }

    function test_recordBills_reverts_whenItNamesReports(bytes32 reportsRoot) external {
        vm.assume(reportsRoot != 0);
        vm.warp(_billsTime(1));
        IEpochSettlement.InputSet memory inputs = _inputs(1, reportsRoot);
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashInputSet(inputs), _all());
        expectError(
            abi.encodeWithSelector(IEpochSettlement.InvalidReportsRoot.selector, reportsRoot)
        );
        settlement.recordBills(inputs, attestation);
    }

    function test_recordBills_reverts_whenRecorded() external {
        vm.warp(_billsTime(1));
        _recordBills(1);
        IEpochSettlement.InputSet memory inputs = _inputs(1, 0);
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashInputSet(inputs), _all());
        _expectStage(1, IEpochSettlement.Stage.Bills);
        settlement.recordBills(inputs, attestation);
    }

    function test_recordInputs_keepsTheBills() external {
        vm.warp(_billsTime(1));
        _recordBills(1);
        vm.warp(_inputsTime(1));
        IEpochSettlement.InputSet memory inputs = _inputs(1, NO_REPORTS);
        inputs.round = 7;
        bytes32 digest = settlement.hashInputSet(inputs);
        vm.expectEmit(address(settlement));
        emit IEpochSettlement.InputsRecorded(Epoch.wrap(1), 7, BILLS, NO_REPORTS, _all());
        settlement.recordInputs(inputs, _attest(digest, _all()));
        vm.assertEq(settlement.inputHashOf(Epoch.wrap(1)), digest, "input hash");
        _assertStage(1, IEpochSettlement.Stage.Inputs);
    }

    function test_recordInputs_reverts_whenTheBillsChange(bytes32 billsRoot) external {
        vm.assume(billsRoot != BILLS);
        vm.warp(_billsTime(1));
        _recordBills(1);
        vm.warp(_inputsTime(1));
        IEpochSettlement.InputSet memory inputs = _inputs(1, NO_REPORTS);
        inputs.billsRoot = billsRoot;
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashInputSet(inputs), _all());
        expectError(
            abi.encodeWithSelector(IEpochSettlement.BillsChanged.selector, billsRoot, BILLS)
        );
        settlement.recordInputs(inputs, attestation);
    }

    function test_recordInputs_reverts_withoutReportsRoot() external {
        vm.warp(_billsTime(1));
        _recordBills(1);
        vm.warp(_inputsTime(1));
        IEpochSettlement.InputSet memory inputs = _inputs(1, 0);
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashInputSet(inputs), _all());
        expectError(
            abi.encodeWithSelector(IEpochSettlement.InvalidReportsRoot.selector, bytes32(0))
        );
        settlement.recordInputs(inputs, attestation);
    }

    function test_recordInputs_reverts_beforeItsWindow(uint32 early) external {
        vm.warp(_billsTime(1));
        _recordBills(1);
        uint64 opensAt = _inputsTime(1);
        vm.warp(opensAt - bound(early, 1, opensAt - _billsTime(1)));
        IEpochSettlement.InputSet memory inputs = _inputs(1, NO_REPORTS);
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashInputSet(inputs), _all());
        expectError(
            abi.encodeWithSelector(
                IEpochSettlement.TooEarly.selector, vm.getBlockTimestamp(), opensAt
            )
        );
        settlement.recordInputs(inputs, attestation);
    }

    function test_recordInputs_reverts_withoutBills() external {
        vm.warp(_inputsTime(1));
        settlement.voidNext(1);
        IEpochSettlement.InputSet memory inputs = _inputs(1, NO_REPORTS);
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashInputSet(inputs), _all());
        _expectStage(1, IEpochSettlement.Stage.None);
        settlement.recordInputs(inputs, attestation);
    }

    function test_settle_storesTheReport() external {
        _toInputs(1);
        IEpochSettlement.EpochReport memory report = _emptyReport(1);
        bytes32 digest = settlement.hashEpochReport(report);
        uint64 finalAt = uint64(vm.getBlockTimestamp()) + Profiles.development().disputeWindow;
        vm.expectEmit(address(settlement));
        emit IEpochSettlement.EpochReported(Epoch.wrap(1), digest, report, _all(), finalAt);
        _settle(report);
        vm.assertEq(settlement.reportHashOf(Epoch.wrap(1)), digest, "report hash");
        vm.assertEq(settlement.lastReportHash(), digest, "last report");
        vm.assertEq(settlement.dueAt(), finalAt, "due");
        vm.assertEq(Epoch.unwrap(settlement.nextEpoch()), 2, "next");
        _assertStage(1, IEpochSettlement.Stage.Reported);
        vm.assertEq(settlement.inputHashOf(Epoch.wrap(1)), 0, "the report names its inputs");
    }

    function test_settle_reverts_beforeTheInputs() external {
        vm.warp(_billsTime(1));
        _recordBills(1);
        IEpochSettlement.EpochReport memory report = _emptyReport(1);
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashEpochReport(report), _all());
        _expectStage(1, IEpochSettlement.Stage.Bills);
        settlement.settle(report, attestation);
    }

    function test_settle_reverts_onOtherInputs(bytes32 inputHash) external {
        _toInputs(1);
        IEpochSettlement.EpochReport memory report = _emptyReport(1);
        vm.assume(inputHash != report.inputHash);
        bytes memory reason = abi.encodeWithSelector(
            IEpochSettlement.InputMismatch.selector, inputHash, report.inputHash
        );
        report.inputHash = inputHash;
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashEpochReport(report), _all());
        expectError(reason);
        settlement.settle(report, attestation);
    }

    function test_settle_reverts_onAnotherPredecessor(bytes32 previousHash) external {
        _toInputs(1);
        _settle(_emptyReport(1));
        _toInputs(2);
        IEpochSettlement.EpochReport memory report = _emptyReport(2);
        vm.assume(previousHash != report.previousHash);
        bytes memory reason = abi.encodeWithSelector(
            IEpochSettlement.PreviousMismatch.selector, previousHash, report.previousHash
        );
        report.previousHash = previousHash;
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashEpochReport(report), _all());
        expectError(reason);
        settlement.settle(report, attestation);
    }

    function test_settle_reverts_forASettledEpoch() external {
        _toInputs(1);
        IEpochSettlement.EpochReport memory report = _emptyReport(1);
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashEpochReport(report), _all());
        settlement.settle(report, attestation);
        expectError(
            abi.encodeWithSelector(IEpochSettlement.NotNext.selector, Epoch.wrap(1), Epoch.wrap(2))
        );
        settlement.settle(report, attestation);
    }

    function test_stageOf_isNone_forTheFuture(uint64 ahead) external view {
        uint64 epoch = uint64(bound(ahead, 1, type(uint64).max));
        _assertStage(epoch, IEpochSettlement.Stage.None);
    }

    function _assertStage(uint64 epoch, IEpochSettlement.Stage stage) internal view {
        vm.assertEq(uint256(settlement.stageOf(Epoch.wrap(epoch))), uint256(stage), "stage");
    }

    function _expectStage(uint64 epoch, IEpochSettlement.Stage stage) internal {
        expectError(
            abi.encodeWithSelector(IEpochSettlement.WrongStage.selector, Epoch.wrap(epoch), stage)
        );
    }
}
