import type { Deployment } from "@sendingnetwork/sdk/network";
import type { Address } from "viem";

const contract = (digit: number): Address => `0x${digit.toString(16).repeat(40)}`;

/** A development network that exists nowhere: for what needs a deployment but no chain. */
export const fakeDeployment: Deployment = {
  chainId: 31337,
  profile: "development",
  startBlock: 1,
  genesis: 1_000_000,
  contracts: {
    sendToken: contract(1),
    didRegistry: contract(2),
    nodeStaking: contract(3),
    watchDogLicense: contract(4),
    randomBeacon: contract(5),
    paymentEscrow: contract(6),
    epochSettlement: contract(7),
    nameRegistry: contract(8),
    nameRegistrar: contract(9),
    nameResolver: contract(10),
    reverseNames: contract(11),
    universalResolver: contract(12),
    subnetLicense: contract(13),
    addressBook: contract(14),
    tradeEscrow: contract(15),
    delegationPools: `0x${"16".repeat(20)}`,
    offenceRegistry: `0x${"17".repeat(20)}`,
    guardianEquivocation: `0x${"18".repeat(20)}`,
  },
  schedule: {
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
    messageTtl: 14 * 24 * 3600,
    recoveryDelay: 10,
    nameCommitDelay: 2,
    nameGrace: 60,
  },
  beacon: { publicKey: `0x${"ab".repeat(128)}`, period: 1, genesis: 999_990 },
};
