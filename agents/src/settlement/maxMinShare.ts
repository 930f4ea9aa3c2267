import { min } from "./amounts.ts";
import { sortedBy } from "./order.ts";

/**
 * Shares `available` so that the smallest demands are met first: in ascending order of what they
 * want, each gets the smaller of that and an equal part of what is left. A huge demand therefore
 * never takes from a small one.
 * @returns What each key gets, never more than it wants; together never more than `available`.
 */
export function maxMinShare(
  wants: ReadonlyMap<string, bigint>,
  available: bigint,
): Map<string, bigint> {
  const order = sortedBy(wants, ([key, want]) => `${want.toString(16).padStart(64, "0")}${key}`);
  const shares = new Map<string, bigint>();
  let remaining = available > 0n ? available : 0n;
  let left = BigInt(order.length);
  for (const [key, want] of order) {
    const equal = remaining / left;
    const share = min(want, equal);
    shares.set(key, share);
    remaining -= share;
    left -= 1n;
  }
  return shares;
}
