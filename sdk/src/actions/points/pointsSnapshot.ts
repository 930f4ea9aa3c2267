import { type Address, getAddress, type Hex, isAddress } from "viem";
import { SendingError } from "../../errors/index.ts";
import { allocationTree } from "../../merkle/index.ts";
import { type PointsWork, pointsOf } from "./pointsOf.ts";

export type PointsSnapshot = {
  root: Hex;
  totalPoints: bigint;
  /** Ascending by account; each can convert with its proof. */
  entries: { account: Address; points: bigint; proof: Hex[] }[];
};

/**
 * The snapshot that PointsConverter takes: work of one account is added up, then turned into points;
 * accounts without a whole point are left out. Throws INVALID_SNAPSHOT, INVALID_WORK.
 */
export function pointsSnapshot(
  work: readonly (PointsWork & { account: Address })[],
): PointsSnapshot {
  const sums = new Map<Address, { bytesRelayed: bigint; checks: bigint }>();
  for (const { account, bytesRelayed = 0n, checks = 0n } of work) {
    if (!isAddress(account, { strict: false })) throw invalid(`${account} is no address`);
    // What is negative must not vanish in a sum.
    pointsOf({ bytesRelayed, checks });
    const key = getAddress(account);
    const before = sums.get(key) ?? { bytesRelayed: 0n, checks: 0n };
    sums.set(key, {
      bytesRelayed: before.bytesRelayed + bytesRelayed,
      checks: before.checks + checks,
    });
  }
  const points = [...sums].map(([account, sum]) => ({ account, amount: pointsOf(sum) }));
  const earned = points.filter(({ amount }) => amount > 0n);
  if (earned.length === 0) throw invalid("nobody has a point");
  const tree = allocationTree(earned);
  return {
    root: tree.root,
    totalPoints: tree.total,
    entries: tree.allocations.map(({ account, amount }) => ({
      ...{ account, points: amount },
      proof: tree.proof(account),
    })),
  };
}

function invalid(details: string): SendingError {
  return new SendingError("This makes no snapshot of points.", {
    code: "INVALID_SNAPSHOT",
    details,
  });
}
