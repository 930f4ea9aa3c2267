import type { Address, Hex } from "viem";
import { SendingError } from "../../errors/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { governorOf, type OnTrack } from "./tracks.ts";

/** What the timelock is to call; what a writing action's `call()` gives is one. */
export type ProposedCall = { to: Address; data: Hex; value?: bigint | undefined };

export type ProposeParameters = WriteOptions &
  OnTrack & {
    /** Made by the track's timelock, in order, all or none. */
    calls: readonly ProposedCall[];
    /** For voters. A last line `#proposer=0x...` keeps others from proposing the same first. */
    description: string;
  };
export type ProposeReturnType = {
  proposalId: bigint;
  /** Unix seconds at which votes are counted as they are delegated, and voting starts. */
  snapshot: number;
  /** Last second of voting, unless a late quorum prolongs it. */
  deadline: number;
};

/**
 * Proposes calls to the holders of SEND. Throws INVALID_PROPOSAL; reverts:
 * GovernorInsufficientProposerVotes, GovernorUnexpectedProposalState (proposed before).
 */
export const propose = defineWrite(
  (client, parameters: ProposeParameters) => {
    const { calls, description } = parameters;
    if (calls.length === 0) throw invalid("it calls nothing");
    if (description.trim() === "") throw invalid("it has no description");
    return contractCall(client, {
      contract: governorOf(parameters),
      functionName: "propose",
      args: [
        calls.map(({ to }) => to),
        calls.map(({ value = 0n }) => value),
        calls.map(({ data }) => data),
        description,
      ],
    });
  },
  (client, receipt, parameters): ProposeReturnType => {
    const created = eventOf(client, receipt, governorOf(parameters), "ProposalCreated");
    const [snapshot, deadline] = [Number(created.voteStart), Number(created.voteEnd)];
    return { proposalId: created.proposalId, snapshot, deadline };
  },
);

function invalid(details: string): SendingError {
  return new SendingError("This cannot be proposed.", { code: "INVALID_PROPOSAL", details });
}
