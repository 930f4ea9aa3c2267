/**
 * Splits `amount` by weight, each part floored. What flooring leaves over belongs to nobody.
 * @returns One part per weight, in order; zeros when all weights are zero.
 */
export function splitProRata(amount: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  return weights.map((weight) => (total === 0n ? 0n : (amount * weight) / total));
}
