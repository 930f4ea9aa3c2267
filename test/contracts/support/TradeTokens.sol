// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC4907} from "../../../contracts/space/IERC4907.sol";

/// @notice Tokens as the standards want them, which anyone may mint.
contract PlainCoin is ERC20("Plain", "PLAIN") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

contract PlainCards is ERC721("Cards", "CARD") {
    function mint(address to, uint256 id) external {
        _mint(to, id);
    }
}

contract PlainGoods is ERC1155("") {
    function mint(address to, uint256 id, uint256 amount) external {
        _mint(to, id, amount, "");
    }
}

/// @notice ERC-721 with users (ERC-4907); a transfer ends the use.
contract RentedCards is ERC721("Rented cards", "RENT"), IERC4907 {
    struct Use {
        address user;
        uint64 expires;
    }

    mapping(uint256 tokenId => Use use) private _uses;

    error NotAllowed(address caller);

    function mint(address to, uint256 id) external {
        _mint(to, id);
    }

    function setUser(uint256 tokenId, address user, uint64 expires) public virtual {
        require(_isAuthorized(ownerOf(tokenId), msg.sender, tokenId), NotAllowed(msg.sender));
        _uses[tokenId] = Use(user, expires);
    }

    function userOf(uint256 tokenId) external view returns (address) {
        return _uses[tokenId].expires >= block.timestamp ? _uses[tokenId].user : address(0);
    }

    function userExpires(uint256 tokenId) external view returns (uint256) {
        return _uses[tokenId].expires;
    }

    function _update(address to, uint256 tokenId, address auth)
        internal
        override
        returns (address from)
    {
        from = super._update(to, tokenId, auth);
        delete _uses[tokenId];
    }
}
