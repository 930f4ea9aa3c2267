import { min, sum } from "./amounts.ts";
import { BPS, DELEGATION_FACTOR } from "./constants.ts";
import { splitProRata } from "./splitProRata.ts";
import type { DelegatorRow, NodeDelegation } from "./types.ts";

/**
 * Splits what a node's stake earned between its operator and its delegators. Of `earned`, the part
 * of delegated stake in all stake that counts belongs to delegators, less the operator's
 * commission; each gets its share of that by what it delegated, floored. The operator keeps all
 * else. Delegations beyond ten times the bond count for nothing, but share what the others earn.
 * @param stake Stake of the node that counts, delegations included. Wei.
 * @returns Rows above zero, in the order of the delegations.
 */
export function payDelegators(
  earned: bigint,
  stake: bigint,
  { operator, commissionBps, delegators }: NodeDelegation,
): DelegatorRow[] {
  const stakes = delegators.map((entry) => entry.stake);
  // Stake is at most the bond and ten times the bond.
  const counted = min(sum(stakes), (stake * DELEGATION_FACTOR) / (DELEGATION_FACTOR + 1n));
  if (counted === 0n) return [];
  const part = (earned * counted * (BPS - BigInt(commissionBps))) / (stake * BPS);
  const parts = splitProRata(part, stakes);
  return delegators
    .map(({ delegator }, i) => ({ operator, delegator, amount: parts[i] ?? 0n }))
    .filter(({ amount }) => amount > 0n);
}
