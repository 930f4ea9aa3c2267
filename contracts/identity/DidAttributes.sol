// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DidId} from "./DidId.sol";
import {DidToken} from "./DidToken.sol";
import {IDidRegistry} from "./IDidRegistry.sol";

/// @title DidAttributes
/// @notice What a DID says about itself. Attributes live in events alone, as in ERC-1056: each names the
/// block of the change before, {changedAt} the last one. The profile is one content id.
abstract contract DidAttributes is DidToken {
    mapping(DidId did => mapping(uint32 nonce => bytes32 contentId)) private _profiles;

    /// @inheritdoc IDidRegistry
    function setAttribute(DidId did, bytes32 name, bytes calldata value, uint64 validity)
        external
        onlyController(did)
    {
        require(name != 0 && validity != 0, InvalidAttribute(name, validity));
        (uint32 nonce, uint48 previous) = _change(did);
        emit AttributeChanged(did, name, value, block.timestamp + validity, nonce, previous);
    }

    /// @inheritdoc IDidRegistry
    function revokeAttribute(DidId did, bytes32 name, bytes calldata value)
        external
        onlyController(did)
    {
        (uint32 nonce, uint48 previous) = _change(did);
        emit AttributeChanged(did, name, value, 0, nonce, previous);
    }

    /// @inheritdoc IDidRegistry
    function setProfile(DidId did, bytes32 contentId) external onlyController(did) {
        (uint32 nonce, uint48 previous) = _change(did);
        _profiles[did][nonce] = contentId;
        emit ProfileSet(did, contentId, nonce, previous);
    }

    /// @inheritdoc IDidRegistry
    function profileOf(DidId did) external view returns (bytes32) {
        return _profiles[did][_nonceOf(did)];
    }

    /// @inheritdoc IDidRegistry
    function changedAt(DidId did) external view returns (uint256) {
        return _records[DidId.unwrap(did)].changedAt;
    }
}
