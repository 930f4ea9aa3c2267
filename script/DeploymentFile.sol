// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Profile} from "../contracts/network/Profile.sol";
import {VM as vm} from "./Vm.sol";

/// @title DeploymentFile
/// @notice Writes the one file per chain that everything off chain reads: addresses, times and beacon.
library DeploymentFile {
    struct Addresses {
        address sendToken;
        address didRegistry;
        address nodeStaking;
        address delegationPools;
        address offenceRegistry;
        address guardianEquivocation;
        address watchDogLicense;
        address randomBeacon;
        address paymentEscrow;
        address epochSettlement;
        address nameRegistry;
        address nameRegistrar;
        address nameResolver;
        address reverseNames;
        address universalResolver;
        address subnetLicense;
        address addressBook;
        address tradeEscrow;
        address parameters;
        address parametersGovernor;
        address parametersTimelock;
        address upgradesGovernor;
        address upgradesTimelock;
        address guardianVeto;
        address licenseSale;
        address milestoneEscrow;
        address pointsConverter;
    }

    struct Beacon {
        /// 128 bytes, as drand publishes them.
        bytes publicKey;
        uint64 period;
        uint64 genesis;
    }

    function write(
        string memory profileName,
        uint64 genesis,
        Profile memory profile,
        Addresses memory contracts,
        Beacon memory beacon
    ) internal {
        string memory root = "deployment";
        vm.serializeUint(root, "chainId", block.chainid);
        vm.serializeString(root, "profile", profileName);
        // No contract exists before this block: a script runs on the state that it deploys onto.
        vm.serializeUint(root, "startBlock", block.number);
        vm.serializeUint(root, "genesis", genesis);
        vm.serializeString(root, "contracts", _contracts(contracts));
        vm.serializeString(root, "schedule", _schedule(profile));
        string memory json = vm.serializeString(root, "beacon", _beacon(beacon));
        vm.writeJson(json, _path());
    }

    function _path() private returns (string memory path) {
        path = vm.envOr("SDN_DEPLOYMENT_FILE", string(""));
        if (bytes(path).length != 0) return path;
        vm.createDir("script/deployments", true);
        return string.concat("script/deployments/", vm.toString(block.chainid), ".json");
    }

    function _contracts(Addresses memory contracts) private returns (string memory json) {
        string memory key = "deployment.contracts";
        vm.serializeAddress(key, "sendToken", contracts.sendToken);
        vm.serializeAddress(key, "didRegistry", contracts.didRegistry);
        vm.serializeAddress(key, "nodeStaking", contracts.nodeStaking);
        vm.serializeAddress(key, "delegationPools", contracts.delegationPools);
        vm.serializeAddress(key, "offenceRegistry", contracts.offenceRegistry);
        vm.serializeAddress(key, "guardianEquivocation", contracts.guardianEquivocation);
        vm.serializeAddress(key, "watchDogLicense", contracts.watchDogLicense);
        vm.serializeAddress(key, "randomBeacon", contracts.randomBeacon);
        vm.serializeAddress(key, "paymentEscrow", contracts.paymentEscrow);
        vm.serializeAddress(key, "epochSettlement", contracts.epochSettlement);
        vm.serializeAddress(key, "nameRegistry", contracts.nameRegistry);
        vm.serializeAddress(key, "nameRegistrar", contracts.nameRegistrar);
        vm.serializeAddress(key, "nameResolver", contracts.nameResolver);
        vm.serializeAddress(key, "reverseNames", contracts.reverseNames);
        vm.serializeAddress(key, "universalResolver", contracts.universalResolver);
        vm.serializeAddress(key, "subnetLicense", contracts.subnetLicense);
        vm.serializeAddress(key, "addressBook", contracts.addressBook);
        vm.serializeAddress(key, "tradeEscrow", contracts.tradeEscrow);
        vm.serializeAddress(key, "parameters", contracts.parameters);
        vm.serializeAddress(key, "parametersGovernor", contracts.parametersGovernor);
        vm.serializeAddress(key, "parametersTimelock", contracts.parametersTimelock);
        vm.serializeAddress(key, "upgradesGovernor", contracts.upgradesGovernor);
        vm.serializeAddress(key, "upgradesTimelock", contracts.upgradesTimelock);
        vm.serializeAddress(key, "guardianVeto", contracts.guardianVeto);
        vm.serializeAddress(key, "licenseSale", contracts.licenseSale);
        vm.serializeAddress(key, "milestoneEscrow", contracts.milestoneEscrow);
        return vm.serializeAddress(key, "pointsConverter", contracts.pointsConverter);
    }

    function _schedule(Profile memory profile) private returns (string memory json) {
        string memory key = "deployment.schedule";
        vm.serializeUint(key, "epochLength", profile.epochLength);
        vm.serializeUint(key, "billWindow", profile.billWindow);
        vm.serializeUint(key, "challengeWindow", profile.challengeWindow);
        vm.serializeUint(key, "reportWindow", profile.reportWindow);
        vm.serializeUint(key, "attestWindow", profile.attestWindow);
        vm.serializeUint(key, "disputeWindow", profile.disputeWindow);
        vm.serializeUint(key, "unbonding", profile.unbonding);
        vm.serializeUint(key, "guardianDelayEpochs", profile.guardianDelayEpochs);
        vm.serializeUint(key, "thawEpochs", profile.thawEpochs);
        vm.serializeUint(key, "freezeLead", profile.freezeLead);
        vm.serializeUint(key, "samplingLag", profile.samplingLag);
        vm.serializeUint(key, "downReports", profile.downReports);
        vm.serializeUint(key, "scoreReports", profile.scoreReports);
        vm.serializeUint(key, "messageTtl", profile.messageTtl);
        vm.serializeUint(key, "recoveryDelay", profile.recoveryDelay);
        vm.serializeUint(key, "nameCommitDelay", profile.nameCommitDelay);
        vm.serializeUint(key, "nameGrace", profile.nameGrace);
        vm.serializeUint(key, "votingDelay", profile.votingDelay);
        vm.serializeUint(key, "votingPeriod", profile.votingPeriod);
        vm.serializeUint(key, "lateQuorumExtension", profile.lateQuorumExtension);
        vm.serializeUint(key, "parameterDelay", profile.parameterDelay);
        return vm.serializeUint(key, "upgradeDelay", profile.upgradeDelay);
    }

    function _beacon(Beacon memory beacon) private returns (string memory json) {
        string memory key = "deployment.beacon";
        vm.serializeBytes(key, "publicKey", beacon.publicKey);
        vm.serializeUint(key, "period", beacon.period);
        return vm.serializeUint(key, "genesis", beacon.genesis);
    }
}
