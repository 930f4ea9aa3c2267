import { isAddress, isHex, size } from "viem";
import { SendingError } from "../errors/index.ts";
import type { Order } from "../generated/eip712.ts";
import { fromItem, isDivisible } from "./items.ts";

/** Items that a side of an order has at most. */
export const MAX_ITEMS = 16;
/** Seconds that an order lives at most: 366 days. */
export const MAX_LIFETIME = 366 * 86_400;

const WORD = 1n << 256n;

/** Refuses what the contract would refuse at any time. Throws INVALID_ORDER, INVALID_ITEM. */
export function checkForm(order: Order): void {
  const { maker, taker, give, want, nonce, counter, expiry, parts, salt } = order;
  for (const account of [maker, taker]) {
    if (!isAddress(account, { strict: false })) throw invalid(`${account} is no address`);
  }
  if (BigInt(maker) === 0n) throw invalid("it has no maker");
  if (give.length + want.length === 0) throw invalid("it gives nothing and wants nothing");
  if (Math.max(give.length, want.length) > MAX_ITEMS) {
    throw invalid(`a side has at most ${MAX_ITEMS} items`);
  }
  for (const item of [...give, ...want]) {
    fromItem(item);
    if (parts > 1 && !isDivisible(item)) throw invalid("not all of its items can be divided");
  }
  if ([nonce, counter].some((word) => word < 0n || word >= WORD)) {
    throw invalid("its nonce or counter is out of range");
  }
  if (!Number.isSafeInteger(expiry) || expiry <= 0) throw invalid("it has no expiry");
  if (!Number.isSafeInteger(parts) || parts <= 0) throw invalid("it has no parts");
  if (!isHex(salt) || size(salt) !== 32) throw invalid("its salt is not 32 bytes");
}

function invalid(details: string): SendingError {
  return new SendingError("This is not an order that anyone could fill.", {
    code: "INVALID_ORDER",
    details,
  });
}
