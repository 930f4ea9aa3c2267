// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @notice OpenZeppelin's ERC-721 with nothing added: what a token costs at least.
contract PlainToken is ERC721 {
    constructor() ERC721("Plain", "PLAIN") {}

    function mint(uint256 id) external {
        _mint(msg.sender, id);
    }
}
