// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";
import {ContractWallet} from "./ContractWallet.sol";

/// @notice ERC-1271 wallet that calls what it is told to, and accepts coins or not, or calls back when it
/// gets some.
contract TradeWallet is ContractWallet, ERC1155Holder {
    bool public refuses;
    bool public reentered;
    address private _target;
    bytes private _callback;

    error Refused();

    constructor(address owner) ContractWallet(owner) {}

    receive() external payable {
        require(!refuses, Refused());
        if (_target != address(0)) (reentered,) = _target.call(_callback);
    }

    function setRefuses(bool next) external {
        refuses = next;
    }

    function setCallback(address target, bytes calldata data) external {
        (_target, _callback) = (target, data);
    }

    function execute(address target, uint256 value, bytes calldata data) external {
        (bool done, bytes memory reason) = target.call{value: value}(data);
        if (done) return;
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }

    function onERC1155Received(
        address operator,
        address from,
        uint256 id,
        uint256 value,
        bytes memory data
    ) public override returns (bytes4) {
        if (_target != address(0)) (reentered,) = _target.call(_callback);
        return super.onERC1155Received(operator, from, id, value, data);
    }
}
