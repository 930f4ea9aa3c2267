// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {IPaymentEscrow} from "../../../contracts/relay/IPaymentEscrow.sol";
import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {IAddressBook} from "../../../contracts/space/IAddressBook.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {SettlementFixture} from "../support/SettlementFixture.sol";

/// @notice Digests of test/vectors/signed-structs.json, which viem computed from the structs' types.
contract SignedStructsTest is SettlementFixture {
    string private json = vm.readFile("test/vectors/signed-structs.json");

    function setUp() public {
        _deploy();
        vm.chainId(vm.parseJsonUint(json, ".chainId"));
    }

    function test_hashBill_matchesVector() external {
        bytes32 digest = _settlementOfVectors()
            .hashBill(
                IEpochSettlement.Bill({
                edge: _address("Bill.edge"),
                epoch: uint64(_uint("Bill.epoch")),
                root: _bytes32("Bill.root"),
                fee: uint96(_uint("Bill.fee")),
                bytesCarried: uint64(_uint("Bill.bytesCarried")),
                count: uint32(_uint("Bill.count"))
            })
            );
        _check("Bill", digest);
    }

    function test_hashReport_matchesVector() external {
        IEpochSettlement.TestResult[] memory results = new IEpochSettlement.TestResult[](3);
        for (uint256 i = 0; i < 3; ++i) {
            string memory path = string.concat("Report.results[", vm.toString(i), "]");
            results[i] = IEpochSettlement.TestResult({
                edge: _address(string.concat(path, ".edge")),
                ok: vm.parseJsonBool(json, string.concat(".messages.", path, ".ok")),
                latencyMs: uint32(_uint(string.concat(path, ".latencyMs"))),
                evidenceHash: _bytes32(string.concat(path, ".evidenceHash"))
            });
        }
        bytes32 digest = _settlementOfVectors()
            .hashReport(
                IEpochSettlement.Report({
                epoch: uint64(_uint("Report.epoch")),
                nullifier: _uint("Report.nullifier"),
                results: results,
                payout: _address("Report.payout")
            })
            );
        _check("Report", digest);
    }

    function test_hashItemReceipt_matchesVector() external {
        bytes32 digest = _settlementOfVectors()
            .hashItemReceipt(
                IEpochSettlement.ItemReceipt({
                guardian: _address("ItemReceipt.guardian"),
                epoch: uint64(_uint("ItemReceipt.epoch")),
                kind: uint8(_uint("ItemReceipt.kind")),
                itemHash: _bytes32("ItemReceipt.itemHash")
            })
            );
        _check("ItemReceipt", digest);
    }

    function test_hashInputSet_matchesVector() external {
        bytes32 digest = _settlementOfVectors()
            .hashInputSet(
                IEpochSettlement.InputSet({
                epoch: uint64(_uint("InputSet.epoch")),
                round: uint32(_uint("InputSet.round")),
                billsRoot: _bytes32("InputSet.billsRoot"),
                reportsRoot: _bytes32("InputSet.reportsRoot")
            })
            );
        _check("InputSet", digest);
    }

    function test_hashEpochReport_matchesVector() external {
        IEpochSettlement.EpochReport memory report;
        report.epoch = uint64(_uint("EpochReport.epoch"));
        report.round = uint32(_uint("EpochReport.round"));
        report.previousHash = _bytes32("EpochReport.previousHash");
        report.inputHash = _bytes32("EpochReport.inputHash");
        report.debitsRoot = _bytes32("EpochReport.debitsRoot");
        report.creditsRoot = _bytes32("EpochReport.creditsRoot");
        report.edgesRoot = _bytes32("EpochReport.edgesRoot");
        report.watchdogsRoot = _bytes32("EpochReport.watchdogsRoot");
        report.totalDebits = uint128(_uint("EpochReport.totalDebits"));
        report.totalCredits = uint128(_uint("EpochReport.totalCredits"));
        report.totalBurn = uint128(_uint("EpochReport.totalBurn"));
        report.totalWatchdogs = uint128(_uint("EpochReport.totalWatchdogs"));
        report.emission = uint128(_uint("EpochReport.emission"));
        report.totalWeight = uint128(_uint("EpochReport.totalWeight"));
        report.validShares = uint32(_uint("EpochReport.validShares"));
        report.dataHash = _bytes32("EpochReport.dataHash");
        _check("EpochReport", _settlementOfVectors().hashEpochReport(report));
    }

    function test_hashLink_matchesVector() external {
        IDidRegistry registry = IDidRegistry(_at(address(net.dids), "didRegistry"));
        bytes32 digest = registry.hashLink(
            IDidRegistry.Link({
                did: _uint("Link.did"),
                wallet: _address("Link.wallet"),
                didNonce: uint64(_uint("Link.didNonce")),
                walletNonce: _uint("Link.walletNonce"),
                deadline: _uint("Link.deadline")
            })
        );
        _check("Link", digest);
    }

    function test_hashBind_matchesVector() external {
        IAddressBook book = IAddressBook(_at(address(net.addressBook), "addressBook"));
        bytes32 digest = book.hashBind(
            IAddressBook.Bind({
                unicast: _bytes32("Bind.unicast"),
                wallet: _address("Bind.wallet"),
                operator: _address("Bind.operator"),
                nonce: _uint("Bind.nonce"),
                deadline: _uint("Bind.deadline")
            })
        );
        _check("Bind", digest);
    }

    function test_hashVoucher_matchesVector() external {
        IPaymentEscrow escrow = IPaymentEscrow(_at(address(net.escrow), "paymentEscrow"));
        bytes32 digest = escrow.hashVoucher(
            IPaymentEscrow.Voucher({
                payer: _address("Voucher.payer"),
                payee: _address("Voucher.payee"),
                epoch: uint64(_uint("Voucher.epoch")),
                fee: uint96(_uint("Voucher.fee")),
                bytesCarried: uint64(_uint("Voucher.bytesCarried")),
                seq: uint64(_uint("Voucher.seq"))
            })
        );
        _check("Voucher", digest);
    }

    function test_hashNodeKeys_matchesVector() external {
        INodeStaking staking = INodeStaking(_at(address(net.staking), "nodeStaking"));
        bytes32 digest = staking.hashNodeKeys(
            INodeStaking.NodeKeys({
                operator: _address("NodeKeys.operator"),
                role: uint8(_uint("NodeKeys.role")),
                peerId: _bytes32("NodeKeys.peerId"),
                signer: _address("NodeKeys.signer"),
                nonce: _uint("NodeKeys.nonce"),
                deadline: _uint("NodeKeys.deadline")
            })
        );
        _check("NodeKeys", digest);
    }

    function _settlementOfVectors() internal returns (IEpochSettlement) {
        return IEpochSettlement(_at(address(settlement), "epochSettlement"));
    }

    /// @dev A copy of the contract's code where the vectors' domain has it.
    function _at(address deployed, string memory name) internal returns (address target) {
        target = vm.parseJsonAddress(json, string.concat(".contracts.", name));
        vm.etch(target, deployed.code);
    }

    function _check(string memory struct_, bytes32 digest) internal view {
        bytes32 expected = vm.parseJsonBytes32(json, string.concat(".digests.", struct_));
        vm.assertEq(digest, expected, struct_);
    }

    function _uint(string memory path) internal view returns (uint256) {
        return vm.parseJsonUint(json, string.concat(".messages.", path));
    }

    function _address(string memory path) internal view returns (address) {
        return vm.parseJsonAddress(json, string.concat(".messages.", path));
    }

    function _bytes32(string memory path) internal view returns (bytes32) {
        return vm.parseJsonBytes32(json, string.concat(".messages.", path));
    }
}
