import type { Report } from "@sendingnetwork/sdk/typed-data";
import type { Address } from "viem";
import type { EdgeResults } from "../scoring/index.ts";
import { earnedShares } from "./earnedShares.ts";
import { sortedBy } from "./order.ts";
import type { WatchdogRow } from "./types.ts";

/**
 * Splits an epoch's licence emission by earned shares, floored for each payout address. Reports with
 * one payout address add up; those that earn nothing have no row.
 * @param emission Most that may be paid, in wei, given the number of shares.
 * @returns Rows ascending by payout address.
 */
export function payWatchdogs(
  reports: readonly Report[],
  results: ReadonlyMap<Address, EdgeResults>,
  emission: (shares: number) => bigint,
): WatchdogRow[] {
  const shares = new Map<Address, number>();
  let total = 0;
  for (const report of reports) {
    const earned = earnedShares(report, results);
    if (earned === 0) continue;
    shares.set(report.payout, (shares.get(report.payout) ?? 0) + earned);
    total += earned;
  }
  const available = total === 0 ? 0n : emission(total);
  return sortedBy(shares, ([payout]) => payout).map(([payout, count]) => ({
    payout,
    amount: (available * BigInt(count)) / BigInt(total),
    shares: count,
  }));
}
