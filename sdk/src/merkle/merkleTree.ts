import type { Hex } from "viem";
import { SendingError } from "../errors/index.ts";
import {
  depthOf,
  HASH_BYTES,
  type HashLike,
  hashBytes,
  hashHex,
  keccak,
  NODE_PREFIX,
} from "./hash.ts";

/**
 * Merkle tree over given leaf hashes: node = keccak256(0x01 ‖ left ‖ right), padded on the right with
 * zero hashes to a power of two. The root of no leaf is zero, that of a single leaf the leaf itself.
 * Leaf hashes must come from data that cannot be mistaken for a node's 65 bytes.
 */
export type MerkleTree = {
  readonly count: number;
  readonly depth: number;
  readonly root: Hex;
  rootBytes(): Uint8Array;
  /** Siblings of a leaf, lowest first. @throws SendingError INDEX_OUT_OF_RANGE */
  proof(index: number): Hex[];
  proofBytes(index: number): Uint8Array[];
};

const ZERO = new Uint8Array(HASH_BYTES);

function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  return keccak(NODE_PREFIX, left, right);
}

/** Hash of a subtree of padding only, by its height. */
const paddingHashes: Uint8Array[] = [ZERO];
function paddingHash(height: number): Uint8Array {
  for (let i = paddingHashes.length; i <= height; i++) {
    const below = paddingHashes[i - 1] ?? ZERO;
    paddingHashes.push(hashNode(below, below));
  }
  return paddingHashes[height] ?? ZERO;
}

export function merkleTree(leaves: readonly HashLike[]): MerkleTree {
  const count = leaves.length;
  const depth = depthOf(count);
  // Levels hold only what is not padding; what lies to their right is paddingHash(height).
  const levels: Uint8Array[][] = [leaves.map(hashBytes)];
  const at = (height: number, i: number) => levels[height]?.[i] ?? paddingHash(height);
  for (let height = 0; height < depth; height++) {
    const width = (levels[height]?.length ?? 0) + 1;
    levels.push(
      Array.from({ length: width >> 1 }, (_, i) =>
        hashNode(at(height, 2 * i), at(height, 2 * i + 1)),
      ),
    );
  }
  const root = at(depth, 0);
  const proofBytes = (index: number) => {
    if (!Number.isInteger(index) || index < 0 || index >= count) {
      throw new SendingError("The tree has no such leaf.", {
        code: "INDEX_OUT_OF_RANGE",
        details: `index ${index}, ${count} leaves`,
      });
    }
    return Array.from({ length: depth }, (_, height) => at(height, (index >> height) ^ 1));
  };
  return {
    count,
    depth,
    root: hashHex(root),
    rootBytes: () => root.slice(),
    proof: (index) => proofBytes(index).map(hashHex),
    proofBytes,
  };
}

/** Root of the tree over `leaves`; zero for none. */
export function merkleRoot(leaves: readonly HashLike[]): Hex {
  return merkleTree(leaves).root;
}

export type VerifyMerkleProofParameters = {
  root: HashLike;
  leaf: HashLike;
  index: number;
  /** Siblings, lowest first. */
  path: readonly HashLike[];
  /** Leaves of the tree, where it is known: then the path's length and the index are held to it. */
  count?: number | undefined;
};

/** Whether `leaf` is number `index` under `root`. Never throws for what a peer sent. */
export function verifyMerkleProof(parameters: VerifyMerkleProofParameters): boolean {
  const { index, path, count } = parameters;
  if (!Number.isInteger(index) || index < 0 || path.length > 32) return false;
  if (index >= 2 ** path.length) return false;
  if (count !== undefined && (index >= count || path.length !== depthOf(count))) return false;
  try {
    let node = hashBytes(parameters.leaf);
    path.forEach((sibling, height) => {
      const other = hashBytes(sibling);
      node = (index >>> height) & 1 ? hashNode(other, node) : hashNode(node, other);
    });
    return hashHex(node) === hashHex(hashBytes(parameters.root));
  } catch {
    return false;
  }
}
