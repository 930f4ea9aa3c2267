import type { InputSet } from "../../typed-data/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";
import type { Attestation } from "./attestation.ts";
import { inputSetArgs } from "./reportArgs.ts";

export type RecordBillsParameters = WriteOptions & {
  /** With `reportsRoot` 0. */
  inputs: InputSet;
  attestation: Attestation;
};
export type RecordBillsReturnType = Written & {
  /** Beacon round that samples the bills. */
  sampleRound: number;
};

/** Fixes the bill half of an epoch's inputs. Reverts: NotNext, TooEarly, QuorumNotReached. */
export async function recordBills(
  client: SendingContext,
  parameters: RecordBillsParameters,
): Promise<RecordBillsReturnType> {
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "epochSettlement",
    functionName: "recordBills",
    args: [inputSetArgs(parameters.inputs), parameters.attestation],
  });
  const { sampleRound } = eventOf(client, receipt, "epochSettlement", "BillsRecorded");
  return { sampleRound: Number(sampleRound), receipt };
}
