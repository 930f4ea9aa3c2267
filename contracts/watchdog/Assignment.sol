// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Assignment
/// @notice Which Edges a nullifier tests. The nullifier is fixed by an identity that was frozen before
/// the epoch's seed and known to its holder alone, so it works as a verifiable random function.
library Assignment {
    /// @notice Draws min(k, count) distinct numbers below `count`: the j-th is
    /// `keccak256(abi.encode(nullifier, j)) mod count`, or the next one, cyclically, that is still free.
    function draw(uint256 nullifier, uint256 count, uint256 k)
        internal
        pure
        returns (uint256[] memory numbers)
    {
        numbers = new uint256[](k < count ? k : count);
        bool[] memory taken = new bool[](count);
        for (uint256 j; j < numbers.length; ++j) {
            uint256 number = uint256(keccak256(abi.encode(nullifier, j))) % count;
            while (taken[number]) number = (number + 1) % count;
            taken[number] = true;
            numbers[j] = number;
        }
    }
}
