// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {VestingWallet} from "@openzeppelin/contracts/finance/VestingWallet.sol";
import {IMilestoneEscrow} from "./IMilestoneEscrow.sol";

/// @title MilestoneEscrow
/// @notice OpenZeppelin's vesting wallet with milestones in the place of time: what its owner, the treasury,
/// may get is a share of all that ever came in, and the share grows only when governance, which is the
/// treasury too, states another milestone. Nobody can release more or earlier than the milestones allow,
/// not even governance. {release} (coins) and {release}(token) may be called by anyone.
contract MilestoneEscrow is IMilestoneEscrow, VestingWallet, Ownable2Step {
    uint256 public constant MAX_MILESTONES = 16;
    /// @notice Most that one milestone unlocks.
    uint256 public constant MAX_SHARE_BPS = 4000;
    uint256 private constant BASIS_POINTS = 10_000;

    /// @inheritdoc IMilestoneEscrow
    uint256 public reached;
    /// @inheritdoc IMilestoneEscrow
    uint256 public unlockedBps;

    Milestone[] private _milestones;

    /// @dev The wallet's start and duration only tell when the first and the last milestone may be reached.
    constructor(address treasury, Milestone[] memory all)
        VestingWallet(treasury, _first(all), _last(all) - _first(all))
    {
        uint256 sum;
        for (uint256 i = 0; i < all.length; ++i) {
            bool valid = all[i].shareBps != 0 && all[i].shareBps <= MAX_SHARE_BPS
                && (i == 0 || all[i].notBefore > all[i - 1].notBefore);
            require(valid, InvalidMilestones());
            sum += all[i].shareBps;
            _milestones.push(all[i]);
        }
        require(sum == BASIS_POINTS, InvalidMilestones());
    }

    /// @inheritdoc IMilestoneEscrow
    function reach(string calldata evidence) external onlyOwner {
        uint256 index = reached;
        require(index < _milestones.length, NoMilestoneLeft());
        Milestone memory next = _milestones[index];
        require(
            block.timestamp >= next.notBefore,
            MilestoneTooEarly(index, next.notBefore, block.timestamp)
        );
        reached = index + 1;
        unlockedBps += next.shareBps;
        emit MilestoneReached(index, next.shareBps, unlockedBps, evidence);
    }

    /// @inheritdoc IMilestoneEscrow
    function milestones() external view returns (Milestone[] memory) {
        return _milestones;
    }

    /// @inheritdoc Ownable2Step
    function transferOwnership(address newOwner) public override(Ownable, Ownable2Step) onlyOwner {
        Ownable2Step.transferOwnership(newOwner);
    }

    function _transferOwnership(address newOwner) internal override(Ownable, Ownable2Step) {
        Ownable2Step._transferOwnership(newOwner);
    }

    /// @dev What is vested of everything received so far; the time does not matter.
    function _vestingSchedule(uint256 received, uint64) internal view override returns (uint256) {
        return received * unlockedBps / BASIS_POINTS;
    }

    function _first(Milestone[] memory all) private pure returns (uint64) {
        require(all.length != 0 && all.length <= MAX_MILESTONES, InvalidMilestones());
        return all[0].notBefore;
    }

    function _last(Milestone[] memory all) private pure returns (uint64) {
        uint64 last = all[all.length - 1].notBefore;
        require(last >= all[0].notBefore, InvalidMilestones());
        return last;
    }
}
