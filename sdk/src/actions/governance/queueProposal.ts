import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { governorOf, type OnTrack } from "./tracks.ts";

export type QueueProposalParameters = WriteOptions & OnTrack & { proposalId: bigint };

/** Puts a passed proposal into its timelock, where it waits. Anyone may. Reverts: GovernorUnexpectedProposalState, GovernorNonexistentProposal. */
export const queueProposal = defineWrite((client, parameters: QueueProposalParameters) =>
  contractCall(client, {
    contract: governorOf(parameters),
    functionName: "queue",
    args: [parameters.proposalId],
  }),
);
