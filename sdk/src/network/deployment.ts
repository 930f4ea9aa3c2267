import * as v from "valibot";
import type { Address, Hex } from "viem";
import { SendingError } from "../errors/index.ts";

const address = v.pipe(
  v.string(),
  v.regex(/^0x[0-9a-fA-F]{40}$/, "is not an address"),
  v.transform((text) => text.toLowerCase() as Address),
);
// Foundry writes integers above 2^53 as text; none of these may be one.
const whole = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^[0-9]+$/), v.transform(Number))]),
  v.safeInteger("is not a whole number"),
  v.minValue(0, "is negative"),
);
const positive = v.pipe(whole, v.minValue(1, "is not positive"));

const deploymentSchema = v.object({
  chainId: positive,
  profile: v.picklist(["development", "network"]),
  /** First block that can hold an event of these contracts. */
  startBlock: whole,
  /** Unix time of the start of epoch 0. */
  genesis: positive,
  contracts: v.object({
    sendToken: address,
    didRegistry: address,
    nodeStaking: address,
    delegationPools: address,
    offenceRegistry: address,
    guardianEquivocation: address,
    watchDogLicense: address,
    randomBeacon: address,
    paymentEscrow: address,
    epochSettlement: address,
    nameRegistry: address,
    nameRegistrar: address,
    nameResolver: address,
    reverseNames: address,
    universalResolver: address,
    subnetLicense: address,
    addressBook: address,
    tradeEscrow: address,
    parameters: address,
    parametersGovernor: address,
    parametersTimelock: address,
    upgradesGovernor: address,
    upgradesTimelock: address,
    guardianVeto: address,
    licenseSale: address,
    milestoneEscrow: address,
    pointsConverter: address,
  }),
  /** Durations in seconds unless the name says epochs (contracts/network/Profile.sol). */
  schedule: v.object({
    epochLength: positive,
    billWindow: whole,
    challengeWindow: whole,
    reportWindow: whole,
    attestWindow: positive,
    disputeWindow: whole,
    unbonding: whole,
    guardianDelayEpochs: whole,
    thawEpochs: whole,
    freezeLead: whole,
    samplingLag: whole,
    downReports: whole,
    scoreReports: whole,
    messageTtl: positive,
    recoveryDelay: whole,
    nameCommitDelay: whole,
    nameGrace: whole,
    votingDelay: whole,
    votingPeriod: positive,
    lateQuorumExtension: whole,
    parameterDelay: whole,
    upgradeDelay: whole,
  }),
  beacon: v.object({
    /** 128 bytes in drand's order. */
    publicKey: v.pipe(
      v.string(),
      v.regex(/^0x[0-9a-fA-F]{256}$/, "is not 128 bytes of hex"),
      v.transform((text) => text.toLowerCase() as Hex),
    ),
    period: positive,
    genesis: positive,
  }),
});

/** Where one network lives: its chain, contracts (lower-case addresses), times and beacon. */
export type Deployment = v.InferOutput<typeof deploymentSchema>;
export type Schedule = Deployment["schedule"];
export type ContractName = keyof Deployment["contracts"];

function invalid(details: string, cause?: unknown): SendingError {
  return new SendingError("The deployment file cannot be used.", {
    code: "INVALID_DEPLOYMENT",
    details,
    hint: "It is written by script/Deploy.s.sol when the contracts are deployed.",
    cause,
  });
}

/** Reads a deployment from its JSON text or parsed value. @throws SendingError INVALID_DEPLOYMENT */
export function parseDeployment(json: unknown): Deployment {
  let value = json;
  if (typeof json === "string") {
    try {
      value = JSON.parse(json);
    } catch (cause) {
      throw invalid("not JSON", cause);
    }
  }
  const result = v.safeParse(deploymentSchema, value);
  if (result.success) return result.output;
  const details = result.issues.map(
    (issue) => `${v.getDotPath(issue) ?? "file"}: ${issue.message}`,
  );
  throw invalid(details.join("; "));
}
