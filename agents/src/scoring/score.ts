import { FULL_SCORE } from "./constants.ts";
import { latencyFactor } from "./latencyFactor.ts";
import { lowerMedian } from "./lowerMedian.ts";

/**
 * Availability of an Edge in one epoch, in basis points.
 * @param reports Number of results about the Edge.
 * @param latencies Latency of each success in milliseconds; its length is the number of successes.
 */
export function score(reports: number, latencies: readonly number[]): number {
  const median = lowerMedian(latencies);
  if (median === undefined || reports === 0) return 0;
  const share = Math.floor((FULL_SCORE * latencies.length) / reports);
  return Math.floor((share * latencyFactor(median)) / FULL_SCORE);
}
