import type { Address } from "viem";
import type { EdgeScore } from "../scoring/index.ts";
import { sum } from "./amounts.ts";
import { type Charge, keyOf } from "./chargePayers.ts";
import { groupBy } from "./groupBy.ts";
import { sortedBy } from "./order.ts";
import type { Cumulative, SettlementState } from "./types.ts";

/** Adds one epoch's amounts to cumulative values; accounts without any keep their entry. */
export function accumulate(
  previous: readonly Cumulative[],
  amounts: ReadonlyMap<Address, bigint>,
  epoch: number,
): Cumulative[] {
  const entries = new Map(previous.map((entry) => [entry.account, entry]));
  for (const [account, amount] of amounts) {
    const before = entries.get(account);
    if (before !== undefined && amount === 0n) continue;
    entries.set(account, { account, amount: (before?.amount ?? 0n) + amount, epoch });
  }
  return sortedBy(entries.values(), ({ account }) => account);
}

/** State after an epoch. `payers` get a debit entry even if they owe nothing. */
export function nextState(
  previous: SettlementState,
  epoch: number,
  changes: {
    credits: ReadonlyMap<Address, bigint>;
    charges: readonly Charge[];
    payers: readonly Address[];
    scores: ReadonlyMap<Address, EdgeScore>;
  },
): SettlementState {
  const { credits, charges, payers, scores } = changes;
  const debits = new Map(payers.map((payer) => [payer, 0n]));
  for (const [payer, group] of groupBy(charges, (charge) => charge.payer)) {
    debits.set(payer, sum(group.map(({ amount }) => amount)));
  }
  return {
    credits: accumulate(previous.credits, credits, epoch),
    debits: accumulate(previous.debits, debits, epoch),
    scores: sortedBy(scores, ([edge]) => edge).map(([edge, { scoreBps, carried, downStreak }]) => ({
      edge,
      scoreBps,
      carried,
      downStreak,
    })),
    keys: nextKeys(previous.keys, charges),
  };
}

function nextKeys(
  previous: SettlementState["keys"],
  charges: readonly Charge[],
): SettlementState["keys"] {
  const keys = new Map(previous.map((entry) => [keyOf(entry.payer, entry.key), entry]));
  for (const { payer, key, amount } of charges) {
    if (key === undefined) continue;
    const name = keyOf(payer, key);
    keys.set(name, { payer, key, spent: (keys.get(name)?.spent ?? 0n) + amount });
  }
  return sortedBy(keys.values(), ({ payer, key }) => keyOf(payer, key));
}
