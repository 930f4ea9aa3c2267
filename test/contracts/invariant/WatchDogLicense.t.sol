// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {WatchDogLicense} from "../../../contracts/watchdog/WatchDogLicense.sol";
import {Test} from "../Base.sol";
import {LeanTree} from "../support/LeanTree.sol";
import {LicenseHandler} from "../support/LicenseHandler.sol";

/// @notice Invariant 7: nobody is eligible who was not registered before the seed. An epoch's root is
/// that of exactly the members added by its freeze, less those whose removal was queued by then; the
/// freeze lies before the epoch's start, and the seed after it. The root is there as soon as those
/// removals are applied, and never changes again.
/// forge-config: default.invariant.fail-on-revert = true
/// forge-config: default.invariant.runs = 32
contract WatchDogLicenseInvariants is Test {
    LicenseHandler private handler;
    WatchDogLicense private license;

    function setUp() public {
        handler = new LicenseHandler();
        license = handler.licenseOf();
        bytes4[] memory selectors = new bytes4[](4);
        selectors[0] = LicenseHandler.register.selector;
        selectors[1] = LicenseHandler.trade.selector;
        selectors[2] = LicenseHandler.applySome.selector;
        selectors[3] = LicenseHandler.pass.selector;
        targetSelectors(address(handler), selectors);
    }

    /// @dev Every epoch that has frozen, long after.
    function afterInvariant() public view {
        uint64 last = Epoch.unwrap(license.currentEpoch()) + 1;
        for (uint64 epoch = 1; epoch <= last; ++epoch) {
            check(epoch);
        }
    }

    function invariant_7_onlyIdentitiesOfBeforeTheFreezeAreEligible() public view {
        check(Epoch.unwrap(license.currentEpoch()) + 1);
    }

    function check(uint64 epoch) private view {
        uint256 freeze = handler.freezeOf(epoch);
        vm.assertLt(freeze, license.startOf(Epoch.wrap(epoch)), "freeze before seed");
        (uint256 root, bool complete) = expectedRoot(freeze);
        bool there = block.timestamp > freeze && complete && root != 0;
        try license.frozenRoot(Epoch.wrap(epoch)) returns (uint256 given) {
            vm.assertTrue(there, "too early");
            vm.assertEq(given, root, "root");
        } catch {
            vm.assertFalse(there, "missing");
        }
    }

    function expectedRoot(uint256 freeze) private view returns (uint256 root, bool complete) {
        uint256[] memory leaves = new uint256[](handler.memberCount());
        uint256 size;
        complete = true;
        for (uint256 i; i < leaves.length; ++i) {
            (uint256 commitment, uint256 addedAt) = handler.members(i);
            if (addedAt > freeze) break;
            ++size;
            uint256 removal = handler.removalQueuedAt(commitment);
            if (removal == 0 || removal > freeze) {
                leaves[i] = commitment;
                vm.assertLe(handler.registeredAt(commitment), freeze, "registered in time");
            } else if (handler.removedAt(commitment) == 0) {
                complete = false;
            }
        }
        assembly ("memory-safe") {
            mstore(leaves, size)
        }
        root = LeanTree.root(leaves);
    }
}
