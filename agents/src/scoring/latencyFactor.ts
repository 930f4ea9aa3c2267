import { FULL_SCORE, LATENCY_FAST, LATENCY_PENALTY, LATENCY_SLOW } from "./constants.ts";

/**
 * What a median latency leaves of a score: 10,000 basis points up to 200 ms, 5,000 from 2 s on,
 * linear in between.
 */
export function latencyFactor(medianMs: number): number {
  const excess = Math.min(Math.max(medianMs, LATENCY_FAST), LATENCY_SLOW) - LATENCY_FAST;
  return FULL_SCORE - Math.floor((LATENCY_PENALTY * excess) / (LATENCY_SLOW - LATENCY_FAST));
}
