/** First round of a drand chain at or after `timestamp` (Unix seconds); rounds count from 1. */
export function beaconRoundAt(
  beacon: { genesis: number; period: number },
  timestamp: number,
): number {
  if (timestamp <= beacon.genesis) return 1;
  return Math.ceil((timestamp - beacon.genesis) / beacon.period) + 1;
}
