import type { Hex } from "viem";
import { type Order, sharesOf } from "../../trade/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions, Written } from "../calls/sendCall.ts";
import { orderArgs } from "./orderArgs.ts";

export type OpenOrderParameters = WriteOptions & { order: Order };
export type OpenOrderReturnType = Written & {
  orderHash: Hex;
  /** Coins that the escrow keeps for the order, in wei. */
  custody: bigint;
};

/**
 * Publishes the sender's order on chain and puts the coins that it gives into custody. It needs no
 * signature then. Reverts: NotMaker, AlreadyOpened, NonceSpent, WrongCounter, OrderExpired, ExpiryTooFar.
 */
export const openOrder = defineWrite(
  (client, { order }: OpenOrderParameters) =>
    contractCall(client, {
      contract: "tradeEscrow",
      functionName: "open",
      args: [orderArgs(order)],
      value: sharesOf(order).nativeGiven,
    }),
  (client, receipt) => {
    const { orderHash, custody } = eventOf(client, receipt, "tradeEscrow", "OrderOpened");
    return { orderHash, custody };
  },
);
