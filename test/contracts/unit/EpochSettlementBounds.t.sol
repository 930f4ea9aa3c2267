// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed.
// forge-lint: disable-start(unsafe-typecast)

import {IParameters} from "../../../contracts/governance/IParameters.sol";
import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {SettlementFixture} from "../support/SettlementFixture.sol";

/// @notice Governed bounds are fixed with an epoch's bills: no decision reaches an epoch that is being
/// settled, and no parameter, right or wrong, passes the settlement's own limits.
contract EpochSettlementBoundsTest is SettlementFixture {
    uint96 private constant ESCROWED = 1_000_000 ether;

    function setUp() public {
        _deploy();
        _registerGuardians(3);
        _deposit(makeAccount("payer"), ESCROWED);
    }

    function test_bounds_areFixedWithTheBills(uint256 debits, uint256 share) external {
        (debits, share) = (bound(debits, 100, 1000), bound(share, 100, 10_000) * 0.01 ether);
        _set(debits, share);
        _warpTo(_billsTime(1));
        vm.expectEmit(address(settlement));
        emit IEpochSettlement.BoundsFixed(Epoch.wrap(1), debits, share);
        _recordBills(1);
        _assertBounds(debits, share);

        _set(debits == 1000 ? 100 : debits + 1, 5 ether);
        _warpTo(_inputsTime(1));
        _recordInputs(1);
        _assertBounds(debits, share);
        IEpochSettlement.EpochReport memory report = _debit(1, ESCROWED * debits / 10_000 + 1);
        expectError(
            abi.encodeWithSelector(
                IEpochSettlement.DebitsAboveBound.selector,
                report.totalDebits,
                ESCROWED * debits / 10_000
            )
        );
        this.settleNow(report);
        --report.totalDebits;
        --report.totalBurn;
        _settle(report);
    }

    function test_bounds_ofTheNextEpoch_areTheNewOnes(uint256 debits) external {
        debits = bound(debits, 100, 1000);
        _toInputs(1);
        _assertBounds(DEBIT_BOUND_BPS, SHARE_BOUND);
        _set(debits, 5 ether);
        _settle(_emptyReport(1));
        _assertBounds(DEBIT_BOUND_BPS, SHARE_BOUND);
        _toInputs(2);
        _assertBounds(debits, 5 ether);
        _settle(_debit(2, ESCROWED * debits / 10_000));
    }

    function test_recordBills_saysNothing_whileBoundsStay() external {
        _toInputs(1);
        _settle(_emptyReport(1));
        _warpTo(_billsTime(2));
        vm.recordLogs();
        _recordBills(2);
        vm.assertEq(vm.getRecordedLogs().length, 1, "BillsRecorded only");
    }

    /// The settlement's own limits hold against whatever stands in Parameters' place.
    function test_bounds_stayWithinTheSettlementsOwn(uint128 debits, uint128 share) external {
        vm.mockCall(
            address(net.governance.parameters),
            abi.encodeCall(IParameters.settlementBounds, ()),
            abi.encode(debits, share)
        );
        _toInputs(1);
        share = share > 100 ether ? 100 ether : share;
        _assertBounds(debits > 1000 ? 1000 : debits, share - share % 0.01 ether);
        (,,, uint128 credits,) = settlement.finalState();
        vm.assertEq(credits, 0, "its neighbours in the word are untouched");
        vm.assertEq(settlement.dueAt(), type(uint40).max, "nor is the time");
    }

    /// @dev Its own call, for what must revert.
    function settleNow(IEpochSettlement.EpochReport memory report) external {
        _settle(report);
    }

    function _debit(uint64 epoch, uint256 amount)
        private
        view
        returns (IEpochSettlement.EpochReport memory report)
    {
        report = _emptyReport(epoch);
        report.totalDebits = report.totalBurn = uint128(amount);
    }

    function _set(uint256 debits, uint256 share) private {
        IParameters.Change[] memory changes = new IParameters.Change[](2);
        changes[0] = IParameters.Change(IParameters.Parameter.DebitBound, uint128(debits));
        changes[1] = IParameters.Change(IParameters.Parameter.ShareBound, uint128(share));
        vm.prank(address(net.governance.parametersTimelock));
        net.governance.parameters.set(changes);
    }

    function _assertBounds(uint256 debits, uint256 share) private view {
        (uint256 debitBound, uint256 shareBound) = settlement.bounds();
        vm.assertEq(debitBound, debits, "debit bound");
        vm.assertEq(shareBound, share, "share bound");
    }
}
