import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import type { CastVoteReturnType } from "./castVote.ts";
import type { SignedVote } from "./signVote.ts";
import { supportNumber } from "./support.ts";
import { governorOf } from "./tracks.ts";

export type SendSignedVoteParameters = WriteOptions & { signed: SignedVote };

/**
 * Casts a vote that somebody else signed; the sender pays the gas. Reverts: GovernorInvalidSignature
 * (also when it was cast before), GovernorUnexpectedProposalState, GovernorAlreadyCastVote.
 */
export const sendSignedVote = defineWrite(
  (client, { signed }: SendSignedVoteParameters) =>
    contractCall(client, {
      contract: governorOf(signed),
      functionName: "castVoteBySig",
      args: [signed.proposalId, supportNumber(signed.support), signed.voter, signed.signature],
    }),
  (client, receipt, { signed }): CastVoteReturnType => ({
    weight: eventOf(client, receipt, governorOf(signed), "VoteCast").weight,
  }),
);
