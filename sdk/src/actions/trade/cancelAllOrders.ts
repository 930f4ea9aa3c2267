import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions, Written } from "../calls/sendCall.ts";

export type CancelAllOrdersReturnType = Written & {
  /** What orders of the sender must name from now on. */
  counter: bigint;
};

/** Withdraws every order that the sender signed so far. Coins in custody come back by refundOrder. */
export const cancelAllOrders = defineWrite(
  (client, _: WriteOptions) =>
    contractCall(client, { contract: "tradeEscrow", functionName: "incrementCounter", args: [] }),
  (client, receipt) => {
    const { counter } = eventOf(client, receipt, "tradeEscrow", "CounterIncremented");
    return { counter };
  },
);
