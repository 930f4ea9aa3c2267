import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { accountOf, type WriteOptions } from "../calls/sendCall.ts";

const ENTRIES = 50n;

export type WithdrawUnbondedParameters = WriteOptions & {
  /** Who is paid; by default the sender. Anybody may send. */
  delegator?: Address | undefined;
};

/** Pays out delegated stake that has unbonded, up to 50 entries. Reverts: NothingWithdrawable. */
export const withdrawUnbonded = defineWrite(
  (client, { delegator, account }: WithdrawUnbondedParameters) =>
    contractCall(client, {
      contract: "delegationPools",
      functionName: "withdraw",
      args: [delegator ?? accountOf(client, account).address, ENTRIES],
    }),
  (client, receipt) => {
    const paid = eventOf(client, receipt, "delegationPools", "UnbondingWithdrawn");
    return { amount: paid.amount, entries: Number(paid.count) };
  },
);
