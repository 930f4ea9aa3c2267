// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {INodeStaking} from "./INodeStaking.sol";

/// @title Multiaddrs
/// @notice Bounded lists of packed multiaddrs. Their content is judged by those who dial them.
library Multiaddrs {
    uint256 internal constant MAX_COUNT = 8;
    uint256 internal constant MAX_LENGTH = 128;

    /// @notice Makes `stored` equal to `given`, overwriting in place where it can.
    function replace(bytes[] storage stored, bytes[] calldata given) internal {
        uint256 count = given.length;
        require(count != 0 && count <= MAX_COUNT, INodeStaking.InvalidMultiaddrs(count));
        while (stored.length > count) stored.pop();
        for (uint256 i; i < count; ++i) {
            uint256 length = given[i].length;
            require(length != 0 && length <= MAX_LENGTH, INodeStaking.InvalidMultiaddrs(count));
            if (i < stored.length) stored[i] = given[i];
            else stored.push(given[i]);
        }
    }
}
