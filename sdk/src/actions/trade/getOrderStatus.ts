import type { Hex } from "viem";
import type { Order } from "../../trade/index.ts";
import { digestOf } from "../../typed-data/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { orderArgs } from "./orderArgs.ts";

/** ITradeEscrow.OrderStatus, in order. */
const states = ["open", "filled", "cancelled", "expired", "superseded"] as const;

export type OrderState = (typeof states)[number];
export type OrderStatus = {
  orderHash: Hex;
  /** `superseded`: another order with the same nonce was begun. */
  state: OrderState;
  /** Parts that can still be filled. */
  left: number;
  /** Whether the maker published it on chain, and the coins there for it, in wei. */
  opened: boolean;
  custody: bigint;
};

/** What became of an order. Balances and approvals are not looked at: see checkOrder. */
export async function getOrderStatus(
  client: SendingContext,
  { order }: { order: Order },
): Promise<OrderStatus> {
  const orderHash = digestOf(client.deployment, "Order", order);
  const [[state, left], [opened, custody]] = await Promise.all([
    readContract(client, "tradeEscrow", "status", [orderArgs(order)]),
    readContract(client, "tradeEscrow", "opening", [orderHash]),
  ]);
  return { orderHash, state: states[state] ?? "open", left: Number(left), opened, custody };
}
