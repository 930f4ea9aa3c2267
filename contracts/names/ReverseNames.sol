// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IReverseNames} from "./IReverseNames.sol";

/// @title ReverseNames
/// @notice What wallets are called.
contract ReverseNames is IReverseNames {}
