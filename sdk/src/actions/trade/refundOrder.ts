import type { Address } from "viem";
import type { Order } from "../../trade/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions, Written } from "../calls/sendCall.ts";
import { orderArgs } from "./orderArgs.ts";

export type RefundOrderParameters = WriteOptions & {
  order: Order;
  /** Another receiver than the maker; only the maker may name one. */
  to?: Address | undefined;
};
export type RefundOrderReturnType = Written & {
  /** In wei. */
  refunded: bigint;
};

/**
 * Returns the coins of an order that cannot be filled any more to its maker; anyone may ask for it.
 * Reverts: StillOpen, NothingInCustody, CoinsRefused, NotMaker.
 */
export const refundOrder = defineWrite(
  (client, { order, to }: RefundOrderParameters) => {
    const args = orderArgs(order);
    return to
      ? contractCall(client, {
          contract: "tradeEscrow",
          functionName: "refundTo",
          args: [args, to],
        })
      : contractCall(client, { contract: "tradeEscrow", functionName: "refund", args: [args] });
  },
  (client, receipt) => {
    const { amount } = eventOf(client, receipt, "tradeEscrow", "CustodyRefunded");
    return { refunded: amount };
  },
);
