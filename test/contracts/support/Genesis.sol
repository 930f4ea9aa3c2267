// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISendToken} from "../../../contracts/token/ISendToken.sol";
import {SendToken} from "../../../contracts/token/SendToken.sol";

/// @title Genesis
/// @notice Tokens whose whole genesis allocation one account got.
library Genesis {
    uint256 internal constant ALLOCATION = 3_500_000_000e18;

    function token(address vault, address minter) internal returns (SendToken) {
        return new SendToken(allOf(vault), minter);
    }

    function allOf(address vault)
        internal
        pure
        returns (ISendToken.Allocation[] memory allocations)
    {
        allocations = new ISendToken.Allocation[](1);
        allocations[0] = ISendToken.Allocation({name: "all", vault: vault, amount: ALLOCATION});
    }
}
