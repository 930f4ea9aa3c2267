import type { ContractKey, SendingContext } from "../calls/context.ts";
import { exclusive } from "../calls/exclusive.ts";
import { readContract } from "../calls/readContract.ts";
import { accountOf, type WriteOptions } from "../calls/writeContract.ts";
import { approve } from "./approve.ts";

type Payment = WriteOptions & {
  /** The contract that takes the SEND. */
  spender: ContractKey;
  amount: bigint;
};

/**
 * Runs a write that takes `amount` of the sender's SEND, allowing exactly that before if it is not
 * allowed yet. Payments of one account to one contract run in turn: each sets the allowance anew.
 */
export function withAllowance<value>(
  client: SendingContext,
  payment: Payment,
  task: () => Promise<value>,
): Promise<value> {
  const { amount, signal } = payment;
  const account = accountOf(client, payment.account);
  const spender = client.deployment.contracts[payment.spender];
  const key = `allowance ${client.deployment.chainId} ${account.address} ${spender}`;
  return exclusive(key, async () => {
    const allowed = await readContract(client, "sendToken", "allowance", [
      account.address,
      spender,
    ]);
    if (allowed < amount) await approve(client, { spender, amount, account, signal });
    return task();
  });
}
