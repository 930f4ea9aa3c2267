// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IMilestoneEscrow} from "../../../contracts/sale/IMilestoneEscrow.sol";
import {MilestoneEscrow} from "../../../contracts/sale/MilestoneEscrow.sol";
import {SaleFixture} from "../support/SaleFixture.sol";
import {SaleToken} from "../support/SaleToken.sol";

contract MilestoneEscrowTest is SaleFixture {
    SaleToken private token = new SaleToken();

    function setUp() public {
        deploySale(address(0), 50);
    }

    function test_release_paysNothing_beforeAMilestone(uint96 amount, uint32 time) public {
        vm.deal(address(proceeds), amount);
        skip(time);
        proceeds.release();
        vm.assertEq(governor.balance, 0);
    }

    /// @dev Coins and a token, received before, between and after: always the unlocked share of all of it.
    function test_release_paysTheUnlockedShareOfEverythingReceived(
        uint96[5] memory coins,
        uint96[5] memory tokens
    ) public {
        uint256 allCoins;
        uint256 allTokens;
        for (uint256 i = 0; i < 5; ++i) {
            vm.warp(GENESIS + i * 1000);
            vm.deal(address(proceeds), address(proceeds).balance + coins[i]);
            token.mint(address(proceeds), tokens[i]);
            (allCoins, allTokens) = (allCoins + coins[i], allTokens + tokens[i]);
            vm.expectEmit(address(proceeds));
            emit IMilestoneEscrow.MilestoneReached(i, 2000, (i + 1) * 2000, "evidence");
            vm.prank(governor);
            proceeds.reach("evidence");
            proceeds.release();
            proceeds.release(address(token));
            vm.assertEq(governor.balance, allCoins * (i + 1) / 5, "coins");
            vm.assertEq(token.balanceOf(governor), allTokens * (i + 1) / 5, "tokens");
        }
        vm.assertEq(address(proceeds).balance + token.balanceOf(address(proceeds)), 0, "all");
        vm.assertEq(proceeds.reached(), 5, "reached");
        vm.assertEq(proceeds.milestones().length, 5, "milestones");
        expectError(abi.encodeWithSelector(IMilestoneEscrow.NoMilestoneLeft.selector));
        vm.prank(governor);
        proceeds.reach("one more");
    }

    function test_reach_reverts_beforeItsTime(uint256 early) public {
        vm.prank(governor);
        proceeds.reach("first");
        uint256 time = GENESIS + 1000 - bound(early, 1, 1000);
        vm.warp(time);
        expectError(
            abi.encodeWithSelector(
                IMilestoneEscrow.MilestoneTooEarly.selector, 1, GENESIS + 1000, time
            )
        );
        vm.prank(governor);
        proceeds.reach("second");
    }

    function test_reach_reverts_forOthers(address caller) public {
        vm.assume(caller != governor);
        expectError(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller));
        vm.prank(caller);
        proceeds.reach("mine");
    }

    function test_ownership_movesInTwoSteps(address next) public {
        vm.assume(next != governor && next != address(0));
        vm.prank(governor);
        proceeds.transferOwnership(next);
        vm.assertEq(proceeds.owner(), governor, "not yet");
        vm.prank(next);
        proceeds.acceptOwnership();
        vm.assertEq(proceeds.owner(), next, "accepted");
    }

    function test_constructor_reverts_onMilestonesOutsideItsBounds() public {
        IMilestoneEscrow.Milestone[] memory some = new IMilestoneEscrow.Milestone[](0);
        refuse(some);
        refuse(new IMilestoneEscrow.Milestone[](17));
        some = fiveMilestones();
        some[2].shareBps = 1999;
        refuse(some);
        some[2].shareBps = 0;
        some[3].shareBps = 4000;
        refuse(some);
        some = fiveMilestones();
        some[2].shareBps = 4001;
        refuse(some);
        some = fiveMilestones();
        some[3].notBefore = some[2].notBefore;
        refuse(some);
        some = fiveMilestones();
        some[4].notBefore = some[0].notBefore - 1;
        refuse(some);
    }

    function refuse(IMilestoneEscrow.Milestone[] memory some) private {
        expectError(abi.encodeWithSelector(IMilestoneEscrow.InvalidMilestones.selector));
        new MilestoneEscrow(governor, some);
    }
}
