// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {GuardianVeto} from "../contracts/governance/GuardianVeto.sol";
import {ISendGovernor} from "../contracts/governance/ISendGovernor.sol";
import {Parameters} from "../contracts/governance/Parameters.sol";
import {SendGovernor} from "../contracts/governance/SendGovernor.sol";
import {SendTimelock} from "../contracts/governance/SendTimelock.sol";
import {Profile} from "../contracts/network/Profile.sol";
import {INodeStaking} from "../contracts/staking/INodeStaking.sol";
import {VM} from "./Vm.sol";

/// @title GovernanceDeployer
/// @notice The part of {Deployer} that makes governance. The timelocks come first, since others name
/// them; who governs them comes when the token and the Guardians exist, at addresses known before.
abstract contract GovernanceDeployer {
    struct Governance {
        Parameters parameters;
        SendTimelock parametersTimelock;
        SendTimelock upgradesTimelock;
        SendGovernor parametersGovernor;
        SendGovernor upgradesGovernor;
        GuardianVeto veto;
    }

    /// @dev Contracts that {_deployTimelocks} makes.
    uint64 internal constant TIMELOCK_CREATIONS = 3;
    /// @dev Contracts that {_deployGovernors} makes.
    uint64 internal constant GOVERNOR_CREATIONS = 3;

    /// @dev What a new network begins with; governance may change it.
    uint256 internal constant PROPOSAL_THRESHOLD = 1_000_000 ether;
    uint256 internal constant QUORUM_PERCENT = 4;
    /// @dev One epoch moves at most a twentieth of the escrow.
    uint16 internal constant DEBIT_BOUND_BPS = 500;
    /// @dev Most that one valid share of a WatchDog's report earns.
    uint96 internal constant SHARE_BOUND = 10e18;

    error AddressMismatch(address deployed, address predicted);

    /// @notice By their numbers. Nothing is the least price: what it costs to carry is not known yet.
    function startParameters() public pure returns (uint128[] memory start) {
        start = new uint128[](9);
        start[1] = start[3] = 1 ether;
        start[5] = 0.1 ether;
        start[6] = DEBIT_BOUND_BPS;
        start[7] = SHARE_BOUND;
        start[8] = 16 << 20;
    }

    /// @dev `governorNonce` is the one at which {_deployGovernors} will start.
    function _deployTimelocks(address deployer, uint64 governorNonce, Profile memory profile)
        internal
        returns (Governance memory made)
    {
        address veto = VM.computeCreateAddress(deployer, governorNonce + 2);
        made.upgradesTimelock = new SendTimelock(
            profile.upgradeDelay,
            VM.computeCreateAddress(deployer, governorNonce + 1),
            veto,
            address(0)
        );
        made.parametersTimelock = new SendTimelock(
            profile.parameterDelay,
            VM.computeCreateAddress(deployer, governorNonce),
            veto,
            address(made.upgradesTimelock)
        );
        made.parameters = new Parameters(address(made.parametersTimelock), startParameters());
    }

    function _deployGovernors(
        Governance memory made,
        IVotes token,
        INodeStaking staking,
        uint64 genesis,
        Profile memory profile
    ) internal {
        ISendGovernor.Settings memory settings = ISendGovernor.Settings({
            votingDelay: profile.votingDelay,
            votingPeriod: profile.votingPeriod,
            lateQuorumExtension: profile.lateQuorumExtension,
            proposalThreshold: PROPOSAL_THRESHOLD,
            quorumPercent: QUORUM_PERCENT
        });
        made.parametersGovernor = new SendGovernor(token, made.parametersTimelock, settings);
        made.upgradesGovernor = new SendGovernor(token, made.upgradesTimelock, settings);
        made.veto = new GuardianVeto(
            staking,
            address(made.parametersTimelock),
            address(made.upgradesTimelock),
            genesis,
            profile
        );
        bytes32 role = made.parametersTimelock.PROPOSER_ROLE();
        _requireRole(made.parametersTimelock, role, address(made.parametersGovernor));
        _requireRole(made.upgradesTimelock, role, address(made.upgradesGovernor));
        role = made.parametersTimelock.CANCELLER_ROLE();
        _requireRole(made.parametersTimelock, role, address(made.veto));
    }

    function _requireRole(SendTimelock timelock, bytes32 role, address account) private view {
        require(timelock.hasRole(role, account), AddressMismatch(account, address(timelock)));
    }
}
