// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {IWatchDogLicense} from "../../../contracts/watchdog/IWatchDogLicense.sol";
import {LicenseFixture} from "../support/LicenseFixture.sol";

/// @notice Which members an epoch's frozen root holds, by the second. Two members are in the group.
contract WatchDogFreezeTest is LicenseFixture {
    uint64 private constant EPOCH = 5;

    address private alice;
    uint256 private first;
    uint256 private second;

    function setUp() public {
        deployLicense(Profiles.development());
        alice = makeAccount("alice");
        first = issueWith(alice, 11);
        applyAll(11);
        second = issueWith(alice, 12);
        applyAll(12);
    }

    function test_frozenRoot_holdsAddition_whenAppliedByTheFreeze() public {
        issueWith(alice, 13);
        warpToFreeze(EPOCH);
        applyAll(13);
        skip(1);
        vm.assertEq(rootOf(EPOCH), currentRoot());
    }

    function test_frozenRoot_lacksAddition_whenAppliedLater() public {
        uint256 before = currentRoot();
        issueWith(alice, 13);
        warpToFreeze(EPOCH);
        skip(1);
        applyAll(13);
        vm.assertEq(rootOf(EPOCH), before, "frozen");
        warpTo(EPOCH + 1);
        vm.assertEq(rootOf(EPOCH), before, "for ever");
        vm.assertEq(rootOf(EPOCH + 1), currentRoot(), "next");
    }

    function test_frozenRoot_lacksMember_whenRemovalIsAppliedByTheFreeze() public {
        transfer(first, address(this));
        warpToFreeze(EPOCH);
        applyAll(new uint256[](0));
        skip(1);
        vm.assertEq(rootOf(EPOCH), currentRoot());
    }

    /// @dev A licence sold in the last second: its identity must not watch the epoch, and the others must.
    function test_frozenRoot_lacksMember_whenRemovalIsQueuedByTheFreezeAndAppliedLater(uint256 late)
        public
    {
        warpToFreeze(EPOCH);
        transfer(first, address(this));
        skip(1);
        expectNotFrozen(EPOCH);

        skip(bound(late, 0, 1000));
        applyAll(new uint256[](0));
        vm.assertEq(rootOf(EPOCH), currentRoot());
    }

    function test_frozenRoot_holdsMember_whenRemovalIsQueuedAfterTheFreeze() public {
        uint256 before = currentRoot();
        warpToFreeze(EPOCH);
        skip(1);
        transfer(first, address(this));
        vm.assertEq(rootOf(EPOCH), before, "queued");
        applyAll(new uint256[](0));
        vm.assertEq(rootOf(EPOCH), before, "applied");
    }

    /// @dev Removals due and not due in one batch, with an addition behind them.
    function test_frozenRoot_endsAtTheLastRemovalDue_whenMoreIsApplied() public {
        warpToFreeze(EPOCH);
        transfer(first, address(this));
        skip(1);
        transfer(second, address(this));
        issueWith(alice, 13);
        applyAll(13);

        leaves = [0, 12];
        vm.assertEq(rootOf(EPOCH), currentRoot(), "frozen");
        leaves = [0, 0, 13];
        warpTo(EPOCH + 1);
        vm.assertEq(rootOf(EPOCH + 1), currentRoot(), "next");
    }

    function test_frozenRoot_reverts_beforeTheFreezeIsOver() public {
        warpToFreeze(EPOCH);
        expectNotFrozen(EPOCH);
        skip(1);
        rootOf(EPOCH);
        expectNotFrozen(EPOCH + 1);
    }

    function test_frozenRoot_reverts_whenNobodyWasAMember() public {
        deployLicense(Profiles.development());
        delete leaves;
        warpToFreeze(EPOCH);
        skip(1);
        expectNotFrozen(EPOCH);
        issueWith(alice, 14);
        applyAll(14);
        expectNotFrozen(EPOCH);
    }

    function expectNotFrozen(uint64 epoch) private {
        expectError(abi.encodeWithSelector(IWatchDogLicense.NotFrozen.selector, epoch));
        license.frozenRoot(Epoch.wrap(epoch));
    }
}
