import type { InputSet } from "../../typed-data/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";
import type { Attestation } from "./attestation.ts";
import { inputSetArgs } from "./reportArgs.ts";

export type RecordInputsParameters = WriteOptions & { inputs: InputSet; attestation: Attestation };

/** Fixes the full inputs of an epoch. Reverts: WrongStage, TooEarly, BillsChanged, QuorumNotReached. */
export async function recordInputs(
  client: SendingContext,
  parameters: RecordInputsParameters,
): Promise<Written> {
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "epochSettlement",
    functionName: "recordInputs",
    args: [inputSetArgs(parameters.inputs), parameters.attestation],
  });
  return { receipt };
}
