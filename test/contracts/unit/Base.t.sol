// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "../Base.sol";

contract BaseTest is Test {
    function test_bound_staysInRange(uint256 value, uint256 low, uint256 high) external pure {
        if (low > high) (low, high) = (high, low);
        uint256 result = bound(value, low, high);
        vm.assertGe(result, low, "below");
        vm.assertLe(result, high, "above");
        if (value >= low && value <= high) vm.assertEq(result, value, "inside stays");
    }

    function test_signature_recovers(uint256 seed, bytes32 digest) external pure {
        uint256 key = boundKey(seed);
        bytes memory packed = signature(key, digest);
        bytes32 r;
        bytes32 s;
        assembly ("memory-safe") {
            r := mload(add(packed, 32))
            s := mload(add(packed, 64))
        }
        vm.assertEq(ecrecover(digest, uint8(packed[64]), r, s), vm.addr(key), "signer");
    }
}
