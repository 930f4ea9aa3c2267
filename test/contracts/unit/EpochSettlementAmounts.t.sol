// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed, and constants may be shifted.
// forge-lint: disable-start(unsafe-typecast)

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {SettlementFixture} from "../support/SettlementFixture.sol";

/// @notice What a quorum cannot do: debit or mint beyond the bounds, or pay what nobody gave.
contract EpochSettlementAmountsTest is SettlementFixture {
    uint96 private constant ESCROWED = 1_000_000 ether;
    uint256 private constant DEBIT_BOUND = ESCROWED / 20;

    uint256 private edges;
    uint256 private guardians;
    uint256 private watchdogs;

    function setUp() public {
        _deploy();
        _registerGuardians(1);
        _deposit(makeAccount("payer"), ESCROWED);
        _toInputs(1);
        (edges, guardians, watchdogs) = settlement.scheduleOf(Epoch.wrap(1));
    }

    function test_settle_accepts_anyBalancedReport(
        uint128 debits,
        uint128 burned,
        uint128 emission,
        uint128 paid
    ) external {
        IEpochSettlement.EpochReport memory report = _report();
        report.totalDebits = uint128(bound(debits, 0, DEBIT_BOUND));
        report.totalBurn = uint128(bound(burned, 0, report.totalDebits));
        report.totalWatchdogs = uint128(bound(paid, 0, watchdogs));
        uint256 mintable = edges + guardians + report.totalWatchdogs;
        report.emission = uint128(bound(emission, report.totalWatchdogs, mintable));
        report.totalCredits =
            report.totalDebits - report.totalBurn + report.emission - report.totalWatchdogs;
        _settle(report);

        uint256 supply = net.token.totalSupply();
        _finalize();
        vm.assertEq(
            net.token.balanceOf(address(settlement)),
            uint256(report.totalCredits) + report.totalWatchdogs,
            "the contract holds what it owes"
        );
        vm.assertEq(
            net.token.balanceOf(address(net.escrow)), ESCROWED - report.totalDebits, "escrow"
        );
        vm.assertEq(net.token.totalSupply(), supply + report.emission - report.totalBurn, "supply");
    }

    function test_settle_reverts_whenTotalsDiffer(uint128 credits, uint128 debits) external {
        IEpochSettlement.EpochReport memory report = _report();
        report.totalDebits = uint128(bound(debits, 0, DEBIT_BOUND));
        report.emission = uint128(guardians);
        report.totalCredits = credits;
        uint256 income = report.totalDebits + guardians;
        vm.assume(credits != income);
        _refuse(
            report,
            abi.encodeWithSelector(IEpochSettlement.TotalsMismatch.selector, income, credits)
        );
    }

    function test_settle_reverts_aboveTheDebitBound(uint128 debits) external {
        IEpochSettlement.EpochReport memory report = _report();
        report.totalDebits = uint128(bound(debits, DEBIT_BOUND + 1, type(uint128).max));
        report.totalCredits = report.totalDebits;
        _refuse(
            report,
            abi.encodeWithSelector(
                IEpochSettlement.DebitsAboveBound.selector, report.totalDebits, DEBIT_BOUND
            )
        );
    }

    function test_settle_reverts_whenMoreIsBurnedThanDebited(uint128 burned) external {
        IEpochSettlement.EpochReport memory report = _report();
        report.totalDebits = uint128(DEBIT_BOUND);
        report.totalBurn = uint128(bound(burned, DEBIT_BOUND + 1, type(uint128).max));
        _refuse(
            report,
            abi.encodeWithSelector(
                IEpochSettlement.TotalsMismatch.selector, DEBIT_BOUND, report.totalBurn
            )
        );
    }

    function test_settle_reverts_aboveTheSchedule(uint128 excess) external {
        IEpochSettlement.EpochReport memory report = _report();
        uint256 mintable = edges + guardians;
        report.emission = uint128(mintable + bound(excess, 1, type(uint128).max - mintable));
        report.totalCredits = report.emission;
        _refuse(
            report,
            abi.encodeWithSelector(
                IEpochSettlement.EmissionAboveSchedule.selector, report.emission, mintable
            )
        );
    }

    function test_settle_reverts_aboveTheYieldOfTheWeight(uint128 weight) external {
        // A thousandth of the weight a day; epochs last 20 s.
        weight = uint128(bound(weight, 0, edges * 1000));
        IEpochSettlement.EpochReport memory report = _report();
        report.totalWeight = weight;
        uint256 yield = uint256(weight) * 20 / 86_400 / 1000;
        vm.assume(yield < edges);
        report.emission = uint128(yield + guardians + 1);
        report.totalCredits = report.emission;
        _refuse(
            report,
            abi.encodeWithSelector(
                IEpochSettlement.EmissionAboveSchedule.selector, report.emission, yield + guardians
            )
        );
        --report.emission;
        --report.totalCredits;
        _settle(report);
    }

    function test_settle_reverts_abovePayPerShare(uint32 shares, uint128 excess) external {
        IEpochSettlement.EpochReport memory report = _report();
        report.validShares = shares;
        uint256 limit = uint256(shares) * SHARE_BOUND;
        if (limit > watchdogs) limit = watchdogs;
        report.totalWatchdogs = uint128(limit + bound(excess, 1, type(uint128).max - limit));
        report.emission = report.totalWatchdogs;
        _refuse(
            report,
            abi.encodeWithSelector(
                IEpochSettlement.EmissionAboveSchedule.selector, report.totalWatchdogs, limit
            )
        );
    }

    function test_settle_reverts_whenDebitsPayWatchDogs(uint128 missing) external {
        IEpochSettlement.EpochReport memory report = _report();
        report.totalWatchdogs = uint128(watchdogs);
        report.totalDebits = uint128(bound(missing, 1, watchdogs));
        report.emission = report.totalWatchdogs - report.totalDebits;
        _refuse(
            report,
            abi.encodeWithSelector(
                IEpochSettlement.TotalsMismatch.selector, report.emission, watchdogs
            )
        );
    }

    /// @dev Weight and shares that leave the schedule as the only bound.
    function _report() internal view returns (IEpochSettlement.EpochReport memory report) {
        report = _emptyReport(1);
        report.totalWeight = 1e30;
        report.validShares = type(uint32).max;
    }

    function _refuse(IEpochSettlement.EpochReport memory report, bytes memory reason) internal {
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashEpochReport(report), _all());
        expectError(reason);
        settlement.settle(report, attestation);
    }
}
