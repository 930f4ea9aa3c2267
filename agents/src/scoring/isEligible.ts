import { REPORTS_PER_EDGE, SCALAR_FIELD } from "./constants.ts";

/**
 * Whether a nullifier may report in an epoch. With more than nine members per active Edge only the
 * nullifiers below a threshold may, so that about nine reports per Edge are left to expect. Members
 * and Edges are those at the start of the epoch, so the threshold is fixed before any nullifier is
 * known.
 * @param members Identities in the frozen set.
 */
export function isEligible(nullifier: bigint, activeEdges: number, members: number): boolean {
  const expected = REPORTS_PER_EDGE * activeEdges;
  if (members <= expected) return nullifier < SCALAR_FIELD;
  return nullifier < (SCALAR_FIELD * BigInt(expected)) / BigInt(members);
}
