// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BLS} from "@kevincharm/bls-bn254/contracts/BLS.sol";
import {HashToG1} from "../../../contracts/network/HashToG1.sol";
import {Test} from "../Base.sol";

contract HashToG1Test is Test {
    function test_hashToPoint_equalsTheBlsLibrary(bytes memory domain, bytes memory message)
        public
        view
    {
        vm.assume(domain.length < 256);
        uint256[2] memory ours = HashToG1.hashToPoint(domain, message);
        uint256[2] memory theirs = BLS.hashToPoint(domain, message);
        vm.assertEq(ours[0], theirs[0], "x");
        vm.assertEq(ours[1], theirs[1], "y");
    }

    function test_hashToPoint_costsLess(uint64 round) public view {
        bytes memory message = abi.encodePacked(keccak256(abi.encodePacked(round)));
        uint256 start = gasleft();
        BLS.hashToPoint("tag", message);
        uint256 middle = gasleft();
        HashToG1.hashToPoint("tag", message);
        vm.assertLt(middle - gasleft(), start - middle, "gas");
    }
}
