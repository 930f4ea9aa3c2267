// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @notice Times and thresholds of one network. Durations are seconds unless the name says epochs.
struct Profile {
    uint32 epochLength;
    uint32 billWindow;
    uint32 challengeWindow;
    uint32 reportWindow;
    uint32 attestWindow;
    uint32 disputeWindow;
    uint32 unbonding;
    uint32 guardianDelayEpochs;
    uint32 thawEpochs;
    uint32 freezeLead;
    uint32 samplingLag;
    uint32 downReports;
    uint32 scoreReports;
    uint32 messageTtl;
    uint32 recoveryDelay;
    uint32 nameCommitDelay;
    uint32 nameGrace;
    uint32 votingDelay;
    uint32 votingPeriod;
    uint32 lateQuorumExtension;
    uint32 parameterDelay;
    uint32 upgradeDelay;
    uint32 milestoneGap;
    uint32 pointsWindow;
}

/// @title Profiles
/// @notice The two parameter sets that exist: the public network's and the one of a developer's machine.
library Profiles {
    function network() internal pure returns (Profile memory) {
        return Profile({
            epochLength: 1 days,
            billWindow: 2 hours,
            challengeWindow: 2 hours,
            reportWindow: 2 hours,
            attestWindow: 1 hours,
            disputeWindow: 24 hours,
            unbonding: 21 days,
            guardianDelayEpochs: 2,
            thawEpochs: 2,
            freezeLead: 10 minutes,
            samplingLag: 60,
            downReports: 6,
            scoreReports: 3,
            messageTtl: 14 days,
            recoveryDelay: 7 days,
            nameCommitDelay: 60,
            nameGrace: 90 days,
            votingDelay: 1 days,
            votingPeriod: 5 days,
            lateQuorumExtension: 1 days,
            parameterDelay: 2 days,
            upgradeDelay: 23 days,
            milestoneGap: 90 days,
            pointsWindow: 90 days
        });
    }

    function development() internal pure returns (Profile memory) {
        return Profile({
            epochLength: 20,
            billWindow: 4,
            challengeWindow: 4,
            reportWindow: 4,
            attestWindow: 6,
            disputeWindow: 6,
            unbonding: 60,
            guardianDelayEpochs: 1,
            thawEpochs: 2,
            freezeLead: 2,
            samplingLag: 2,
            downReports: 2,
            scoreReports: 1,
            messageTtl: 14 days,
            recoveryDelay: 10,
            nameCommitDelay: 2,
            nameGrace: 60,
            votingDelay: 2,
            votingPeriod: 8,
            lateQuorumExtension: 2,
            parameterDelay: 10,
            upgradeDelay: 70,
            milestoneGap: 20,
            pointsWindow: 20
        });
    }
}
