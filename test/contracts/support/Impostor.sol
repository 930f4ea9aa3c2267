// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";

/// @notice A contract that, whenever the registry asks it something, tries to act as somebody else: by
/// calls with the victim's address behind the calldata, as the registry makes them to itself.
contract Impostor is IERC1271, IERC721Receiver {
    address public immutable TARGET;

    bytes[] private _attacks;
    uint256 public succeeded;

    constructor(address target) {
        TARGET = target;
    }

    function plan(bytes calldata attack) external {
        _attacks.push(attack);
    }

    function relay(address signer, bytes[] calldata calls) external {
        ISignedCalls(TARGET).callBySignature(signer, calls, type(uint256).max, "");
    }

    function onERC721Received(address, address, uint256, bytes calldata) external returns (bytes4) {
        for (uint256 i = 0; i < _attacks.length; ++i) {
            // forge-lint: disable-next-line(reentrancy)
            (bool done,) = TARGET.call(_attacks[i]);
            if (done) ++succeeded;
        }
        return IERC721Receiver.onERC721Received.selector;
    }

    /// @dev Agrees to everything. It is asked by STATICCALL: an attack that changes anything must fail, and
    /// its success would refuse the signature, which the test sees.
    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        for (uint256 i = 0; i < _attacks.length; ++i) {
            (bool done,) = TARGET.staticcall(_attacks[i]);
            if (done) return 0xffffffff;
        }
        return IERC1271.isValidSignature.selector;
    }
}
