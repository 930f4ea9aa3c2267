import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";

export type ApproveParameters = WriteOptions & {
  spender: Address;
  /** In wei of SEND; replaces what was allowed before. */
  amount: bigint;
};

/** Lets `spender` take SEND from the sender. */
export async function approve(
  client: SendingContext,
  parameters: ApproveParameters,
): Promise<Written> {
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "sendToken",
    functionName: "approve",
    args: [parameters.spender, parameters.amount],
  });
  return { receipt };
}
