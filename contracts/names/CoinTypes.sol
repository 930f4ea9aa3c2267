// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @dev Ethereum (ENSIP-9).
uint256 constant COIN_TYPE_ETH = 60;
/// @dev Set in the coin types of EVM chains, beside the chain id (ENSIP-11). Alone it means all of them
/// (ENSIP-19).
uint256 constant EVM_BIT = 0x80000000;

function isEvm(uint256 coinType) pure returns (bool) {
    return coinType == COIN_TYPE_ETH || (coinType >= EVM_BIT && coinType < 2 * EVM_BIT);
}
