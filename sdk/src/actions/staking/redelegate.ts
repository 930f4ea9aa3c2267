import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { accountOf, type WriteOptions } from "../calls/sendCall.ts";
import { sharesFor } from "./sharesFor.ts";

export type RedelegateParameters = WriteOptions & {
  /** Where the stake is; as in getDelegations. */
  pool: bigint;
  /** Whose node it is to back. */
  operator: Address;
  /** In wei of SEND, at most a wei more is taken; by default all. */
  amount?: bigint | undefined;
};

/**
 * Moves the sender's stake to another node without unbonding. Until the former operator's offences
 * can no longer be punished, the stake answers for both and cannot be moved on. Reverts: StillLiable,
 * NodeNotActive, SameOperator, TooManyMoves.
 */
export const redelegate = defineWrite(
  async (client, { pool, operator, amount, account }: RedelegateParameters) => {
    const delegator = accountOf(client, account).address;
    const shares = await sharesFor(client, { pool, delegator, amount });
    return contractCall(client, {
      contract: "delegationPools",
      functionName: "redelegate",
      args: [pool, shares, operator],
    });
  },
  (client, receipt) => {
    const moved = eventOf(client, receipt, "delegationPools", "Redelegated");
    return { pool: moved.toPool, amount: moved.amount };
  },
);
