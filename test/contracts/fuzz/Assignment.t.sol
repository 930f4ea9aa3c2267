// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {Assignment} from "../../../contracts/watchdog/Assignment.sol";
import {LicenseFixture} from "../support/LicenseFixture.sol";

/// @notice Which Edges a nullifier draws; test/vectors/assignment.json fixes it byte for byte.
contract AssignmentTest is LicenseFixture {
    function test_assignment_drawsFromActiveEdgesAscending(uint256 nullifier, uint256 k) public {
        deployLicense(Profiles.development());
        for (uint256 i; i < 5; ++i) {
            join(makeAccount(vm.toString(i)), INodeStaking.Role.Edge, 10_000 ether, bytes32(i));
        }
        address[] memory active = staking.activeNodes(INodeStaking.Role.Edge, Epoch.wrap(1));
        uint256[] memory numbers = Assignment.draw(nullifier, 5, k);
        address[] memory expected = new address[](numbers.length);
        for (uint256 j; j < numbers.length; ++j) {
            expected[j] = active[numbers[j]];
        }
        vm.assertEq(license.assignment(Epoch.wrap(1), nullifier, k), expected, "edges");
        vm.assertEq(license.assignment(Epoch.wrap(0), nullifier, k), new address[](0), "none");
    }

    function test_draw_equalsTheVectors() public view {
        string memory json = vm.readFile("test/vectors/assignment.json");
        uint256 i;
        for (; vm.keyExistsJson(json, key(i, "")); ++i) {
            uint256[] memory numbers = Assignment.draw(
                uint256(vm.parseJsonBytes32(json, key(i, ".nullifier"))),
                vm.parseJsonUint(json, key(i, ".count")),
                vm.parseJsonUint(json, key(i, ".k"))
            );
            vm.assertEq(numbers, vm.parseJsonUintArray(json, key(i, ".numbers")), "numbers");
        }
        vm.assertGt(i, 5, "vectors read");
    }

    function test_draw_isDistinctAndInRange(uint256 nullifier, uint256 count, uint256 k)
        public
        pure
    {
        count = bound(count, 0, 80);
        uint256[] memory numbers = Assignment.draw(nullifier, count, k);
        vm.assertEq(numbers.length, k < count ? k : count, "length");
        bool[] memory seen = new bool[](count);
        for (uint256 j; j < numbers.length; ++j) {
            vm.assertFalse(seen[numbers[j]], "twice");
            seen[numbers[j]] = true;
        }
    }

    /// @dev More draws only add: k may be agreed on after the first tests are done.
    function test_draw_extendsShorterDraws(uint256 nullifier, uint256 count, uint256 k)
        public
        pure
    {
        count = bound(count, 1, 80);
        k = bound(k, 0, count - 1);
        uint256[] memory shorter = Assignment.draw(nullifier, count, k);
        uint256[] memory longer = Assignment.draw(nullifier, count, k + 1);
        for (uint256 j; j < k; ++j) {
            vm.assertEq(longer[j], shorter[j], "prefix");
        }
    }

    function key(uint256 i, string memory field) private pure returns (string memory) {
        return string.concat(".draws[", vm.toString(i), "]", field);
    }
}
