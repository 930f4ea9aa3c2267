import { computeSumRoot, sumTree } from "@sendingnetwork/sdk/merkle";
import type { Hex } from "viem";
import { describe, expect, it } from "vitest";
import vectors from "../../vectors/merkle-sum.json";

describe("sumTree against test/vectors/merkle-sum.json", () => {
  for (const vector of vectors.trees) {
    it(`test_tree_equalsVector_${vector.name}`, () => {
      const leaves = vector.leaves.map((leaf) => ({
        key: leaf.key as Hex,
        amount: BigInt(leaf.amount),
        second: BigInt(leaf.second),
        payloadDigest: leaf.payloadDigest as Hex,
      }));
      const tree = sumTree(leaves);
      const sums = {
        root: vector.root,
        amount: BigInt(vector.amount),
        second: BigInt(vector.second),
      };
      expect(tree).toMatchObject(sums);
      for (const [index, leaf] of leaves.entries()) {
        const proof = vector.leaves[index]?.proof;
        expect(tree.proof(index)).toEqual({
          index,
          siblings: proof?.siblings,
          amounts: proof?.amounts.map(BigInt),
          seconds_: proof?.seconds.map(BigInt),
        });
        expect(computeSumRoot(leaf, tree.proof(index))).toEqual(sums);
      }
    });
  }
});
