/** Bytes that a price is stated for. */
export const MIB = 1024 * 1024;

/** Fee in wei for `bytes` at `pricePerMib` wei, rounded up. */
export function feeFor(bytes: number, pricePerMib: bigint): bigint {
  return (BigInt(bytes) * pricePerMib + BigInt(MIB) - 1n) / BigInt(MIB);
}

/** Bytes that `fee` wei pay for at `pricePerMib` wei, rounded down; all there are when nothing is asked. */
export function bytesFor(fee: bigint, pricePerMib: bigint): number {
  if (pricePerMib === 0n) return Number.MAX_SAFE_INTEGER;
  const bytes = (fee * BigInt(MIB)) / pricePerMib;
  return bytes > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(bytes);
}
