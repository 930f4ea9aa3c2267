import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { governorOf, type OnTrack } from "./tracks.ts";

export type ExecuteProposalParameters = WriteOptions & OnTrack & { proposalId: bigint };

/** Does what a proposal says, its delay over. Anyone may. Reverts: GovernorUnexpectedProposalState, TimelockUnexpectedOperationState (too early), and as its calls do. */
export const executeProposal = defineWrite((client, parameters: ExecuteProposalParameters) =>
  contractCall(client, {
    contract: governorOf(parameters),
    functionName: "execute",
    args: [parameters.proposalId],
  }),
);
