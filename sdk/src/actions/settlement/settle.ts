import type { Hex } from "viem";
import type { EpochReport } from "../../typed-data/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";
import type { Attestation } from "./attestation.ts";
import { reportArgs } from "./reportArgs.ts";

export type SettleParameters = WriteOptions & { report: EpochReport; attestation: Attestation };
export type SettleReturnType = Written & {
  reportHash: Hex;
  /** Unix seconds from which the report can be made final. */
  finalAt: number;
};

/** Stores an epoch's report. Reverts: InputMismatch, PreviousMismatch, TotalsMismatch and others. */
export async function settle(
  client: SendingContext,
  parameters: SettleParameters,
): Promise<SettleReturnType> {
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "epochSettlement",
    functionName: "settle",
    args: [reportArgs(parameters.report), parameters.attestation],
  });
  const reported = eventOf(client, receipt, "epochSettlement", "EpochReported");
  return { reportHash: reported.reportHash, finalAt: Number(reported.finalAt), receipt };
}
