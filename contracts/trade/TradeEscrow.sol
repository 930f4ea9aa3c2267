// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ITradeEscrow} from "./ITradeEscrow.sol";

/// @title TradeEscrow
/// @notice Swaps, all or nothing.
contract TradeEscrow is ITradeEscrow {}
