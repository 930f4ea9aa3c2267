import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";

export type TransferSendParameters = WriteOptions & {
  to: Address;
  /** In wei of SEND. */
  amount: bigint;
};

/** Moves SEND. Reverts: ERC20InsufficientBalance. */
export async function transferSend(
  client: SendingContext,
  parameters: TransferSendParameters,
): Promise<Written> {
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "sendToken",
    functionName: "transfer",
    args: [parameters.to, parameters.amount],
  });
  return { receipt };
}
