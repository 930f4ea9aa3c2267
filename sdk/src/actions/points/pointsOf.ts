import { SendingError } from "../../errors/index.ts";

/** What an account did on the test network. */
export type PointsWork = {
  /** Bytes that its Edges relayed. */
  bytesRelayed?: bigint | undefined;
  /** Checks that its WatchDogs made. */
  checks?: bigint | undefined;
};

const GIGABYTE = 1_000_000_000n;

/**
 * Points of one account: 100 for every GB (10^9 bytes) that an Edge relayed, 4 for every 100 checks that
 * a WatchDog made, in proportion, each kind of work floored. Throws INVALID_WORK.
 */
export function pointsOf({ bytesRelayed = 0n, checks = 0n }: PointsWork): bigint {
  if (bytesRelayed < 0n || checks < 0n) {
    throw new SendingError("Work is counted from zero.", {
      code: "INVALID_WORK",
      details: `${bytesRelayed} bytes, ${checks} checks`,
    });
  }
  return (bytesRelayed * 100n) / GIGABYTE + (checks * 4n) / 100n;
}
