// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title WaitingReport
/// @notice What is kept of a report until it is final, in five words.
struct WaitingReport {
    bytes32 creditsRoot;
    bytes32 debitsRoot;
    bytes32 watchdogsRoot;
    /// Debits, the part of them that is burned, the epoch.
    AmountPair taken;
    /// Credits, pay of WatchDogs, when the report becomes final.
    AmountPair given;
}

/// @title AmountPair
/// @notice Two amounts in wei (96 bits each hold more SEND than can exist) and a number, in one word.
type AmountPair is uint256;

using {first, second, number} for AmountPair global;

/// @dev The amounts must be below 2^96.
function amountPair(uint256 first_, uint256 second_, uint64 number_) pure returns (AmountPair) {
    return AmountPair.wrap(first_ | second_ << 96 | uint256(number_) << 192);
}

// Every cast cuts one field out of the word.
// forge-lint: disable-start(unsafe-typecast)

function first(AmountPair self) pure returns (uint96) {
    return uint96(AmountPair.unwrap(self));
}

function second(AmountPair self) pure returns (uint96) {
    return uint96(AmountPair.unwrap(self) >> 96);
}

function number(AmountPair self) pure returns (uint64) {
    return uint64(AmountPair.unwrap(self) >> 192);
}

// forge-lint: disable-end(unsafe-typecast)
