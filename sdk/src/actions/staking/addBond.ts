import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions, Written } from "../calls/sendCall.ts";
import { paying } from "../token/paying.ts";

export type AddBondParameters = WriteOptions & {
  /** In wei of SEND. */
  amount: bigint;
};
export type AddBondReturnType = Written & {
  /** The whole bond, in wei. */
  bond: bigint;
  /** First epoch in which it counts. */
  fromEpoch: number;
};

/** Adds to the bond of the sender's node; approves it if needed. Reverts: NotRegistered. */
export const addBond = paying(
  "nodeStaking",
  defineWrite(
    (client, { amount }: AddBondParameters) =>
      contractCall(client, { contract: "nodeStaking", functionName: "addBond", args: [amount] }),
    (client, receipt) => {
      const changed = eventOf(client, receipt, "nodeStaking", "BondChanged");
      return { bond: changed.newBond, fromEpoch: Number(changed.from) };
    },
  ),
);
