// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IPointsConverter} from "../../../contracts/sale/IPointsConverter.sol";
import {PointsConverter} from "../../../contracts/sale/PointsConverter.sol";
import {Test} from "../Base.sol";
import {AllocationTree} from "../support/AllocationTree.sol";
import {SaleToken} from "../support/SaleToken.sol";

/// @notice Points of the test network become SEND: once, at one ratio, over time.
contract PointsConverterTest is Test {
    uint48 private constant OPENS_AT = 1_750_001_000;
    uint48 private constant VESTING = 1000;
    uint48 private constant CLOSES_AT = 1_750_003_000;
    uint256 private constant ALLOCATION = 1_000_000 ether;

    address private governor = makeAccount("governor");
    address private treasury = makeAccount("treasury");
    address private alice = makeAccount("alice");
    SaleToken private token = new SaleToken();
    PointsConverter private converter;
    AllocationTree.Entry[] private entries;
    IPointsConverter.Terms private terms;

    function setUp() public {
        vm.warp(1_750_000_000);
        converter = new PointsConverter(governor, token, treasury, 100);
        token.mint(address(converter), ALLOCATION);
        for (uint256 i = 0; i < 5; ++i) {
            address account = i == 2 ? alice : makeAccount(vm.toString(i));
            entries.push(AllocationTree.Entry(account, (i + 1) * 100));
        }
        (bytes32 root,) = AllocationTree.build(entries, 0);
        terms = IPointsConverter.Terms(root, 1500, 2 ether, OPENS_AT, VESTING, CLOSES_AT);
    }

    function test_convert_vestsEvenly(uint256 first, uint256 second) public {
        publish();
        first = bound(first, OPENS_AT, CLOSES_AT - 1);
        second = bound(second, first, CLOSES_AT * 2);
        vm.warp(first);
        vm.expectEmit(address(converter));
        emit IPointsConverter.PointsConverted(alice, 300, 600 ether);
        convert(2);
        uint256 vested = vestedAt(first);
        vm.assertEq(token.balanceOf(alice), vested, "at once");
        vm.assertEq(converter.conversionOf(alice).amount, 600 ether, "amount");
        vm.assertEq(converter.conversionOf(alice).paid, vested, "paid");
        vm.warp(second);
        uint256 more = vestedAt(second) - vested;
        vm.assertEq(converter.claimable(alice), more, "claimable");
        if (more == 0) {
            expectError(abi.encodeWithSelector(IPointsConverter.NothingVested.selector, alice));
            converter.claim(alice);
        } else {
            vm.expectEmit(address(converter));
            emit IPointsConverter.ConversionPaid(alice, more);
            vm.assertEq(converter.claim(alice), more, "claimed");
        }
        vm.assertEq(token.balanceOf(alice), vestedAt(second), "in all");
    }

    function test_convert_paysAllAtOnce_withoutVesting() public {
        terms.vestingSeconds = 0;
        terms.closesAt = OPENS_AT + 100;
        publish();
        vm.warp(OPENS_AT);
        convert(2);
        vm.assertEq(token.balanceOf(alice), 600 ether);
    }

    function test_convert_reverts_twice() public {
        publish();
        vm.warp(OPENS_AT);
        convert(2);
        refuse(2, 300, abi.encodeWithSelector(IPointsConverter.AlreadyConverted.selector, alice));
    }

    function test_convert_reverts_forOtherPoints(uint256 points) public {
        vm.assume(points != 300);
        publish();
        vm.warp(OPENS_AT);
        refuse(
            2,
            points,
            abi.encodeWithSelector(IPointsConverter.NotInSnapshot.selector, alice, points)
        );
    }

    function test_convert_reverts_outsideItsTime(uint256 time, bool late) public {
        publish();
        time = late ? bound(time, CLOSES_AT, type(uint64).max) : bound(time, 1, OPENS_AT - 1);
        vm.warp(time);
        refuse(
            2,
            300,
            abi.encodeWithSelector(
                IPointsConverter.ConversionsNotOpen.selector, OPENS_AT, CLOSES_AT, time
            )
        );
    }

    function test_convert_reverts_beforeThereAreTerms() public {
        refuse(
            2,
            300,
            abi.encodeWithSelector(
                IPointsConverter.ConversionsNotOpen.selector, 0, 0, vm.getBlockTimestamp()
            )
        );
    }

    /// @dev A tree that holds more points than was said gives out what was said.
    function test_convert_reverts_aboveTheStatedPoints() public {
        terms.totalPoints = 600;
        publish();
        vm.warp(OPENS_AT);
        convert(0);
        convert(1);
        convert(2);
        vm.assertEq(converter.conversionOf(alice).amount, 600 ether, "the last that fits");
        refuse(
            3,
            400,
            abi.encodeWithSelector(
                IPointsConverter.AllocationExceeded.selector, 2000 ether, 1200 ether
            )
        );
    }

    function test_returnUnclaimed_leavesWhatWasConverted(uint256 late) public {
        publish();
        vm.warp(OPENS_AT + VESTING / 2);
        convert(2);
        expectError(
            abi.encodeWithSelector(
                IPointsConverter.ConversionsNotClosed.selector, CLOSES_AT, vm.getBlockTimestamp()
            )
        );
        converter.returnUnclaimed();
        vm.warp(CLOSES_AT + bound(late, 0, 3650 days));
        vm.expectEmit(address(converter));
        emit IPointsConverter.UnclaimedReturned(ALLOCATION - 600 ether);
        converter.returnUnclaimed();
        vm.assertEq(token.balanceOf(treasury), ALLOCATION - 600 ether, "treasury");
        converter.claim(alice);
        vm.assertEq(token.balanceOf(alice), 600 ether, "late, and in full");
        vm.assertEq(token.balanceOf(address(converter)), 0, "all");
    }

    function test_returnUnclaimed_reverts_beforeThereAreTerms() public {
        expectError(
            abi.encodeWithSelector(
                IPointsConverter.ConversionsNotClosed.selector, 0, vm.getBlockTimestamp()
            )
        );
        converter.returnUnclaimed();
    }

    function test_setTerms_replacesThem_untilTheyOpen(uint256 time) public {
        publish();
        time = bound(time, vm.getBlockTimestamp(), OPENS_AT - 1);
        vm.warp(time);
        IPointsConverter.Terms memory former = terms;
        terms.weiPerPoint = 1 ether;
        vm.expectEmit(address(converter));
        emit IPointsConverter.TermsChanged(former, terms);
        publish();
        vm.assertEq(abi.encode(converter.terms()), abi.encode(terms));
    }

    function test_setTerms_reverts_onceOpen(uint256 late) public {
        publish();
        vm.warp(OPENS_AT + bound(late, 0, 3650 days));
        refuseTerms(abi.encodeWithSelector(IPointsConverter.AlreadyOpen.selector, OPENS_AT));
    }

    function test_setTerms_reverts_aboveTheAllocation(uint128 points, uint128 ratio) public {
        (terms.totalPoints, terms.weiPerPoint) = (points, ratio);
        uint256 needed = uint256(points) * ratio;
        vm.assume(needed > ALLOCATION);
        refuseTerms(
            abi.encodeWithSelector(IPointsConverter.AllocationExceeded.selector, needed, ALLOCATION)
        );
    }

    function test_setTerms_reverts_outsideItsBounds() public {
        bytes memory refusal = abi.encodeWithSelector(IPointsConverter.InvalidTerms.selector);
        terms.opensAt = uint48(vm.getBlockTimestamp());
        refuseTerms(refusal);
        terms.opensAt = OPENS_AT;
        terms.closesAt = OPENS_AT + VESTING - 1;
        refuseTerms(refusal);
        terms.closesAt = OPENS_AT + VESTING + 365 days + 1;
        refuseTerms(refusal);
        (terms.vestingSeconds, terms.closesAt) = (0, OPENS_AT + 99);
        refuseTerms(refusal);
        (terms.vestingSeconds, terms.closesAt) = (1460 days + 1, OPENS_AT + 1461 days);
        refuseTerms(refusal);
        (terms.vestingSeconds, terms.closesAt, terms.totalPoints) = (VESTING, CLOSES_AT, 0);
        refuseTerms(refusal);
        (terms.totalPoints, terms.weiPerPoint) = (1500, 0);
        refuseTerms(refusal);
    }

    function test_setTerms_reverts_forOthers(address caller) public {
        vm.assume(caller != governor);
        expectError(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller));
        vm.prank(caller);
        converter.setTerms(terms);
    }

    function publish() private {
        vm.prank(governor);
        converter.setTerms(terms);
    }

    function refuseTerms(bytes memory refusal) private {
        expectError(refusal);
        vm.prank(governor);
        converter.setTerms(terms);
    }

    function convert(uint256 index) private {
        (, bytes32[] memory proof) = AllocationTree.build(entries, index);
        converter.convert(entries[index].account, entries[index].amount, proof);
    }

    function refuse(uint256 index, uint256 points, bytes memory refusal) private {
        (, bytes32[] memory proof) = AllocationTree.build(entries, index);
        address account = entries[index].account;
        expectError(refusal);
        converter.convert(account, points, proof);
    }

    function vestedAt(uint256 time) private pure returns (uint256) {
        uint256 passed = time - OPENS_AT;
        return passed >= VESTING ? 600 ether : 600 ether * passed / VESTING;
    }
}
