import { SendingError } from "../errors/index.ts";
import type { Item, Order } from "../generated/eip712.ts";
import { itemKinds } from "./items.ts";

export type Shares = {
  /** What the maker gives and wants for the parts, each amount as the contract rounds it. */
  give: Item[];
  want: Item[];
  /** Coins among them, in wei. */
  nativeGiven: bigint;
  nativeWanted: bigint;
};

/** What changes hands for `parts` of an order, by default all. Throws INVALID_PARTS, PART_TOO_SMALL. */
export function sharesOf(order: Order, parts = order.parts): Shares {
  if (!Number.isSafeInteger(parts) || parts <= 0 || parts > order.parts) {
    throw new SendingError("The order does not have so many parts.", {
      code: "INVALID_PARTS",
      details: `${parts} of ${order.parts}`,
    });
  }
  const [piece, total] = [BigInt(parts), BigInt(order.parts)];
  const cut = (items: readonly Item[], up: bigint) =>
    items.map((item) => {
      const amount = piece === total ? item.amount : (item.amount * piece + up) / total;
      if (amount > 0n) return { ...item, amount };
      throw new SendingError("So few parts round down to nothing.", {
        code: "PART_TOO_SMALL",
        details: `${parts} of ${order.parts} of ${item.amount}`,
      });
    });
  const [give, want] = [cut(order.give, 0n), cut(order.want, total - 1n)];
  return { give, want, nativeGiven: coinsIn(give), nativeWanted: coinsIn(want) };
}

function coinsIn(items: readonly Item[]): bigint {
  const coins = items.filter(({ kind }) => itemKinds[kind] === "native");
  return coins.reduce((sum, { amount }) => sum + amount, 0n);
}
