import type { ContractKey, SendingContext } from "../calls/context.ts";
import type { Write } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { withAllowance } from "./withAllowance.ts";

/**
 * A writing action that pays `amount` of the sender's SEND to a contract: it approves what is missing
 * first. Its call form is the payment alone.
 */
export function paying<parameters extends WriteOptions & { amount: bigint }, result extends object>(
  spender: ContractKey,
  write: Write<parameters, result>,
): Write<parameters, result> {
  const plain = write as unknown as (client: SendingContext, given: parameters) => Promise<object>;
  const action = (client: SendingContext, given: parameters) =>
    withAllowance(client, { ...given, spender }, () => plain(client, given));
  return Object.assign(action, { call: write.call }) as unknown as Write<parameters, result>;
}
