import { sum } from "./amounts.ts";
import type { Charge } from "./chargePayers.ts";

/**
 * Cuts all charges in proportion where together they exceed what one epoch may move out of the
 * escrow, each floored. The contract refuses a report above that bound, so without this a single
 * heavy epoch could never be settled.
 */
export function boundCharges(charges: readonly Charge[], bound: bigint): Charge[] {
  const total = sum(charges.map(({ amount }) => amount));
  if (total <= bound) return [...charges];
  return charges
    .map((charge) => ({ ...charge, amount: (charge.amount * bound) / total }))
    .filter(({ amount }) => amount > 0n);
}
