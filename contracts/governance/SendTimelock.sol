// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {ISendTimelock} from "./ISendTimelock.sol";

/// @title SendTimelock
/// @notice Does what its governor decided, after a delay in which people can leave. There are two: one
/// for parameters, one, slower than unbonding, for everything else and for the treasury. It holds
/// native coin, ERC-20, ERC-721 and ERC-1155.
///
/// Roles: the governor proposes, cancels and executes (and lets anyone execute); the veto only cancels.
/// `admin` alone appoints others: the slow timelock, of itself and of the fast one, so that who governs
/// changes only after the long delay. The delay can grow up to CEILING and come back to FLOOR.
contract SendTimelock is ISendTimelock, TimelockController {
    /// @notice A longer delay would be a way to end governance, in seconds.
    uint256 public constant CEILING = 90 days;

    /// @inheritdoc ISendTimelock
    uint256 public immutable FLOOR;

    /// @param admin Who appoints; 0: this timelock itself.
    constructor(uint256 delay, address governor, address veto, address admin)
        TimelockController(delay, _listOf(governor), _listOf(governor), admin)
    {
        require(delay <= CEILING, DelayOutOfRange(delay, 0, CEILING));
        FLOOR = delay;
        _grantRole(CANCELLER_ROLE, veto);
        if (admin != address(0)) _revokeRole(DEFAULT_ADMIN_ROLE, address(this));
    }

    /// @notice Sets the delay, in seconds. Only by an operation of this timelock.
    function updateDelay(uint256 newDelay) public override {
        require(FLOOR <= newDelay && newDelay <= CEILING, DelayOutOfRange(newDelay, FLOOR, CEILING));
        super.updateDelay(newDelay);
    }

    function _listOf(address account) private pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = account;
    }
}
