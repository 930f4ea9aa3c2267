// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ISendToken} from "./ISendToken.sol";

/// @title SendToken
/// @notice SEND: ERC-20 with permit (ERC-2612), amounts in wei (18 decimals). No owner, no pause, no
/// upgrade. The genesis allocation (points conversion 5 %, treasury 30 %) is minted at deployment; all
/// the rest comes from MINTER, which is bound by {EmissionSchedule}. CAP limits everything ever minted,
/// so that burning makes SEND scarcer for good.
contract SendToken is ISendToken, ERC20, ERC20Permit {
    /// @inheritdoc ISendToken
    uint256 public constant CAP = 10_000_000_000e18;

    /// @notice Minted to the treasury at deployment, in wei.
    uint256 public constant GENESIS_ALLOCATION = CAP * 35 / 100;

    /// @inheritdoc ISendToken
    address public immutable MINTER;

    /// @inheritdoc ISendToken
    uint256 public minted;

    constructor(address treasury, address minter)
        ERC20("SendingNetwork", "SEND")
        ERC20Permit("SendingNetwork")
    {
        MINTER = minter;
        _mintWithinCap(treasury, GENESIS_ALLOCATION);
    }

    /// @inheritdoc ISendToken
    function mint(address to, uint256 amount) external {
        require(msg.sender == MINTER, NotMinter(msg.sender));
        _mintWithinCap(to, amount);
    }

    /// @inheritdoc ISendToken
    function burn(uint256 amount) external {
        _burn(msg.sender, amount);
    }

    function _mintWithinCap(address to, uint256 amount) internal {
        uint256 before = minted;
        require(amount <= CAP - before, CapExceeded(before, amount, CAP));
        minted = before + amount;
        _mint(to, amount);
    }
}
