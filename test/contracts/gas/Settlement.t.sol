// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {Measured} from "../support/Measured.sol";
import {SumTree} from "../support/SumTree.sol";

/// @notice Settling with 11 of 16 Guardians, and claims from a tree of 32 accounts, which each
/// doubling makes some 1,100 gas dearer.
contract SettlementGasTest is Measured {
    uint32 private constant ELEVEN = (1 << 11) - 1;

    address private guardian;

    function setUp() public {
        _deploy();
        _registerGuardians(16);
        guardian = makeAccount("guardian 0");
        _deposit(makeAccount("payer"), 1_000_000 ether);
        // The settlement owes something to others at all times.
        vm.assertTrue(net.token.transfer(address(settlement), 1 ether));
    }

    function test_gas_settleEpoch() external {
        // The first epoch of a network would not be like all others.
        _toInputs(1);
        _settle(_emptyReport(1));
        _finalize();

        vm.warp(_billsTime(2));
        IEpochSettlement.InputSet memory inputs = _inputs(2, 0);
        bytes32 digest = settlement.hashInputSet(inputs);
        _send(
            "bills recorded by 11 of 16 Guardians",
            abi.encodeCall(IEpochSettlement.recordBills, (inputs, _attest(digest, ELEVEN)))
        );
        vm.warp(_inputsTime(2));
        inputs = _inputs(2, NO_REPORTS);
        digest = settlement.hashInputSet(inputs);
        _send(
            "inputs recorded by 11 of 16 Guardians",
            abi.encodeCall(IEpochSettlement.recordInputs, (inputs, _attest(digest, ELEVEN)))
        );
        IEpochSettlement.EpochReport memory report = _fullReport();
        digest = settlement.hashEpochReport(report);
        _send(
            "epoch settled by 11 of 16 Guardians",
            abi.encodeCall(IEpochSettlement.settle, (report, _attest(digest, ELEVEN)))
        );
        vm.warp(settlement.dueAt());
        _send("epoch made final", abi.encodeCall(IEpochSettlement.finalize, ()));
    }

    function test_gas_claims() external {
        _claimTwice(5, "");
    }

    function test_gas_claimsFromALargeTree() external {
        _claimTwice(16, " of 65,536");
    }

    function test_gas_watchdogClaim() external {
        SumTree.Leaf memory leaf = SumTree.Leaf(makeAccount("watchdog"), 1.234_567 ether, 9, 0);
        (SumTree.Node memory root, IEpochSettlement.SumProof memory proof) =
            SumTree.drawPath(leaf, 5, 1);
        _toInputs(1);
        IEpochSettlement.EpochReport memory report = _emptyReport(1);
        report.watchdogsRoot = root.hash;
        report.totalWatchdogs = report.emission = root.amount;
        report.validShares = 1000;
        _settle(report);
        _finalize();
        _send(
            "WatchDog pay claimed",
            abi.encodeCall(
                IEpochSettlement.claimWatchdog,
                (Epoch.wrap(1), leaf.key, leaf.amount, leaf.second, 0, proof)
            )
        );
    }

    /// @dev Claims after two epochs from a path of `depth` levels; the first claim is the account's first
    /// SEND as well.
    function _claimTwice(uint256 depth, string memory suffix) internal {
        _claim(1, depth, string.concat("credit claimed first", suffix));
        _claim(2, depth, string.concat("credit claimed again", suffix));
    }

    function _claim(uint64 epoch, uint256 depth, string memory name) internal {
        SumTree.Leaf memory leaf =
            SumTree.Leaf(makeAccount("edge"), epoch * 7_123_456_789_123_456_789, epoch, 0);
        (SumTree.Node memory root, IEpochSettlement.SumProof memory proof) =
            SumTree.drawPath(leaf, depth, epoch);
        (,,, uint128 before,) = settlement.finalState();
        _toInputs(epoch);
        IEpochSettlement.EpochReport memory report = _emptyReport(epoch);
        report.creditsRoot = root.hash;
        report.totalDebits = report.totalCredits = root.amount - before;
        _settle(report);
        _finalize();
        _send(
            name,
            abi.encodeCall(
                IEpochSettlement.claimCredit, (leaf.key, leaf.amount, leaf.second, 0, proof)
            )
        );
    }

    /// @dev Every field in use, so that no byte of calldata is cheaper than in earnest.
    function _fullReport() internal view returns (IEpochSettlement.EpochReport memory report) {
        report = _emptyReport(2);
        report.round = 1;
        report.debitsRoot = keccak256("debits");
        report.creditsRoot = keccak256("credits");
        report.edgesRoot = keccak256("edges");
        report.watchdogsRoot = keccak256("watchdogs");
        report.totalDebits = 10_123_456_789_123_456_789_123;
        report.totalBurn = 1_012_345_678_912_345_678_912;
        report.totalWatchdogs = 1_234_567_891_234_567_891;
        report.emission = 31_234_567_891_234_567_891;
        report.totalCredits =
            report.totalDebits - report.totalBurn + report.emission - report.totalWatchdogs;
        report.totalWeight = 123_456_789_123_456_789_123_456;
        report.validShares = 4096;
    }

    function _send(string memory name, bytes memory data) internal {
        _measure(name, guardian, address(settlement), data);
    }
}
