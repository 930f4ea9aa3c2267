import { merkleTree } from "@sendingnetwork/sdk/merkle";
import { type Bytes, bytesOf } from "@sendingnetwork/sdk/wire";
import type { Hex } from "viem";

/** Proof that a leaf belongs to a batch that the Edge signed; the fields as they travel. */
export type Inclusion = {
  index: number;
  path: Bytes[];
  root: Bytes;
  count: number;
  signature: Bytes;
};

/** One signature over the Merkle root of many leaves, and each leaf's proof, in their order. */
export function signedBatch(
  leaves: readonly Hex[],
  sign: (root: Hex, count: number) => Bytes,
): Inclusion[] {
  const tree = merkleTree(leaves);
  const { count } = tree;
  const signature = sign(tree.root, count);
  const root = bytesOf(tree.root);
  return leaves.map((_, index) => ({
    index,
    path: tree.proofBytes(index) as Bytes[],
    root,
    count,
    signature,
  }));
}
