import { type Address, encodeAbiParameters, keccak256 } from "viem";

const MAX_TESTS = 64;
const REPORTS_PER_EDGE = 9;
const parameters = [{ type: "uint256" }, { type: "uint256" }] as const;

/**
 * How many Edges each WatchDog tests: enough that every one of `edges` gets nine reports when as many
 * hand in as two epochs before (0: not known), at least 1, at most 64 or all.
 */
export function testsPerWatchdog(edges: number, validReports: number): number {
  const most = Math.min(edges, MAX_TESTS);
  if (validReports <= 0) return most;
  return Math.min(Math.max(Math.ceil((REPORTS_PER_EDGE * edges) / validReports), 1), most);
}

/**
 * Order numbers of the Edges to test, in the order drawn: the j-th is keccak256(abi.encode(nullifier,
 * j)) mod `edges`; one that was drawn before gives way to the next free number.
 */
export function assignedIndexes(nullifier: bigint, edges: number, count: number): number[] {
  const drawn = new Set<number>();
  for (let j = 0; j < Math.min(count, edges); j++) {
    const hash = keccak256(encodeAbiParameters(parameters, [nullifier, BigInt(j)]));
    let index = Number(BigInt(hash) % BigInt(edges));
    while (drawn.has(index)) index = (index + 1) % edges;
    drawn.add(index);
  }
  return [...drawn];
}

/** The Edges that the holder of `nullifier` tests, out of the active ones in ascending order. */
export function assignmentOf(
  nullifier: bigint,
  edges: readonly Address[],
  count: number,
): Address[] {
  return assignedIndexes(nullifier, edges.length, count).map((index) => edges[index] as Address);
}
