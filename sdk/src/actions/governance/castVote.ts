import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { type Support, supportNumber } from "./support.ts";
import { governorOf, type OnTrack } from "./tracks.ts";

export type CastVoteParameters = WriteOptions &
  OnTrack & {
    proposalId: bigint;
    support: Support;
    /** Published with the vote. */
    reason?: string | undefined;
  };
export type CastVoteReturnType = {
  /** Votes that counted, in wei of SEND: what was delegated to the sender at the snapshot. */
  weight: bigint;
};

/**
 * Votes on a proposal. Throws INVALID_VOTE; reverts: GovernorUnexpectedProposalState (voting is not
 * open), GovernorAlreadyCastVote.
 */
export const castVote = defineWrite(
  (client, parameters: CastVoteParameters) => {
    const { proposalId, support, reason } = parameters;
    const contract = governorOf(parameters);
    const vote = supportNumber(support);
    return reason === undefined
      ? contractCall(client, { contract, functionName: "castVote", args: [proposalId, vote] })
      : contractCall(client, {
          contract,
          functionName: "castVoteWithReason",
          args: [proposalId, vote, reason],
        });
  },
  (client, receipt, parameters): CastVoteReturnType => ({
    weight: eventOf(client, receipt, governorOf(parameters), "VoteCast").weight,
  }),
);
