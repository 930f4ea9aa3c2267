// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DidId} from "../../../contracts/identity/DidId.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {IdentityHandler} from "./IdentityHandler.sol";

/// @notice Compares the registry with the handler's model. Here, beside the model, and with comparisons of
/// its own, since each call between contracts of a test costs as much as the thing compared.
contract IdentityChecks is IdentityHandler {
    error Differs(string what, uint256 registry, uint256 model);

    /// @notice The DID and the wallet that the last step was about.
    function checkStep() external view {
        _checkDid(lastDid);
        _checkWallet(lastWallet);
    }

    function checkAll() external view {
        for (uint256 i = 0; i < DIDS; ++i) {
            _checkDid(dids[i]);
        }
        for (uint256 i = 0; i < WALLETS; ++i) {
            _checkWallet(wallets[i]);
        }
    }

    function _checkDid(DidId did) private view {
        uint256 id = DidId.unwrap(did);
        uint256 nonce = nonces[id];
        _same("nonce", REGISTRY.nonceOf(did), nonce);
        _same("holder", REGISTRY.ownerOf(id), holders[id]);
        uint256 count;
        for (uint256 i = 0; i < WALLETS; ++i) {
            bool linked = _isLinked(id, wallets[i]);
            _same("link", REGISTRY.isLinked(did, wallets[i]), linked);
            if (linked) ++count;
        }
        _same("links", REGISTRY.linkCountOf(did), count);
        _checkRest(did, id, nonce + 1);
    }

    function _checkRest(DidId did, uint256 id, uint256 live) private view {
        uint256 profile = profileUnder[id] == live ? uint256(profiles[id]) : 0;
        _same("profile", uint256(REGISTRY.profileOf(did)), profile);
        _same("session key", REGISTRY.isAuthorized(did, SESSION, 1), sessionUnder[id] == live);
        bool device = deviceUnder[id] == live;
        IDidRegistry.DeviceState state = REGISTRY.device(did, devices[id]).state;
        _same("device", state == IDidRegistry.DeviceState.Active, device);
        _same("devices", REGISTRY.deviceCountOf(did), device ? 1 : 0);
        IDidRegistry.Recovery memory recovery = REGISTRY.recoveryOf(did);
        bool guarded = recoveryUnder[id] == live;
        _same("recovery", recovery.recovery, guarded ? recoveries[id] : address(0));
        _same("new holder", recovery.newHolder, guarded ? newHolders[id] : address(0));
        _same("ready at", recovery.readyAt != 0, recovery.newHolder != address(0));
    }

    function _checkWallet(address wallet) private view {
        DidId[] memory listed = REGISTRY.didsOf(wallet);
        uint256 links;
        uint256 held;
        for (uint256 i = 0; i < DIDS; ++i) {
            uint256 id = DidId.unwrap(dids[i]);
            bool linked = _isLinked(id, wallet);
            _same("wallet's list", _count(listed, id), linked ? 1 : 0);
            if (linked) ++links;
            if (holders[id] == wallet) ++held;
        }
        _same("length of the list", listed.length, links);
        uint256 primary = primaryDid[wallet];
        if (primary != 0 && primaryUnder[wallet] != nonces[primary] + 1) primary = 0;
        _same("primary", DidId.unwrap(REGISTRY.primaryOf(wallet)), primary);
        if (primary != 0) _same("a primary is a link", _isLinked(primary, wallet), true);
        _same("consents", REGISTRY.walletNonce(wallet), consents[wallet]);
        _same("signed calls", REGISTRY.nonces(wallet), signerNonces[wallet]);
        _same("DIDs held", REGISTRY.balanceOf(wallet), held);
    }

    function _count(DidId[] memory list, uint256 id) private pure returns (uint256 times) {
        for (uint256 i = 0; i < list.length; ++i) {
            if (DidId.unwrap(list[i]) == id) ++times;
        }
    }

    function _same(string memory what, bool actual, bool expected) private pure {
        _same(what, actual ? 1 : 0, expected ? 1 : 0);
    }

    function _same(string memory what, address actual, address expected) private pure {
        _same(what, uint160(actual), uint160(expected));
    }

    function _same(string memory what, uint256 actual, uint256 expected) private pure {
        require(actual == expected, Differs(what, actual, expected));
    }
}
