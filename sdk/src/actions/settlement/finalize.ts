import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";

export type FinalizeReturnType = Written & {
  epoch: number;
  /** Minted and burned for the epoch, in wei. */
  emission: bigint;
  burned: bigint;
};

/** Makes the last report final after its dispute window; anybody may. Reverts: TooEarly, WrongStage. */
export async function finalize(
  client: SendingContext,
  parameters: WriteOptions = {},
): Promise<FinalizeReturnType> {
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "epochSettlement",
    functionName: "finalize",
    args: [],
  });
  const { epoch, emission, burned } = eventOf(client, receipt, "epochSettlement", "EpochFinalized");
  return { epoch: Number(epoch), emission, burned, receipt };
}
