// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../network/Epoch.sol";
import {IEpochSettlement} from "./IEpochSettlement.sol";

/// @title Progress
/// @notice Where the settlement stands, in the one word that settling and claiming read first: from the
/// low end cumulative credits of the last final epoch (104 bits), the bounds of the epoch whose bills
/// were recorded last (10 for the share of the escrow in basis points, 14 for the pay of a WatchDog
/// share in hundredths of a SEND), when the oldest waiting report
/// becomes final (40), the epoch that is settled next (32), the epoch of the last report (32), the
/// stage of the next epoch (8), place of the oldest waiting report (8) and how many wait (8).
/// By hand, because the compiler would read and write a packed struct once per field.
/// Epochs of a second each would fill 32 bits in 136 years, seconds 40 bits in 34,000. 104 bits are 2,000
/// times SEND's cap: a century in which all SEND there can be lies in the escrow and every epoch moves
/// its bound.
type Progress is uint256;

/// @dev What a Progress holds, for those who change it.
struct ProgressFields {
    uint104 credits;
    uint16 debitBoundBps;
    /// In SHARE_UNIT.
    uint16 shareUnits;
    /// NO_REPORT_DUE while no report waits.
    uint40 dueAt;
    uint32 next;
    uint32 last;
    IEpochSettlement.Stage stage;
    uint8 oldest;
    uint8 waiting;
}

uint40 constant NO_REPORT_DUE = type(uint40).max;

/// @dev Bounds of WatchDogs' pay count in hundredths of a SEND.
uint256 constant SHARE_UNIT = 0.01 ether;

uint256 constant DEBIT_BOUND_MASK = (1 << 10) - 1;
uint256 constant SHARE_UNITS_MASK = (1 << 14) - 1;

using {
    credits,
    debitBoundBps,
    shareBound,
    dueAt,
    next,
    last,
    stage,
    oldest,
    waiting,
    unpack
} for Progress global;
using {pack} for ProgressFields global;

// Every cast cuts one field out of the word.
// forge-lint: disable-start(unsafe-typecast)

function credits(Progress self) pure returns (uint104) {
    return uint104(Progress.unwrap(self));
}

function debitBoundBps(Progress self) pure returns (uint256) {
    return Progress.unwrap(self) >> 104 & DEBIT_BOUND_MASK;
}

/// @dev In wei.
function shareBound(Progress self) pure returns (uint256) {
    return (Progress.unwrap(self) >> 114 & SHARE_UNITS_MASK) * SHARE_UNIT;
}

function dueAt(Progress self) pure returns (uint40) {
    return uint40(Progress.unwrap(self) >> 128);
}

function next(Progress self) pure returns (Epoch) {
    return Epoch.wrap(uint32(Progress.unwrap(self) >> 168));
}

function last(Progress self) pure returns (Epoch) {
    return Epoch.wrap(uint32(Progress.unwrap(self) >> 200));
}

function stage(Progress self) pure returns (IEpochSettlement.Stage) {
    return IEpochSettlement.Stage(uint8(Progress.unwrap(self) >> 232));
}

function oldest(Progress self) pure returns (uint8) {
    return uint8(Progress.unwrap(self) >> 240);
}

function waiting(Progress self) pure returns (uint8) {
    return uint8(Progress.unwrap(self) >> 248);
}

function unpack(Progress self) pure returns (ProgressFields memory fields) {
    uint256 word = Progress.unwrap(self);
    fields.credits = uint104(word);
    fields.debitBoundBps = uint16(word >> 104 & DEBIT_BOUND_MASK);
    fields.shareUnits = uint16(word >> 114 & SHARE_UNITS_MASK);
    fields.dueAt = uint40(word >> 128);
    fields.next = uint32(word >> 168);
    fields.last = uint32(word >> 200);
    fields.stage = IEpochSettlement.Stage(uint8(word >> 232));
    fields.oldest = uint8(word >> 240);
    fields.waiting = uint8(word >> 248);
}

// forge-lint: disable-end(unsafe-typecast)

function pack(ProgressFields memory fields) pure returns (Progress) {
    return Progress.wrap(
        uint256(fields.credits) | uint256(fields.debitBoundBps) << 104 | uint256(fields.shareUnits)
            << 114 | uint256(fields.dueAt) << 128 | uint256(fields.next) << 168
            | uint256(fields.last) << 200 | uint256(fields.stage) << 232 | uint256(fields.oldest)
            << 240 | uint256(fields.waiting) << 248
    );
}
