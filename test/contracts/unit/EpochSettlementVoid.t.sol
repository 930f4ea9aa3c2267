// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {SettlementFixture} from "../support/SettlementFixture.sol";

/// @notice Epochs that nobody attests.
contract EpochSettlementVoidTest is SettlementFixture {
    function setUp() public {
        _deploy();
        _registerGuardians(1);
        vm.warp(_start(1));
    }

    function test_voidNext_voidsAtOnce_whatHadNoGuardians() external {
        vm.expectEmit(address(settlement));
        emit IEpochSettlement.EpochVoided(Epoch.wrap(0));
        settlement.voidNext(1);
    }

    function test_voidNext_reverts_whenTheEpochIsNotOver() external {
        vm.warp(_start(1) - 1);
        _expectEarly(_start(31));
        settlement.voidNext(1);
    }

    function test_voidNext_reverts_before30Epochs(uint32 early) external {
        settlement.voidNext(1);
        uint64 opensAt = _start(1 + 1 + 30);
        vm.warp(opensAt - bound(early, 1, opensAt - _start(1)));
        _expectEarly(opensAt);
        settlement.voidNext(1);
    }

    function test_voidNext_voidsSeveralAtOnce(uint8 count) external {
        uint64 voided = uint64(bound(count, 1, 100));
        vm.warp(_start(voided + 31));
        settlement.voidNext(voided + 1);
        vm.assertEq(Epoch.unwrap(settlement.nextEpoch()), voided + 1, "next");
        for (uint64 epoch = 0; epoch <= voided; ++epoch) {
            vm.assertEq(uint256(settlement.stageOf(Epoch.wrap(epoch))), 0, "stage");
            vm.assertEq(settlement.reportHashOf(Epoch.wrap(epoch)), 0, "report");
        }
        _expectEarly(_start(voided + 32));
        settlement.voidNext(1);
    }

    function test_voidNext_dropsWhatWasRecorded() external {
        _toInputs(1);
        vm.warp(_start(32));
        settlement.voidNext(1);
        vm.assertEq(settlement.inputHashOf(Epoch.wrap(1)), 0, "input hash");
        vm.assertEq(settlement.sampleRoundOf(Epoch.wrap(1)), 0, "sample round");
        vm.assertEq(settlement.lastReportHash(), 0, "no report");
        vm.assertEq(uint256(settlement.stageOf(Epoch.wrap(2))), 0, "the next starts afresh");
        _toInputs(2);
        _settle(_emptyReport(2));
    }

    /// An account's cumulative credits and the chain of reports reach over the gap.
    function test_settle_goesOn_overVoidEpochs() external {
        _toInputs(1);
        _settle(_emptyReport(1));
        bytes32 last = settlement.lastReportHash();
        vm.warp(_start(2 + 31));
        settlement.voidNext(1);
        vm.assertEq(settlement.lastReportHash(), last, "last report");
        _toInputs(3);
        IEpochSettlement.EpochReport memory report = _emptyReport(3);
        vm.assertEq(report.previousHash, last, "previous");
        _settle(report);
        vm.assertEq(uint256(settlement.stageOf(Epoch.wrap(2))), 0, "void");
        vm.assertEq(uint256(settlement.stageOf(Epoch.wrap(1))), 3, "reported, and by now due");
        _finalize();
        vm.assertEq(uint256(settlement.stageOf(Epoch.wrap(1))), 4, "final");
    }

    /// Time without any Guardians, however long, can be stepped over in bounded calls.
    function test_nextEpoch_passesOverAtMost256() external {
        _deploy();
        vm.warp(_start(1000));
        vm.assertEq(Epoch.unwrap(settlement.nextEpoch()), 256, "bounded");
        settlement.voidNext(1000);
        vm.assertEq(Epoch.unwrap(settlement.nextEpoch()), 1000, "current");
        _expectEarly(_start(1031));
        settlement.voidNext(1);
    }

    function _expectEarly(uint256 opensAt) internal {
        expectError(
            abi.encodeWithSelector(
                IEpochSettlement.TooEarly.selector, vm.getBlockTimestamp(), opensAt
            )
        );
    }
}
