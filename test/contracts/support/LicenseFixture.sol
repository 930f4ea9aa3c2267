// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SemaphoreVerifier} from "@semaphore-protocol/contracts/base/SemaphoreVerifier.sol";
import {ISemaphoreVerifier} from "@semaphore-protocol/contracts/interfaces/ISemaphoreVerifier.sol";
import {ITokenPictures} from "../../../contracts/base/ITokenPictures.sol";
import {TokenPictures} from "../../../contracts/base/TokenPictures.sol";
import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profile} from "../../../contracts/network/Profile.sol";
import {RandomBeacon} from "../../../contracts/network/RandomBeacon.sol";
import {WatchDogLicense} from "../../../contracts/watchdog/WatchDogLicense.sol";
import {BeaconSigner} from "./BeaconSigner.sol";
import {LeanTree} from "./LeanTree.sol";
import {StakingFixture} from "./StakingFixture.sol";

/// @title LicenseFixture
/// @notice The real licence contract with a beacon whose key is known. This contract issues; `leaves`
/// is what the identity group's leaves are.
abstract contract LicenseFixture is StakingFixture {
    RandomBeacon internal beacon;
    WatchDogLicense internal license;
    ITokenPictures internal pictures;

    uint256[] internal leaves;

    function deployLicense(Profile memory chosen) internal {
        deployStaking(chosen);
        beacon = new RandomBeacon(GENESIS, chosen, BeaconSigner.publicKey(), GENESIS, 1);
        ISemaphoreVerifier verifier = ISemaphoreVerifier(address(new SemaphoreVerifier()));
        pictures = new TokenPictures();
        license = new WatchDogLicense(
            address(this), beacon, staking, verifier, pictures, GENESIS, chosen
        );
    }

    /// @notice Issues a licence to `holder` and queues an identity for it.
    function issueWith(address holder, uint256 commitment) internal returns (uint256 id) {
        id = license.issue(holder, 1);
        vm.prank(holder);
        license.registerIdentity(id, commitment);
    }

    function transfer(uint256 id, address to) internal {
        address holder = license.ownerOf(id);
        vm.prank(holder);
        license.transferFrom(holder, to, id);
    }

    /// @notice Applies everything that is queued, and follows in `leaves`; `added` are the additions.
    function applyAll(uint256[] memory added) internal {
        uint256[] memory removed = license.pendingRemovals();
        license.applyQueue(type(uint256).max, pathsOf(removed));
        for (uint256 i; i < added.length; ++i) {
            leaves.push(added[i]);
        }
    }

    function applyAll(uint256 added) internal {
        uint256[] memory list = new uint256[](1);
        list[0] = added;
        applyAll(list);
    }

    /// @notice Paths to remove `removed` in that order; takes them out of `leaves`.
    function pathsOf(uint256[] memory removed) internal returns (uint256[][] memory paths) {
        paths = new uint256[][](removed.length);
        for (uint256 i; i < removed.length; ++i) {
            uint256 index = 0;
            while (leaves[index] != removed[i]) ++index;
            paths[i] = LeanTree.siblings(leaves, index);
            leaves[index] = 0;
        }
    }

    function warpToFreeze(uint64 epoch) internal {
        vm.warp(staking.startOf(Epoch.wrap(epoch)) - profile.freezeLead);
    }

    function rootOf(uint64 epoch) internal view returns (uint256) {
        return license.frozenRoot(Epoch.wrap(epoch));
    }

    function currentRoot() internal view returns (uint256) {
        return LeanTree.root(leaves);
    }
}
