import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { accountOf, type WriteOptions, type Written } from "../calls/sendCall.ts";

export type WithdrawBondParameters = WriteOptions & {
  /** Who gets the bond; by default the sender. */
  to?: Address | undefined;
};
export type WithdrawBondReturnType = Written & { to: Address; amount: bigint };

/** Pays out the bond of the sender's node after unbonding. Reverts: NotUnbonding, StillBonded. */
export const withdrawBond = defineWrite(
  (client, parameters: WithdrawBondParameters) =>
    contractCall(client, {
      contract: "nodeStaking",
      functionName: "withdraw",
      args: [parameters.to ?? accountOf(client, parameters.account).address],
    }),
  (client, receipt) => {
    const { to, amount } = eventOf(client, receipt, "nodeStaking", "BondWithdrawn");
    return { to, amount };
  },
);
