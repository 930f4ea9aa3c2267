import type { Address, Hex } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { operationOf } from "./operationOf.ts";
import type { ProposedCall } from "./propose.ts";
import { governorOf, type OnTrack, type Track } from "./tracks.ts";

/** States by their numbers in the governor. */
const states = [
  "pending",
  "active",
  "cancelled",
  "defeated",
  "succeeded",
  "queued",
  "expired",
  "executed",
] as const;

export type ProposalState = (typeof states)[number];

export type Proposal = {
  track: Track;
  proposalId: bigint;
  proposer: Address;
  /** A vetoed proposal is cancelled. */
  state: ProposalState;
  /** Unix seconds: when votes are counted, and the last second of voting. */
  snapshot: number;
  deadline: number;
  /** Unix seconds from which it can be executed; 0 before it is queued. */
  executableAt: number;
  /** In wei of SEND. */
  votes: { for: bigint; against: bigint; abstain: bigint };
  /** Votes for and abstaining that are needed, in wei of SEND; known from the snapshot on. */
  quorum: bigint | undefined;
  calls: ProposedCall[];
  /** Its id in the timelock: what a veto names. */
  operation: Hex;
};

/** A proposal, as the chain keeps it. Reverts: GovernorNonexistentProposal. */
export async function getProposal(
  client: SendingContext,
  parameters: OnTrack & { proposalId: bigint },
): Promise<Proposal> {
  const { proposalId, track = "parameters" } = parameters;
  const governor = governorOf(parameters);
  const args = [proposalId] as const;
  const [now, state, snapshot, deadline, eta, proposer, counted, details] = await Promise.all([
    readContract(client, governor, "clock", []),
    readContract(client, governor, "state", args),
    readContract(client, governor, "proposalSnapshot", args),
    readContract(client, governor, "proposalDeadline", args),
    readContract(client, governor, "proposalEta", args),
    readContract(client, governor, "proposalProposer", args),
    readContract(client, governor, "proposalVotes", args),
    readContract(client, governor, "proposalDetails", args),
  ]);
  const [targets, values, payloads, descriptionHash] = details;
  const calls = targets.map((to, index) => ({
    to,
    value: values[index] ?? 0n,
    data: payloads[index] ?? "0x",
  }));
  const [against, pro, abstain] = counted;
  // Also of one that was withdrawn before.
  const isCounted = snapshot < BigInt(now);
  return {
    track,
    proposalId,
    proposer,
    state: states[state] ?? "pending",
    snapshot: Number(snapshot),
    deadline: Number(deadline),
    executableAt: Number(eta),
    votes: { for: pro, against, abstain },
    quorum: isCounted ? await readContract(client, governor, "quorum", [snapshot]) : undefined,
    calls,
    operation: operationOf(client.deployment.contracts[governor], { calls, descriptionHash }),
  };
}
