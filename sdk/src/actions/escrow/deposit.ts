import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import {
  accountOf,
  type WriteOptions,
  type Written,
  writeContract,
} from "../calls/writeContract.ts";
import { withAllowance } from "../token/withAllowance.ts";

export type DepositParameters = WriteOptions & {
  /** In wei of SEND. */
  amount: bigint;
  /** Whose deposit grows; by default the sender's. */
  payer?: Address | undefined;
};
export type DepositReturnType = Written & {
  payer: Address;
  /** Everything the payer has put in so far, in wei. */
  total: bigint;
};

/** Puts SEND behind a payer's vouchers; approves it if needed. Reverts: ZeroAmount. */
export async function deposit(
  client: SendingContext,
  parameters: DepositParameters,
): Promise<DepositReturnType> {
  const { amount } = parameters;
  const payer = parameters.payer ?? accountOf(client, parameters.account).address;
  const receipt = await withAllowance(client, { ...parameters, spender: "paymentEscrow" }, () =>
    writeContract(client, {
      ...parameters,
      contract: "paymentEscrow",
      functionName: "deposit",
      args: [payer, amount],
    }),
  );
  const { total } = eventOf(client, receipt, "paymentEscrow", "Deposited");
  return { payer, total, receipt };
}
