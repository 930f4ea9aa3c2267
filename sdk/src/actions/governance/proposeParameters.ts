import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { type ParameterChanges, parameterCall } from "./parameterCall.ts";
import { type ProposeReturnType, propose } from "./propose.ts";

export type ProposeParametersParameters = WriteOptions & {
  changes: ParameterChanges;
  description: string;
};

/** Proposes new values of parameters. Throws and reverts as {@link propose} and parameterCall do. */
export const proposeParameters = defineWrite(
  async (client, { changes, description }: ProposeParametersParameters) =>
    propose.call(client, { calls: [await parameterCall(client, { changes })], description }),
  (client, receipt): ProposeReturnType => {
    const created = eventOf(client, receipt, "parametersGovernor", "ProposalCreated");
    const [snapshot, deadline] = [Number(created.voteStart), Number(created.voteEnd)];
    return { proposalId: created.proposalId, snapshot, deadline };
  },
);
