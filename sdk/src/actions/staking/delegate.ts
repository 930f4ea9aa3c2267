import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { paying } from "../token/paying.ts";

export type DelegateParameters = WriteOptions & {
  /** Whose node the stake backs. */
  operator: Address;
  /** In wei of SEND. */
  amount: bigint;
};

/**
 * Delegates SEND of the sender to a node; approves it if needed. It counts from the next epoch
 * (Guardians: after their delay), earns with the node and is slashed with it. Reverts: NodeNotActive,
 * DelegationTooSmall.
 */
export const delegate = paying(
  "delegationPools",
  defineWrite(
    (client, { operator, amount }: DelegateParameters) =>
      contractCall(client, {
        contract: "delegationPools",
        functionName: "delegate",
        args: [operator, amount],
      }),
    (client, receipt) => {
      const { pool, from } = eventOf(client, receipt, "delegationPools", "DelegationChanged");
      return { pool, fromEpoch: Number(from) };
    },
  ),
);
