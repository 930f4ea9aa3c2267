// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed, and constants may be shifted.
// forge-lint: disable-start(unsafe-typecast, block-timestamp)

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {SettlementFixture} from "./SettlementFixture.sol";
import {SumTree} from "./SumTree.sol";

/// @title SettlementHandler
/// @notice Plays Guardians that sign in any number, claimers in any order, and time that jumps. Keeps a
/// model of what everybody is owed and counts what must never happen.
contract SettlementHandler is SettlementFixture {
    uint256 private constant ACCOUNTS = 6;
    uint32 private constant THREE_OF_FOUR = 7;

    /// What must stay 0.
    uint256 public acceptedBelowQuorum;
    uint256 public refusedClaims;
    uint256 public fallenTotals;
    uint256 public debitsAboveBound;
    /// What should not, or nothing was tested.
    uint256 public settled;
    uint256 public claimed;

    uint256 public paidToCredits;
    uint256 public paidToWatchdogs;

    uint64[] private _reported;
    mapping(uint64 epoch => SumTree.Leaf[] leaves) private _credits;
    mapping(uint64 epoch => SumTree.Leaf[] leaves) private _pay;
    SumTree.Leaf[] private _latest;
    uint128 private _lastCredits;
    uint128 private _lastDebits;

    modifier watched() {
        _;
        (,,, uint128 credits, uint128 debits) = settlement.finalState();
        if (credits < _lastCredits || debits < _lastDebits) ++fallenTotals;
        (_lastCredits, _lastDebits) = (credits, debits);
    }

    constructor() {
        _deploy();
        _registerGuardians(4);
        _deposit(makeAccount("payer"), 1_000_000 ether);
        for (uint256 i = 0; i < ACCOUNTS; ++i) {
            _latest.push(SumTree.Leaf(address(uint160(0xACC0 + i)), 0, 0, 0));
        }
        vm.warp(_billsTime(1));
    }

    function wait(uint8 time) external watched {
        skip(bound(time, 1, 30));
    }

    function stall(uint16 time) external watched {
        skip(bound(time, 1, 40 * 20));
    }

    /// @dev The next stage of the next epoch, whatever it is, with the Guardians in `bitmap`.
    function advance(uint32 bitmap, uint256 seed) external watched {
        _advance(bitmap % 16, seed);
    }

    /// @dev The same with a quorum and at the right time, so that epochs do get settled.
    function attest(uint256 seed) external watched {
        uint64 epoch = Epoch.unwrap(settlement.nextEpoch());
        bool hasBills = settlement.stageOf(Epoch.wrap(epoch)) != IEpochSettlement.Stage.None;
        _warpTo(hasBills ? _inputsTime(epoch) : _billsTime(epoch));
        _advance(THREE_OF_FOUR, seed);
    }

    function voidEpochs(uint8 count) external watched {
        try settlement.voidNext(uint64(bound(count, 1, 3))) {} catch {}
    }

    function finalize() external watched {
        try settlement.finalize() {} catch {}
    }

    /// @dev Whoever is owed something must get it, at any time.
    function claim(uint8 who) external watched {
        (Epoch epoch,,,,) = settlement.finalState();
        SumTree.Leaf[] memory leaves = _credits[Epoch.unwrap(epoch)];
        if (leaves.length == 0 || block.timestamp >= settlement.dueAt()) return;
        uint256 index = who % ACCOUNTS;
        SumTree.Leaf memory leaf = leaves[index];
        uint256 open = leaf.amount - settlement.claimedOf(leaf.key);
        if (open == 0) return;
        (, IEpochSettlement.SumProof memory proof) = SumTree.build(leaves, index);
        try settlement.claimCredit(leaf.key, leaf.amount, leaf.second, 0, proof) returns (
            uint256 amount
        ) {
            if (amount != open) ++refusedClaims;
            paidToCredits += amount;
            ++claimed;
        } catch {
            ++refusedClaims;
        }
    }

    function claimWatchdog(uint256 which) external watched {
        if (_reported.length == 0) return;
        uint64 epoch = _reported[which % _reported.length];
        SumTree.Leaf memory leaf = _pay[epoch][0];
        (, IEpochSettlement.SumProof memory proof) = SumTree.build(_pay[epoch], 0);
        try settlement.claimWatchdog(
            Epoch.wrap(epoch), leaf.key, leaf.amount, leaf.second, 0, proof
        ) {
            paidToWatchdogs += leaf.amount;
        } catch {}
    }

    /// @notice After whatever happened, and with one Guardian gone for good: gives up on what is too old,
    /// settles the next epoch and makes it final. Reverts when that is not possible.
    function recover() external returns (bool recovered) {
        skip(50 * 20);
        uint64 current = uint64((block.timestamp - GENESIS) / 20);
        uint64 next = Epoch.unwrap(settlement.nextEpoch());
        if (next + 31 <= current) settlement.voidNext(current - next - 30);
        next = Epoch.unwrap(settlement.nextEpoch());
        if (settlement.dueAt() <= block.timestamp) settlement.finalize();
        // Three stages, less those it has behind it.
        for (uint256 i = 0; i < 3; ++i) {
            if (Epoch.unwrap(settlement.nextEpoch()) == next) _advance(THREE_OF_FOUR, 1);
        }
        _finalize();
        return settlement.stageOf(Epoch.wrap(next)) == IEpochSettlement.Stage.Final;
    }

    /// @notice What final trees promise and nobody has claimed.
    function owed() external view returns (uint256 amount) {
        (,,, uint128 credits,) = settlement.finalState();
        amount = credits - paidToCredits;
        for (uint256 i = 0; i < _reported.length; ++i) {
            (, uint256 total) = settlement.watchdogsOf(Epoch.wrap(_reported[i]));
            amount += total;
        }
        amount -= paidToWatchdogs;
    }

    function balance() external view returns (uint256) {
        return net.token.balanceOf(address(settlement));
    }

    function collected() external view returns (uint256 debits, uint256 moved, uint256 deposited) {
        (,,,, uint128 total) = settlement.finalState();
        return (total, net.escrow.totalCollected(), net.escrow.totalDeposited());
    }

    function _advance(uint32 bitmap, uint256 seed) internal {
        uint64 epoch = Epoch.unwrap(settlement.nextEpoch());
        IEpochSettlement.Stage stage = settlement.stageOf(Epoch.wrap(epoch));
        if (stage == IEpochSettlement.Stage.Inputs) return _report(epoch, bitmap, seed);
        bool hasBills = stage == IEpochSettlement.Stage.Bills;
        IEpochSettlement.InputSet memory inputs = _inputs(epoch, hasBills ? NO_REPORTS : bytes32(0));
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashInputSet(inputs), bitmap);
        if (hasBills) {
            try settlement.recordInputs(inputs, attestation) {
                _accepted(bitmap);
            } catch {}
        } else {
            try settlement.recordBills(inputs, attestation) {
                _accepted(bitmap);
            } catch {}
        }
    }

    function _report(uint64 epoch, uint32 bitmap, uint256 seed) internal {
        (, uint256 guardians, uint256 watchdogs) = settlement.scheduleOf(Epoch.wrap(epoch));
        uint256 escrowed = net.token.balanceOf(address(net.escrow));
        IEpochSettlement.EpochReport memory report = _emptyReport(epoch);
        // One in eight tries to debit too much.
        uint256 limit = seed % 8 == 0 ? escrowed / 10 : escrowed / 20;
        report.totalDebits = uint128(_part(seed, "debits", limit));
        report.totalBurn = uint128(_part(seed, "burned", report.totalDebits));
        report.totalWatchdogs = uint128(_part(seed, "pay", watchdogs < 50e18 ? watchdogs : 50e18));
        report.validShares = 5;
        report.emission = report.totalWatchdogs + uint128(_part(seed, "emission", guardians));
        report.totalCredits =
            report.totalDebits - report.totalBurn + report.emission - report.totalWatchdogs;

        SumTree.Leaf[] memory credits = _latest;
        uint96 rest = uint96(report.totalCredits);
        for (uint256 i = 0; i < ACCOUNTS; ++i) {
            uint96 part = i == ACCOUNTS - 1
                ? rest
                : uint96(uint256(keccak256(abi.encode(seed, i))) % (rest + 1));
            credits[i].amount += part;
            rest -= part;
        }
        SumTree.Leaf[] memory pay = new SumTree.Leaf[](1);
        pay[0] = SumTree.Leaf(address(0xD06), uint96(report.totalWatchdogs), 5, 0);
        report.creditsRoot = SumTree.rootOf(credits).hash;
        report.watchdogsRoot = SumTree.rootOf(pay).hash;

        bytes32 digest = settlement.hashEpochReport(report);
        try settlement.settle(report, _attest(digest, bitmap)) {
            _accepted(bitmap);
            if (report.totalDebits > escrowed / 20) ++debitsAboveBound;
            ++settled;
            _reported.push(epoch);
            _pay[epoch].push(pay[0]);
            for (uint256 i = 0; i < ACCOUNTS; ++i) {
                _credits[epoch].push(credits[i]);
                _latest[i] = credits[i];
            }
        } catch {}
    }

    /// @dev Four Guardians with equal stake: three are a quorum.
    function _accepted(uint32 bitmap) internal {
        uint256 signers;
        for (; bitmap != 0; bitmap &= bitmap - 1) {
            ++signers;
        }
        if (signers < 3) ++acceptedBelowQuorum;
    }

    function _part(uint256 seed, string memory what, uint256 limit)
        internal
        pure
        returns (uint256)
    {
        return uint256(keccak256(abi.encode(seed, what))) % (limit + 1);
    }
}
