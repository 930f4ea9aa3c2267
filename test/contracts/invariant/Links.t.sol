// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DidId} from "../../../contracts/identity/DidId.sol";
import {DidRegistry} from "../../../contracts/identity/DidRegistry.sol";
import {Test} from "../Base.sol";
import {LinkHandler} from "../support/LinkHandler.sol";

/// @notice Invariant 11: links are symmetric; a stale signature fails after a nonce bump or transfer.
contract LinksInvariantTest is Test {
    LinkHandler internal handler;
    DidRegistry internal registry;

    function setUp() external {
        handler = new LinkHandler();
        registry = handler.REGISTRY();
        bytes4[] memory selectors = new bytes4[](5);
        selectors[0] = LinkHandler.link.selector;
        selectors[1] = LinkHandler.unlink.selector;
        selectors[2] = LinkHandler.transfer.selector;
        selectors[3] = LinkHandler.bump.selector;
        selectors[4] = LinkHandler.replay.selector;
        targetSelectors(address(handler), selectors);
    }

    /// forge-config: default.invariant.runs = 24
    function invariant_11_linksAreSymmetric_andAsTheModelSays() external view {
        for (uint256 i = 0; i < handler.DIDS(); ++i) {
            DidId did = handler.dids(i);
            uint256 count;
            for (uint256 j = 0; j < handler.WALLETS(); ++j) {
                address wallet = handler.wallets(j);
                uint256 expected = registry.nonceOf(did) + 1;
                bool linked = handler.linkedUnder(DidId.unwrap(did), wallet) == expected;
                vm.assertEq(registry.isLinked(did, wallet), linked, "DID's side");
                vm.assertEq(_listed(wallet, did), linked ? 1 : 0, "wallet's side");
                if (linked) ++count;
            }
            vm.assertEq(registry.linkCountOf(did), count, "count");
        }
    }

    /// forge-config: default.invariant.runs = 24
    function invariant_11_noConsentServesTwice() external view {
        vm.assertEq(handler.replaysAccepted(), 0, "replays accepted");
        uint256 consents;
        uint256 held;
        for (uint256 j = 0; j < handler.WALLETS(); ++j) {
            consents += registry.walletNonce(handler.wallets(j));
            held += registry.balanceOf(handler.wallets(j));
        }
        // The counters share words with links and must come through their moves.
        vm.assertEq(held, handler.DIDS(), "DIDs held");
        vm.assertEq(consents, handler.linksMade(), "one consent a link");
    }

    function _listed(address wallet, DidId did) private view returns (uint256 times) {
        DidId[] memory dids = registry.didsOf(wallet);
        for (uint256 i = 0; i < dids.length; ++i) {
            if (DidId.unwrap(dids[i]) == DidId.unwrap(did)) ++times;
        }
    }
}
