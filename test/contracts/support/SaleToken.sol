// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title SaleToken
/// @notice An ERC-20 to pay with that anybody mints, and that can be told to misbehave: to keep a part of
/// what it moves, or to call somebody while it does.
contract SaleToken is ERC20 {
    uint256 public feeBps;
    address public callee;
    bytes public callData;
    /// @notice Whether the call succeeded, and what it answered.
    bool public called;
    bytes public answer;

    constructor() ERC20("Sale Token", "SALE") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setFee(uint256 bps) external {
        feeBps = bps;
    }

    function setCall(address target, bytes calldata data) external {
        (callee, callData) = (target, data);
    }

    function _update(address from, address to, uint256 value) internal override {
        uint256 fee = from == address(0) ? 0 : value * feeBps / 10_000;
        super._update(from, to, value - fee);
        if (fee != 0) super._update(from, address(0), fee);
        address target = callee;
        if (target == address(0) || from == address(0)) return;
        // Once: what is called may move the token again.
        callee = address(0);
        (called, answer) = target.call(callData);
    }
}
