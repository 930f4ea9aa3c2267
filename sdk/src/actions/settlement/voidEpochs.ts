import type { SendingContext } from "../calls/context.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";

export type VoidEpochsParameters = WriteOptions & {
  /** How many, counted from the next epoch that can be settled. */
  count: number;
};

/** Gives up on epochs that nobody attested for 30 epochs; anybody may. Reverts: TooEarly. */
export async function voidEpochs(
  client: SendingContext,
  parameters: VoidEpochsParameters,
): Promise<Written> {
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "epochSettlement",
    functionName: "voidNext",
    args: [BigInt(parameters.count)],
  });
  return { receipt };
}
