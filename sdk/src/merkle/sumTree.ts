import type { Address, Hex } from "viem";
import { SendingError } from "../errors/index.ts";
import { depthOf, HASH_BYTES, hashHex } from "./hash.ts";
import { hashSumLeaf, hashSumNode, type SumLeaf, type SumNode } from "./sumHash.ts";

/** Path of a leaf, lowest sibling first; the contracts' `SumProof`. */
export type SumProof = {
  index: number;
  siblings: Hex[];
  amounts: bigint[];
  seconds_: bigint[];
};

/**
 * Merkle-sum tree over leaves with strictly ascending keys, padded on the right with zero hashes (sums
 * 0) to a power of two. The empty tree has root 0 and sums 0; a single leaf's hash is the root.
 */
export type SumTree = {
  readonly leaves: readonly SumLeaf[];
  readonly depth: number;
  readonly root: Hex;
  /** Sum of the leaves' amounts and seconds. */
  readonly amount: bigint;
  readonly second: bigint;
  /** Number of the leaf with `key`; undefined without one. */
  indexOf(key: Address): number | undefined;
  /** @throws SendingError INDEX_OUT_OF_RANGE */
  proof(index: number): SumProof;
};

const padding: SumNode[] = [{ hash: new Uint8Array(HASH_BYTES), amount: 0n, second: 0n }];
function paddingNode(height: number): SumNode {
  let node = padding[height];
  if (!node) {
    const below = paddingNode(height - 1);
    node = hashSumNode(below, below);
    padding[height] = node;
  }
  return node;
}

function positions(leaves: readonly SumLeaf[]): Map<string, number> {
  const found = new Map<string, number>();
  let previous = "";
  leaves.forEach((leaf, index) => {
    const key = leaf.key.toLowerCase();
    if (key <= previous) {
      throw new SendingError("Leaves of a Merkle-sum tree are not strictly ascending by key.", {
        code: "LEAVES_NOT_SORTED",
        details: `leaf ${index}: ${key} after ${previous}`,
      });
    }
    previous = key;
    found.set(key, index);
  });
  return found;
}

/**
 * Builds the tree over leaves that are sorted already.
 * @throws SendingError INVALID_LEAF, LEAVES_NOT_SORTED
 */
export function sumTree(leaves: readonly SumLeaf[]): SumTree {
  const count = leaves.length;
  const depth = depthOf(count);
  const byKey = positions(leaves);
  const levels: SumNode[][] = [
    leaves.map((leaf) => ({ hash: hashSumLeaf(leaf), amount: leaf.amount, second: leaf.second })),
  ];
  const at = (height: number, i: number) => levels[height]?.[i] ?? paddingNode(height);
  for (let height = 0; height < depth; height++) {
    const width = (levels[height]?.length ?? 0) + 1;
    levels.push(
      Array.from({ length: width >> 1 }, (_, i) =>
        hashSumNode(at(height, 2 * i), at(height, 2 * i + 1)),
      ),
    );
  }
  const top = at(depth, 0);
  return {
    leaves,
    depth,
    root: hashHex(top.hash),
    amount: top.amount,
    second: top.second,
    indexOf: (key) => byKey.get(key.toLowerCase()),
    proof(index) {
      if (!Number.isInteger(index) || index < 0 || index >= count) {
        throw new SendingError("The tree has no such leaf.", {
          code: "INDEX_OUT_OF_RANGE",
          details: `index ${index}, ${count} leaves`,
        });
      }
      const path = Array.from({ length: depth }, (_, height) => at(height, (index >> height) ^ 1));
      return {
        index,
        siblings: path.map((node) => hashHex(node.hash)),
        amounts: path.map((node) => node.amount),
        seconds_: path.map((node) => node.second),
      };
    },
  };
}

/** A copy of `leaves` in the order that the tree asks for. */
export function sortSumLeaves<T extends { key: Address }>(leaves: readonly T[]): T[] {
  return leaves
    .map((leaf) => ({ leaf, key: leaf.key.toLowerCase() }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ leaf }) => leaf);
}
