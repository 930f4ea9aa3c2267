import type { TransactionReceipt } from "viem";
import type { ContractKey, SendingContext } from "./context.ts";
import { type CallParameters, contractCall, type WriteName } from "./contractCall.ts";
import { sendCall, type WriteOptions } from "./sendCall.ts";

export { accountOf, type WriteOptions, type Written } from "./sendCall.ts";

export type WriteParameters<key extends ContractKey, name extends WriteName<key>> = WriteOptions &
  CallParameters<key, name>;

/** Makes one call of one of the network's contracts: {@link contractCall}, then {@link sendCall}. */
export function writeContract<const key extends ContractKey, name extends WriteName<key>>(
  client: SendingContext,
  parameters: WriteParameters<key, name>,
): Promise<TransactionReceipt> {
  return sendCall(client, contractCall(client, parameters), parameters);
}
