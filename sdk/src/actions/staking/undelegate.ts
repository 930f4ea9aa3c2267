import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { accountOf, type WriteOptions } from "../calls/sendCall.ts";
import { sharesFor } from "./sharesFor.ts";

export type UndelegateParameters = WriteOptions & {
  /** As in getDelegations. */
  pool: bigint;
  /** In wei of SEND, at most a wei more is taken; by default all. */
  amount?: bigint | undefined;
};

/**
 * Takes the sender's stake out of a pool. It counts no more, but can be slashed until unbonding is
 * over; withdrawUnbonded pays it out then. Reverts: DelegationTooSmall (what stays).
 */
export const undelegate = defineWrite(
  async (client, { pool, amount, account }: UndelegateParameters) => {
    const delegator = accountOf(client, account).address;
    const shares = await sharesFor(client, { pool, delegator, amount });
    return contractCall(client, {
      contract: "delegationPools",
      functionName: "undelegate",
      args: [pool, shares],
    });
  },
  (client, receipt) => {
    const out = eventOf(client, receipt, "delegationPools", "Undelegated");
    return { amount: out.amount, withdrawableAt: Number(out.withdrawableAt) };
  },
);
