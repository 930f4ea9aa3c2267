import type { Order } from "../../trade/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventsOf } from "../calls/eventOf.ts";
import type { WriteOptions, Written } from "../calls/sendCall.ts";
import { orderArgs } from "./orderArgs.ts";

export type CancelOrderParameters = WriteOptions & { order: Order };
export type CancelOrderReturnType = Written & {
  /** Coins that came back out of custody, in wei. */
  refunded: bigint;
};

/** Withdraws the sender's order, and its coins from custody. Reverts: NotMaker, NonceSpent. */
export const cancelOrder = defineWrite(
  (client, { order }: CancelOrderParameters) =>
    contractCall(client, {
      contract: "tradeEscrow",
      functionName: "cancel",
      args: [orderArgs(order)],
    }),
  (client, receipt) => {
    const [refund] = eventsOf(client, receipt, "tradeEscrow", "CustodyRefunded");
    return { refunded: refund?.amount ?? 0n };
  },
);
