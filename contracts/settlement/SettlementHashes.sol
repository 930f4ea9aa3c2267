// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {EIP712} from "solady/utils/EIP712.sol";
import {IEpochSettlement} from "./IEpochSettlement.sol";

/// @title SettlementHashes
/// @notice EIP-712 digests of everything that Edges, WatchDogs and Guardians sign about an epoch.
abstract contract SettlementHashes is IEpochSettlement, EIP712 {
    bytes32 private constant BILL_TYPEHASH = keccak256(
        "Bill(address edge,uint64 epoch,bytes32 root,uint96 fee,uint64 bytesCarried,uint32 count)"
    );
    bytes32 private constant TEST_RESULT_TYPEHASH =
        keccak256("TestResult(address edge,bool ok,uint32 latencyMs,bytes32 evidenceHash)");
    bytes32 private constant REPORT_TYPEHASH = keccak256(
        "Report(uint64 epoch,uint256 nullifier,TestResult[] results,address payout)"
        "TestResult(address edge,bool ok,uint32 latencyMs,bytes32 evidenceHash)"
    );
    bytes32 private constant ITEM_RECEIPT_TYPEHASH =
        keccak256("ItemReceipt(address guardian,uint64 epoch,uint8 kind,bytes32 itemHash)");
    bytes32 private constant INPUT_SET_TYPEHASH =
        keccak256("InputSet(uint64 epoch,uint32 round,bytes32 billsRoot,bytes32 reportsRoot)");
    bytes32 private constant EPOCH_REPORT_TYPEHASH = keccak256(
        "EpochReport(uint64 epoch,uint32 round,bytes32 previousHash,bytes32 inputHash,"
        "bytes32 debitsRoot,bytes32 creditsRoot,bytes32 edgesRoot,bytes32 watchdogsRoot,"
        "uint128 totalDebits,uint128 totalCredits,uint128 totalBurn,uint128 totalWatchdogs,"
        "uint128 emission,uint128 totalWeight,uint32 validShares,bytes32 dataHash)"
    );

    /// @inheritdoc IEpochSettlement
    function hashBill(Bill calldata bill) external view returns (bytes32 digest) {
        return _hashTypedData(keccak256(abi.encode(BILL_TYPEHASH, bill)));
    }

    /// @inheritdoc IEpochSettlement
    function hashReport(Report calldata report) external view returns (bytes32 digest) {
        bytes32[] memory results = new bytes32[](report.results.length);
        for (uint256 i = 0; i < results.length; ++i) {
            results[i] = keccak256(abi.encode(TEST_RESULT_TYPEHASH, report.results[i]));
        }
        bytes32 resultsHash = keccak256(abi.encodePacked(results));
        return _hashTypedData(
            keccak256(
                abi.encode(
                    REPORT_TYPEHASH, report.epoch, report.nullifier, resultsHash, report.payout
                )
            )
        );
    }

    /// @inheritdoc IEpochSettlement
    function hashItemReceipt(ItemReceipt calldata receipt) external view returns (bytes32 digest) {
        return _hashTypedData(keccak256(abi.encode(ITEM_RECEIPT_TYPEHASH, receipt)));
    }

    /// @inheritdoc IEpochSettlement
    function hashInputSet(InputSet calldata inputs) public view returns (bytes32 digest) {
        return _hashTypedData(keccak256(abi.encode(INPUT_SET_TYPEHASH, inputs)));
    }

    /// @inheritdoc IEpochSettlement
    /// @dev Hashed straight from calldata, where a struct of value types stands as EIP-712 encodes it.
    function hashEpochReport(EpochReport calldata report) public view returns (bytes32 digest) {
        bytes32 typehash = EPOCH_REPORT_TYPEHASH;
        bytes32 structHash;
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            mstore(buffer, typehash)
            calldatacopy(add(buffer, 32), report, 512)
            structHash := keccak256(buffer, 544)
        }
        return _hashTypedData(structHash);
    }

    function _domainNameAndVersion()
        internal
        pure
        override
        returns (string memory name, string memory version)
    {
        return ("SendingNetwork EpochSettlement", "1");
    }
}
