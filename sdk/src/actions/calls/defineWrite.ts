import type { TransactionReceipt } from "viem";
import type { SendingContext } from "./context.ts";
import type { ContractCall } from "./contractCall.ts";
import { sendCall, type WriteOptions, type Written } from "./sendCall.ts";

type Optional<parameters> = Record<never, never> extends parameters ? [parameters?] : [parameters];

/**
 * A writing action: `action(client, parameters)` makes the transaction, `action.call(client,
 * parameters)` only says which call it would be, for a batch, a smart account or a dry run.
 */
export type Write<parameters extends WriteOptions, result extends object> = {
  (client: SendingContext, ...rest: Optional<parameters>): Promise<Written & result>;
  call(client: SendingContext, ...rest: Optional<parameters>): Promise<ContractCall>;
};

type Result<parameters, result> = (
  client: SendingContext,
  receipt: TransactionReceipt,
  parameters: parameters,
) => result;

/**
 * Declares a writing action. `callOf` makes the call (and may sign or read for it), `resultOf` reads
 * the result from the receipt; without it the result is the receipt alone.
 */
export function defineWrite<
  parameters extends WriteOptions,
  result extends object = Record<never, never>,
>(
  callOf: (client: SendingContext, parameters: parameters) => ContractCall | Promise<ContractCall>,
  resultOf?: Result<parameters, result>,
): Write<parameters, result> {
  const action = async (client: SendingContext, parameters?: parameters) => {
    const given = parameters ?? ({} as parameters);
    const receipt = await sendCall(client, await callOf(client, given), given);
    const result = resultOf?.(client, receipt, given) as result;
    return { ...result, receipt };
  };
  const call = async (client: SendingContext, parameters?: parameters) =>
    callOf(client, parameters ?? ({} as parameters));
  return Object.assign(action, { call }) as Write<parameters, result>;
}
