import type { Hex } from "viem";
import { type HashLike, hashBytes, hashHex } from "./hash.ts";
import { hashSumLeaf, hashSumNode, MAX_SUM, type SumLeaf, type SumNode } from "./sumHash.ts";
import type { SumProof } from "./sumTree.ts";

/** What a path leads to. */
export type SumRoot = { root: Hex; amount: bigint; second: bigint };

function isSum(value: bigint | undefined): value is bigint {
  return value !== undefined && value >= 0n && value <= MAX_SUM;
}

/**
 * Recomputes root and sums from a leaf and its path; undefined when the proof is malformed: lists of
 * different length, more than 32 levels, an index beyond them, a sum that overflows 128 bits.
 */
export function computeSumRoot(leaf: SumLeaf, proof: SumProof): SumRoot | undefined {
  const { index, siblings, amounts, seconds_ } = proof;
  const depth = siblings.length;
  if (depth > 32 || amounts.length !== depth || seconds_.length !== depth) return undefined;
  if (!Number.isInteger(index) || index < 0 || index >= 2 ** depth) return undefined;
  try {
    let node: SumNode = { hash: hashSumLeaf(leaf), amount: leaf.amount, second: leaf.second };
    for (const [height, sibling] of siblings.entries()) {
      const [amount, second] = [amounts[height], seconds_[height]];
      if (!isSum(amount) || !isSum(second)) return undefined;
      const other = { hash: hashBytes(sibling), amount, second };
      node = (index >>> height) & 1 ? hashSumNode(other, node) : hashSumNode(node, other);
      if (!isSum(node.amount) || !isSum(node.second)) return undefined;
    }
    return { root: hashHex(node.hash), amount: node.amount, second: node.second };
  } catch {
    return undefined;
  }
}

export type VerifySumProofParameters = {
  root: HashLike;
  /** Sums that the root is known with; left out where only membership matters. */
  amount?: bigint | undefined;
  second?: bigint | undefined;
  leaf: SumLeaf;
  proof: SumProof;
};

/** Whether `leaf` lies under `root` at the proof's index. Never throws for what a peer sent. */
export function verifySumProof(parameters: VerifySumProofParameters): boolean {
  const computed = computeSumRoot(parameters.leaf, parameters.proof);
  if (!computed) return false;
  if (parameters.amount !== undefined && parameters.amount !== computed.amount) return false;
  if (parameters.second !== undefined && parameters.second !== computed.second) return false;
  try {
    return computed.root === hashHex(hashBytes(parameters.root));
  } catch {
    return false;
  }
}
