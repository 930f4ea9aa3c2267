// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {SettlementFixture} from "../support/SettlementFixture.sol";
import {SumTree} from "../support/SumTree.sol";

/// @notice Pay of WatchDogs: per epoch, once per account, for 365 epochs.
contract EpochSettlementWatchdogsTest is SettlementFixture {
    Epoch private constant PAID = Epoch.wrap(1);

    SumTree.Leaf[] private leaves;
    uint128 private total;

    function setUp() public {
        _deploy();
        _registerGuardians(1);
        SumTree.Leaf[] memory drawn = SumTree.draw(5, 11);
        for (uint256 i = 0; i < drawn.length; ++i) {
            drawn[i].amount = drawn[i].amount % 1 ether + 1;
            drawn[i].second = 2;
            drawn[i].payloadDigest = 0;
            leaves.push(drawn[i]);
        }
        total = SumTree.rootOf(drawn).amount;
        _toInputs(1);
        _settleWatchdogs(total);
    }

    function test_claimWatchdog_paysEachAccountOnce(uint256 order) external {
        vm.warp(settlement.dueAt());
        for (uint256 i = 0; i < 5; ++i) {
            uint256 index = (i + order % 5) % 5;
            vm.expectEmit(address(settlement));
            emit IEpochSettlement.WatchdogClaimed(PAID, leaves[index].key, leaves[index].amount);
            _claim(index);
            vm.assertEq(net.token.balanceOf(leaves[index].key), leaves[index].amount, "paid");
            _expectError(
                abi.encodeWithSelector(
                    IEpochSettlement.AlreadyClaimed.selector, PAID, leaves[index].key
                ),
                index
            );
        }
        vm.assertEq(net.token.balanceOf(address(settlement)), 0, "all is paid out");
    }

    function test_watchdogsOf_answersOnceFinal() external {
        (bytes32 root, uint256 sum) = settlement.watchdogsOf(PAID);
        vm.assertEq(root, 0, "not before");
        _finalize();
        (root, sum) = settlement.watchdogsOf(PAID);
        vm.assertEq(root, SumTree.rootOf(leaves).hash, "root");
        vm.assertEq(sum, total, "sum");
    }

    function test_claimWatchdog_reverts_beforeFinality() external {
        _expectError(
            abi.encodeWithSelector(
                IEpochSettlement.WrongStage.selector, PAID, IEpochSettlement.Stage.Reported
            ),
            0
        );
    }

    function test_claimWatchdog_reverts_onAnInventedLeaf(uint96 amount) external {
        _finalize();
        vm.assume(amount != leaves[0].amount);
        (, IEpochSettlement.SumProof memory proof) = SumTree.build(leaves, 0);
        vm.expectRevert(IEpochSettlement.InvalidProof.selector);
        settlement.claimWatchdog(PAID, leaves[0].key, amount, 2, 0, proof);
    }

    function test_claimWatchdog_endsAfter365Epochs(uint32 late) external {
        _finalize();
        vm.warp(_start(1 + 366) - 1);
        _claim(0);
        vm.warp(uint256(_start(1 + 366)) + late);
        _expectError(abi.encodeWithSelector(IEpochSettlement.ClaimExpired.selector, PAID), 1);
    }

    function test_claimWatchdog_reverts_whenTheRootSumIsAnother() external {
        _finalize();
        _toInputs(2);
        IEpochSettlement.EpochReport memory report = _emptyReport(2);
        report.watchdogsRoot = SumTree.rootOf(leaves).hash;
        _settle(report);
        _finalize();
        (, IEpochSettlement.SumProof memory proof) = SumTree.build(leaves, 0);
        SumTree.Leaf memory leaf = leaves[0];
        expectError(abi.encodeWithSelector(IEpochSettlement.SumMismatch.selector, total, 0));
        settlement.claimWatchdog(Epoch.wrap(2), leaf.key, leaf.amount, 2, 0, proof);
    }

    function _settleWatchdogs(uint128 amount) internal {
        IEpochSettlement.EpochReport memory report = _emptyReport(1);
        report.watchdogsRoot = SumTree.rootOf(leaves).hash;
        report.totalWatchdogs = amount;
        report.emission = amount;
        report.validShares = 10;
        _settle(report);
    }

    function _claim(uint256 index) internal {
        (, IEpochSettlement.SumProof memory proof) = SumTree.build(leaves, index);
        SumTree.Leaf memory leaf = leaves[index];
        settlement.claimWatchdog(PAID, leaf.key, leaf.amount, leaf.second, 0, proof);
    }

    function _expectError(bytes memory reason, uint256 index) internal {
        (, IEpochSettlement.SumProof memory proof) = SumTree.build(leaves, index);
        SumTree.Leaf memory leaf = leaves[index];
        expectError(reason);
        settlement.claimWatchdog(PAID, leaf.key, leaf.amount, leaf.second, 0, proof);
    }
}
