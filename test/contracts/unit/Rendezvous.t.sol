// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "../Base.sol";

/// @notice Rendezvous hashing as a contract would compute it, against test/vectors/rendezvous.json: the
/// encodings are those of `abi.encodePacked`.
contract RendezvousTest is Test {
    string private json;
    address[] private edges;
    bytes32[] private slots;
    uint256[] private virtualSlots;

    function setUp() public {
        json = vm.readFile("test/vectors/rendezvous.json");
        for (uint256 i; vm.keyExistsJson(json, key("edges", i, "")); ++i) {
            address edge = vm.parseJsonAddress(json, key("edges", i, ".edge"));
            bytes32 seed = vm.parseJsonBytes32(json, key("edges", i, ".seed"));
            uint256 stake = vm.parseJsonUint(json, key("edges", i, ".stake"));
            edges.push(edge);
            slots.push(keccak256(abi.encodePacked(seed, edge)));
            virtualSlots.push(stake / 10_000 ether);
            if (virtualSlots[i] < 1) virtualSlots[i] = 1;
            if (virtualSlots[i] > 16) virtualSlots[i] = 16;
        }
    }

    function test_slot_equalsTheVectors() public view {
        vm.assertGt(edges.length, 5, "vectors read");
        for (uint256 i; i < edges.length; ++i) {
            vm.assertEq(slots[i], vm.parseJsonBytes32(json, key("edges", i, ".slot")), "slot");
        }
    }

    function test_top_equalsTheVectors() public view {
        uint256 m;
        for (; vm.keyExistsJson(json, key("mailboxes", m, "")); ++m) {
            address mailbox = vm.parseJsonAddress(json, key("mailboxes", m, ".mailbox"));
            bytes32[] memory expected =
                vm.parseJsonBytes32Array(json, key("mailboxes", m, ".scores"));
            uint256[] memory scores = new uint256[](edges.length);
            for (uint256 i; i < edges.length; ++i) {
                scores[i] = scoreOf(i, mailbox);
                vm.assertEq(bytes32(scores[i]), expected[i], "score");
            }
            address[] memory top = vm.parseJsonAddressArray(json, key("mailboxes", m, ".top"));
            for (uint256 place; place < 3; ++place) {
                vm.assertEq(top[place], takeHighest(scores), "top");
            }
        }
        vm.assertGt(m, 5, "vectors read");
    }

    function scoreOf(uint256 edge, address mailbox) private view returns (uint256 score) {
        for (uint32 i; i < virtualSlots[edge]; ++i) {
            uint256 drawn = uint256(keccak256(abi.encodePacked(slots[edge], i, mailbox)));
            if (drawn > score) score = drawn;
        }
    }

    function takeHighest(uint256[] memory scores) private view returns (address edge) {
        uint256 best;
        for (uint256 i; i < scores.length; ++i) {
            if (scores[i] > scores[best]) best = i;
        }
        scores[best] = 0;
        return edges[best];
    }

    function key(string memory list, uint256 i, string memory field)
        private
        pure
        returns (string memory)
    {
        return string.concat(".", list, "[", vm.toString(i), "]", field);
    }
}
