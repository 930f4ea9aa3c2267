import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { governorOf, type OnTrack } from "./tracks.ts";

export type CancelProposalParameters = WriteOptions & OnTrack & { proposalId: bigint };

/** Withdraws a proposal of the sender while it waits for its vote. Reverts: GovernorUnableToCancel, GovernorNonexistentProposal. */
export const cancelProposal = defineWrite((client, parameters: CancelProposalParameters) =>
  contractCall(client, {
    contract: governorOf(parameters),
    functionName: "cancel",
    args: [parameters.proposalId],
  }),
);
