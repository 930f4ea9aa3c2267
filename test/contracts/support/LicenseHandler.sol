// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {WatchDogLicense} from "../../../contracts/watchdog/WatchDogLicense.sol";
import {LicenseFixture} from "./LicenseFixture.sol";

/// @title LicenseHandler
/// @notice Holders register, rotate and trade at any second, and anyone applies any part of the queues.
/// Keeps for each commitment when it was registered, added, and up for removal.
contract LicenseHandler is LicenseFixture {
    struct Member {
        uint256 commitment;
        uint256 addedAt;
    }

    uint256 private constant HOLDERS = 3;

    /// @notice In the order of their leaves.
    Member[] public members;

    mapping(uint256 commitment => uint256 time) public registeredAt;
    mapping(uint256 commitment => uint256 time) public removalQueuedAt;
    mapping(uint256 commitment => uint256 time) public removedAt;

    /// @dev The queue of additions, 0 where one was withdrawn, and how much of it is worked off.
    uint256[] private _queue;
    uint256 private _workedOff;
    mapping(uint256 license => uint256 placePlus1) private _placeOf;
    mapping(uint256 license => uint64 epochPlus1) private _lastLeaf;
    uint256 private _commitments;

    constructor() {
        deployLicense(Profiles.development());
        license.issue(holderOf(0), 4);
    }

    function register(uint256 which) external {
        uint256 id = bound(which, 1, license.issued());
        uint256 commitment = ++_commitments;
        uint256 former = license.commitmentOf(id);
        address holder = license.ownerOf(id);
        bool done;
        vm.prank(holder);
        try license.registerIdentity(id, commitment) {
            done = true;
        } catch {}
        uint64 next = Epoch.unwrap(license.currentEpoch()) + 1;
        vm.assertEq(done, isPending(id) || _lastLeaf[id] < next, "one leaf an epoch");
        if (!done) return;
        registeredAt[commitment] = block.timestamp;
        if (isPending(id)) {
            _queue[_placeOf[id] - 1] = commitment;
            return;
        }
        if (former != 0) removalQueuedAt[former] = block.timestamp;
        _queue.push(commitment);
        _placeOf[id] = _queue.length;
        _lastLeaf[id] = next;
    }

    function trade(uint256 which, uint256 to) external {
        uint256 id = bound(which, 1, license.issued());
        uint256 commitment = license.commitmentOf(id);
        address holder = license.ownerOf(id);
        address receiver = holderOf(to);
        transfer(id, receiver);
        if (receiver == holder || commitment == 0) return;
        if (isPending(id)) _queue[_placeOf[id] - 1] = 0;
        else removalQueuedAt[commitment] = block.timestamp;
    }

    function applySome(uint256 limit) external {
        limit = bound(limit, 0, 4);
        uint256[] memory pending = license.pendingRemovals();
        uint256[] memory removing = new uint256[](pending.length < limit ? pending.length : limit);
        for (uint256 i; i < removing.length; ++i) {
            removing[i] = pending[i];
            removedAt[pending[i]] = block.timestamp;
        }
        license.applyQueue(limit, pathsOf(removing));

        for (uint256 i = removing.length; i < limit && _workedOff < _queue.length; ++i) {
            uint256 commitment = _queue[_workedOff++];
            if (commitment == 0) continue;
            leaves.push(commitment);
            members.push(Member(commitment, block.timestamp));
        }
    }

    function pass(uint256 time) external {
        skip(bound(time, 1, 15));
    }

    function licenseOf() external view returns (WatchDogLicense) {
        return license;
    }

    function freezeOf(uint64 epoch) external view returns (uint256 time) {
        return license.startOf(Epoch.wrap(epoch)) - profile.freezeLead;
    }

    function memberCount() external view returns (uint256 count) {
        return members.length;
    }

    function isPending(uint256 id) private view returns (bool) {
        return _placeOf[id] > _workedOff;
    }

    function holderOf(uint256 which) private pure returns (address) {
        // Cast: a few small numbers.
        // forge-lint: disable-next-line(unsafe-typecast)
        return address(uint160(0xA0 + which % HOLDERS));
    }
}
