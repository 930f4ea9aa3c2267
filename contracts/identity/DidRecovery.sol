// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DidId} from "./DidId.sol";
import {DidToken} from "./DidToken.sol";
import {IDidRegistry} from "./IDidRegistry.sol";

/// @title DidRecovery
/// @notice For who loses the controller's key: an address named beforehand moves the DID, after a time in
/// which the controller can object. No help against a thief of the key, who can transfer at once. The
/// right ends with the DID's nonce, so none survives a transfer.
abstract contract DidRecovery is DidToken {
    struct StoredRecovery {
        address recovery;
        uint32 didNonce;
        /// When the started recovery may be finished; 0 when none is started.
        uint64 readyAt;
        address newHolder;
    }

    /// @inheritdoc IDidRegistry
    uint32 public immutable RECOVERY_DELAY;

    mapping(DidId did => StoredRecovery recovery) private _recoveries;

    constructor(uint32 recoveryDelay) {
        RECOVERY_DELAY = recoveryDelay;
    }

    /// @inheritdoc IDidRegistry
    function setRecovery(DidId did, address recovery) external onlyController(did) {
        require(recovery != _msgSender(), InvalidRecovery(recovery));
        if (recoveryOf(did).readyAt != 0) _cancel(did);
        (uint32 nonce, uint48 previous) = _change(did);
        _recoveries[did] = StoredRecovery({
            recovery: recovery, didNonce: nonce, readyAt: 0, newHolder: address(0)
        });
        emit RecoverySet(did, recovery, nonce, previous);
    }

    /// @inheritdoc IDidRegistry
    function startRecovery(DidId did, address newHolder) external {
        address recovery = recoveryOf(did).recovery;
        require(recovery != address(0) && recovery == _msgSender(), NotRecovery(did, _msgSender()));
        require(
            newHolder != address(0) && newHolder != _ownerOf(DidId.unwrap(did)),
            InvalidNewHolder(newHolder)
        );
        uint64 readyAt = uint64(block.timestamp) + RECOVERY_DELAY;
        StoredRecovery storage stored = _recoveries[did];
        (stored.readyAt, stored.newHolder) = (readyAt, newHolder);
        (uint32 nonce, uint48 previous) = _change(did);
        emit RecoveryStarted(did, recovery, newHolder, readyAt, nonce, previous);
    }

    /// @inheritdoc IDidRegistry
    function cancelRecovery(DidId did) external onlyController(did) {
        require(recoveryOf(did).readyAt != 0, NoRecovery(did));
        _cancel(did);
    }

    /// @inheritdoc IDidRegistry
    function finishRecovery(DidId did) external {
        Recovery memory recovery = recoveryOf(did);
        require(recovery.readyAt != 0, NoRecovery(did));
        // The delay is days; seconds of a sequencer's clock are nothing to it.
        // forge-lint: disable-next-line(block-timestamp)
        require(block.timestamp >= recovery.readyAt, RecoveryNotReady(did, recovery.readyAt));
        emit RecoveryFinished(did, recovery.newHolder);
        _update(recovery.newHolder, DidId.unwrap(did), address(0));
    }

    /// @inheritdoc IDidRegistry
    function recoveryOf(DidId did) public view returns (Recovery memory recovery) {
        StoredRecovery storage stored = _recoveries[did];
        if (stored.didNonce == _nonceOf(did)) {
            recovery = Recovery({
                recovery: stored.recovery, newHolder: stored.newHolder, readyAt: stored.readyAt
            });
        }
    }

    function _cancel(DidId did) private {
        StoredRecovery storage stored = _recoveries[did];
        (stored.readyAt, stored.newHolder) = (0, address(0));
        (uint32 nonce, uint48 previous) = _change(did);
        emit RecoveryCancelled(did, nonce, previous);
    }
}
