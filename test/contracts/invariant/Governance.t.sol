// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "../Base.sol";
import {GovernanceHandler} from "../support/GovernanceHandler.sol";

/// @notice Parameters change by what was proposed, passed, queued, waited for and not vetoed, and by
/// nothing else; they never leave their limits, pairs never cross. What passed, is due and is allowed can
/// always be carried out; what was vetoed never is. (The handler asserts each call's own outcome.)
/// forge-config: default.invariant.fail-on-revert = true
contract GovernanceInvariants is Test {
    GovernanceHandler private handler;

    function setUp() public {
        handler = new GovernanceHandler();
        bytes4[] memory selectors = new bytes4[](8);
        selectors[0] = GovernanceHandler.proposeChange.selector;
        selectors[1] = GovernanceHandler.decide.selector;
        selectors[2] = GovernanceHandler.queue.selector;
        selectors[3] = GovernanceHandler.execute.selector;
        selectors[4] = GovernanceHandler.vetoOne.selector;
        selectors[5] = GovernanceHandler.intrude.selector;
        // Twice: what a life needs most.
        selectors[6] = GovernanceHandler.pass.selector;
        selectors[7] = GovernanceHandler.execute.selector;
        targetSelectors(address(handler), selectors);
    }

    /// @dev Whatever happened, governance still works; so every run carries at least one change out.
    function afterInvariant() public {
        handler.liveOnce(uint128(vm.randomUint()));
        handler.check();
    }

    /// forge-config: default.invariant.runs = 1000
    /// forge-config: default.invariant.depth = 100
    function invariant_parametersChangeByGovernanceOnly_withinLimits() public view {
        handler.check();
    }
}
