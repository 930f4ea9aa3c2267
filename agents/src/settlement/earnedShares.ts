import type { Report } from "@sendingnetwork/sdk/typed-data";
import type { Address } from "viem";
import type { EdgeResults } from "../scoring/index.ts";

/** Gathers the results about each Edge. */
export function resultsByEdge(reports: readonly Report[]): Map<Address, EdgeResults> {
  const results = new Map<Address, { reports: number; latencies: number[] }>();
  for (const { edge, ok, latencyMs } of reports.flatMap((report) => report.results)) {
    const entry = results.get(edge) ?? { reports: 0, latencies: [] };
    entry.reports += 1;
    if (ok) entry.latencies.push(latencyMs);
    results.set(edge, entry);
  }
  return results;
}

/**
 * Shares that a report earns: one for each success, and one for each failure that the majority of
 * the results about that Edge agrees with.
 */
export function earnedShares(report: Report, results: ReadonlyMap<Address, EdgeResults>): number {
  return report.results.filter(({ edge, ok }) => {
    if (ok) return true;
    const about = results.get(edge);
    return about !== undefined && 2 * about.latencies.length < about.reports;
  }).length;
}
