// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed.
// forge-lint: disable-start(unsafe-typecast)

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IParameters} from "../../../contracts/governance/IParameters.sol";
import {Parameters} from "../../../contracts/governance/Parameters.sol";
import {SendTimelock} from "../../../contracts/governance/SendTimelock.sol";
import {GovernanceFixture} from "./GovernanceFixture.sol";

/// @title GovernanceHandler
/// @notice Voters, Guardians and strangers do what they can, in any order; a plain model of every
/// parameter and proposal is kept beside.
contract GovernanceHandler is GovernanceFixture {
    enum Fate {
        Open,
        Queued,
        Executed,
        Vetoed
    }

    struct Entry {
        uint256 proposal;
        IParameters.Parameter parameter;
        uint128 value;
        bytes32 operation;
        uint256 queuedAt;
        Fate fate;
    }

    uint256 private constant PARAMETERS = 9;
    uint256 private constant GUARDIANS = 3;
    /// @dev Older ones have had their time.
    uint256 private constant REMEMBERED = 3;

    uint128[PARAMETERS] private _model;
    uint128[PARAMETERS] private _least;
    uint128[PARAMETERS] private _most;
    Entry[] private _entries;
    uint256 private _texts;

    constructor() {
        deployGovernance();
        joinGuardians(GUARDIANS);
        uint128[] memory start = startParameters();
        for (uint256 i = 0; i < PARAMETERS; ++i) {
            _model[i] = start[i];
            (_least[i], _most[i]) = parameters.limitsOf(IParameters.Parameter(i));
        }
    }

    /// @notice Any change, half of them beyond the limits.
    function proposeChange(uint256 number, uint128 seed, bool wild) external {
        IParameters.Parameter parameter = IParameters.Parameter(number % PARAMETERS);
        (uint128 least, uint128 most) = parameters.limitsOf(parameter);
        uint128 value = wild ? seed : uint128(bound(seed, least, most));
        if (parameter == IParameters.Parameter.ShareBound && !wild) value -= value % 1e16;
        Plan memory made = planChange(parameter, value);
        made.description = vm.toString(++_texts);
        uint256 proposal = propose(made, minnow);
        _entries.push(Entry(proposal, parameter, value, 0, 0, Fate.Open));
        toVote();
    }

    /// @notice The vote of one proposal, to its end.
    function decide(uint256 index, uint256 seed) external {
        (Entry storage entry, bool found) = _find(index, Fate.Open);
        if (!found || governor.state(entry.proposal) != IGovernor.ProposalState.Active) return;
        // Mostly in favour, or little else would ever happen.
        castVote(whale, entry.proposal, seed % 5 == 0 ? AGAINST : FOR);
        castVote(minnow, entry.proposal, AGAINST);
        vm.warp(governor.proposalDeadline(entry.proposal) + 1);
    }

    function queue(uint256 index) external {
        (Entry storage entry, bool found) = _find(index, Fate.Open);
        if (!found) return;
        bool may = governor.state(entry.proposal) == IGovernor.ProposalState.Succeeded;
        try governor.queue(entry.proposal) {
            vm.assertTrue(may, "only what passed is queued");
            (entry.fate, entry.queuedAt) = (Fate.Queued, block.timestamp);
            entry.operation = operationOf(entry.proposal);
        } catch {
            vm.assertFalse(may, "what passed can be queued");
        }
    }

    /// @notice Succeeds exactly when the delay is over and the value is allowed.
    function execute(uint256 index) external {
        (Entry storage entry, bool found) = _find(index, Fate.Queued);
        if (!found) return;
        bool may = block.timestamp >= entry.queuedAt + profile.parameterDelay && _isAllowed(entry);
        try governor.execute(entry.proposal) {
            vm.assertTrue(may, "nothing happens early or beyond the limits");
            entry.fate = Fate.Executed;
            _model[uint256(entry.parameter)] = entry.value;
        } catch {
            vm.assertFalse(may, "what is due and allowed happens");
        }
    }

    function vetoOne(uint256 index, uint256 guardian) external {
        (Entry storage entry, bool found) = _find(index, Fate.Queued);
        if (!found) return;
        address by = guardianOf(guardian % GUARDIANS);
        if (veto.hasVetoed(address(timelock), entry.operation, by)) return;
        (uint256 before,) = veto.tallyOf(address(timelock), entry.operation);
        vm.prank(by);
        bool cancelled = veto.veto(address(timelock), entry.operation);
        vm.assertEq(cancelled, before != 0, "the second of three cancels");
        if (!cancelled) return;
        entry.fate = Fate.Vetoed;
    }

    /// @notice What a stranger tries past governance always fails.
    function intrude(uint256 index, address stranger) external {
        bool isPower = stranger == address(timelock) || stranger == address(governor);
        if (isPower || stranger == address(veto) || stranger == address(0)) return;
        vm.startPrank(stranger);
        try parameters.set(changesOf(IParameters.Parameter.FreeQuota, 1 << 20)) {
            vm.assertTrue(false, "set by a stranger");
        } catch {}
        (Entry storage entry, bool found) = _find(index, Fate.Queued);
        if (found) {
            try timelock.cancel(entry.operation) {
                vm.assertTrue(false, "cancelled by a stranger");
            } catch {}
        }
        vm.stopPrank();
    }

    function pass(uint256 seconds_) external {
        skip(bound(seconds_, 1, 12));
    }

    /// @notice From whatever state: one allowed change, the whole way.
    function liveOnce(uint128 seed) external {
        uint128 value = uint128(bound(seed, 1 << 20, 1 << 30));
        Plan memory made = planChange(IParameters.Parameter.FreeQuota, value);
        made.description = "at last";
        carryOut(made);
        vm.assertEq(parameters.get(IParameters.Parameter.FreeQuota), value, "still governed");
        _model[uint256(IParameters.Parameter.FreeQuota)] = value;
    }

    /// @notice The state beside its model.
    function check() external view {
        uint128[] memory values = parameters.getAll();
        for (uint256 i = 0; i < PARAMETERS; ++i) {
            vm.assertEq(values[i], _model[i], "only what was decided");
            bool within = _least[i] <= values[i] && values[i] <= _most[i];
            vm.assertTrue(within, "within its limits");
        }
        for (uint256 i = 0; i < 6; i += 2) {
            vm.assertLe(values[i], values[i + 1], "pairs never cross");
        }
        for (uint256 i = _first(); i < _entries.length; ++i) {
            Entry storage entry = _entries[i];
            if (entry.fate == Fate.Open) continue;
            IGovernor.ProposalState state = governor.state(entry.proposal);
            IGovernor.ProposalState expected = entry.fate == Fate.Queued
                ? IGovernor.ProposalState.Queued
                : entry.fate == Fate.Executed
                    ? IGovernor.ProposalState.Executed
                    : IGovernor.ProposalState.Canceled;
            vm.assertEq(uint256(state), uint256(expected), "fate");
        }
    }

    function _isAllowed(Entry storage entry) private view returns (bool) {
        (uint256 i, uint128 value) = (uint256(entry.parameter), entry.value);
        if (value < _least[i] || _most[i] < value) return false;
        if (i < 6) return i % 2 == 0 ? value <= _model[i + 1] : _model[i - 1] <= value;
        return entry.parameter != IParameters.Parameter.ShareBound || value % 1e16 == 0;
    }

    function _first() private view returns (uint256) {
        return _entries.length > REMEMBERED ? _entries.length - REMEMBERED : 0;
    }

    /// @dev The first of `fate` among the remembered, from a drawn one on.
    function _find(uint256 index, Fate fate)
        private
        view
        returns (Entry storage entry, bool found)
    {
        uint256 first = _first();
        uint256 count = _entries.length - first;
        for (uint256 i = 0; i < count; ++i) {
            entry = _entries[first + (index % count + i) % count];
            if (entry.fate == fate) return (entry, true);
        }
        // Nobody looks at it.
        assembly ("memory-safe") {
            entry.slot := 0
        }
    }
}
