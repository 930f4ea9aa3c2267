// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "../Base.sol";
import {IdentityChecks} from "../support/IdentityChecks.sol";
import {IdentityHandler} from "../support/IdentityHandler.sol";
import {LinkHandler} from "../support/LinkHandler.sol";

/// @notice Invariant 11: links are symmetric; a stale signature fails after a nonce bump or transfer. With
/// it all that follows: a primary is a link, what an earlier nonce holds is dead, and the counters that
/// share words with links come through their moves.
contract IdentityInvariantTest is Test {
    /// @dev Of a run's 100 calls; the rest finds nothing to do, or leaves it to chance.
    uint256 internal constant LEAST_ACTED = 25;

    IdentityChecks internal handler;

    function setUp() external {
        handler = new IdentityChecks();
        bytes4[] memory selectors = new bytes4[](14);
        selectors[0] = LinkHandler.sign.selector;
        selectors[1] = LinkHandler.send.selector;
        selectors[2] = LinkHandler.unlink.selector;
        selectors[3] = LinkHandler.cancelConsents.selector;
        selectors[4] = LinkHandler.setPrimary.selector;
        selectors[5] = LinkHandler.transfer.selector;
        selectors[6] = LinkHandler.bump.selector;
        selectors[7] = IdentityHandler.setProfile.selector;
        selectors[8] = IdentityHandler.addDevice.selector;
        selectors[9] = IdentityHandler.authorize.selector;
        selectors[10] = IdentityHandler.setRecovery.selector;
        selectors[11] = IdentityHandler.recover.selector;
        selectors[12] = IdentityHandler.signCall.selector;
        selectors[13] = IdentityHandler.sendCall.selector;
        targetSelectors(address(handler), selectors);
    }

    /// forge-config: default.invariant.runs = 1000
    /// forge-config: default.invariant.depth = 100
    function invariant_11_whatHangsOnADid_isAsTheModelSays() external view {
        handler.checkStep();
    }

    function afterInvariant() external view {
        handler.checkAll();
        vm.assertEq(handler.wronglyAccepted(), 0, "stale signatures accepted");
        vm.assertEq(handler.wronglyRefused(), 0, "good signatures refused");
        vm.assertGe(handler.acted(), LEAST_ACTED, "calls that did something");
    }
}
