// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IExtendedResolver} from "../../../contracts/names/IExtendedResolver.sol";
import {IUniversalResolver} from "../../../contracts/names/IUniversalResolver.sol";

/// @notice ENSIP-10 resolver that has nothing on chain: it sends every question to a gateway (ERC-3668),
/// as often as `rounds` says, and believes what comes back.
contract OffchainResolver is IExtendedResolver {
    uint256 private immutable ROUNDS;
    address private immutable SENDER;
    string private _url;

    error NotTheGatewaysAnswer();

    /// @param sender in whose name it asks; 0 for its own, as it should.
    constructor(string memory url, uint256 rounds, address sender) {
        _url = url;
        ROUNDS = rounds;
        SENDER = sender == address(0) ? address(this) : sender;
    }

    function resolve(bytes calldata, bytes calldata data) external view returns (bytes memory) {
        return _ask(data, 0);
    }

    function answer(bytes calldata response, bytes calldata extraData)
        external
        view
        returns (bytes memory)
    {
        (bytes memory asked, uint256 round) = abi.decode(extraData, (bytes, uint256));
        require(response.length > 0, NotTheGatewaysAnswer());
        if (round < ROUNDS) return _ask(asked, round);
        return response;
    }

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == type(IExtendedResolver).interfaceId;
    }

    function _ask(bytes memory data, uint256 round) internal view returns (bytes memory) {
        string[] memory urls = new string[](1);
        urls[0] = _url;
        revert IUniversalResolver.OffchainLookup(
            SENDER, urls, data, this.answer.selector, abi.encode(data, round + 1)
        );
    }
}
