import { checkForm, type Order } from "../../trade/index.ts";

/** An order as viem encodes it. Throws INVALID_ORDER, INVALID_ITEM. */
export function orderArgs(order: Order) {
  checkForm(order);
  return { ...order, expiry: BigInt(order.expiry), parts: BigInt(order.parts) };
}
