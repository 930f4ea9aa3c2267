// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../network/Epoch.sol";
import {IEpochSettlement} from "./IEpochSettlement.sol";

/// @title Progress
/// @notice Where the settlement stands, in the one word that settling and claiming read first: from the
/// low end cumulative credits of the last final epoch (128 bits), when the oldest waiting report
/// becomes final (40), the epoch that is settled next (32), the epoch of the last report (32), the
/// stage of the next epoch (8), place of the oldest waiting report (8) and how many wait (8).
/// By hand, because the compiler would read and write a packed struct once per field.
/// Epochs of a second each would fill 32 bits in 136 years, seconds 40 bits in 34,000.
type Progress is uint256;

/// @dev What a Progress holds, for those who change it.
struct ProgressFields {
    uint128 credits;
    /// NO_REPORT_DUE while no report waits.
    uint40 dueAt;
    uint32 next;
    uint32 last;
    IEpochSettlement.Stage stage;
    uint8 oldest;
    uint8 waiting;
}

uint40 constant NO_REPORT_DUE = type(uint40).max;

using {credits, dueAt, next, last, stage, oldest, waiting, unpack} for Progress global;
using {pack} for ProgressFields global;

// Every cast cuts one field out of the word.
// forge-lint: disable-start(unsafe-typecast)

function credits(Progress self) pure returns (uint128) {
    return uint128(Progress.unwrap(self));
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
    fields.credits = uint128(word);
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
        uint256(fields.credits) | uint256(fields.dueAt) << 128 | uint256(fields.next) << 168
            | uint256(fields.last) << 200 | uint256(fields.stage) << 232 | uint256(fields.oldest)
            << 240 | uint256(fields.waiting) << 248
    );
}
