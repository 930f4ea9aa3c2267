// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SendToken} from "../../../contracts/token/SendToken.sol";

interface IVoteBorrower {
    function onLoan() external;
}

/// @notice Lends all it has within one transaction.
contract VoteLender {
    error NotRepaid();

    function lend(SendToken token) external {
        uint256 amount = token.balanceOf(address(this));
        require(token.transfer(msg.sender, amount), NotRepaid());
        IVoteBorrower(msg.sender).onLoan();
        require(token.balanceOf(address(this)) == amount, NotRepaid());
    }
}
