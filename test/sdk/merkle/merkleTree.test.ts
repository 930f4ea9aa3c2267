import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { merkleRoot, merkleTree, verifyMerkleProof } from "@sendingnetwork/sdk/merkle";
import fc from "fast-check";
import { concatHex, type Hex, keccak256, toHex, zeroHash } from "viem";
import { describe, expect, it } from "vitest";

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => toHex(bytes));
const leaves = fc.array(hash, { minLength: 1, maxLength: 70 });
const asHex = (value: ArrayLike<number> | string) =>
  typeof value === "string" ? (value as Hex) : toHex(Uint8Array.from(value));
const nodeHash = (left: Hex, right: Hex) => keccak256(concatHex(["0x01", left, right]));

function paddedTo(width: number, values: readonly Hex[]): Hex[] {
  return [...values, ...Array<Hex>(width - values.length).fill(zeroHash)];
}

/** Siblings of leaf `i`, read off the heap: its own getProof presumes a commutative node hash. */
function heapPath(heap: readonly string[], i: number): string[] {
  const path: string[] = [];
  for (let at = heap.length - 1 - i; at > 0; at = (at - 1) >> 1) {
    path.push(heap[at % 2 === 0 ? at - 1 : at + 1] ?? "");
  }
  return path;
}

/** The definition, written top down. */
function referenceRoot(values: readonly Hex[]): Hex {
  if (values.length === 0) return zeroHash;
  const [only] = values;
  if (only && values.length === 1) return only;
  let width = 1;
  while (width < values.length) width *= 2;
  const padded = paddedTo(width, values);
  return nodeHash(
    referenceRoot(padded.slice(0, width / 2)),
    referenceRoot(padded.slice(width / 2)),
  );
}

describe("merkleTree", () => {
  it("test_root_isZero_whenEmpty", () => {
    expect(merkleRoot([])).toBe(zeroHash);
  });

  it("test_root_isTheLeaf_whenSingle", () => {
    fc.assert(
      fc.property(hash, (leaf) => {
        expect(merkleRoot([leaf])).toBe(leaf);
      }),
    );
  });

  it("test_root_equalsDefinition", () => {
    fc.assert(
      fc.property(leaves, (values) => {
        expect(merkleRoot(values)).toBe(referenceRoot(values));
      }),
    );
  });

  // OpenZeppelin's heap keeps leaves in reverse order, so its left child is our right one; its own
  // node hash sorts the pair, ours keeps the order and has a prefix. Over a power of two of leaves
  // what remains to compare is the structure: root and paths.
  it("test_tree_equalsOpenZeppelins_whenGivenOurNodeHash", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6 }),
        fc.array(hash, { minLength: 64, maxLength: 64 }),
        (d, all) => {
          const values = all.slice(0, 2 ** d);
          const theirs = SimpleMerkleTree.of(values, {
            sortLeaves: false,
            nodeHash: (a, b) => nodeHash(asHex(b), asHex(a)),
          });
          const ours = merkleTree(values);
          expect(ours.root).toBe(theirs.root);
          const heap = theirs.dump().tree;
          for (const i of values.keys()) expect(ours.proof(i)).toEqual(heapPath(heap, i));
        },
      ),
    );
  });

  it("test_verify_accepts_whenProofIsTheLeafs", () => {
    fc.assert(
      fc.property(leaves, fc.nat(), (values, n) => {
        const tree = merkleTree(values);
        const index = n % values.length;
        const leaf = values[index] ?? zeroHash;
        const path = tree.proof(index);
        expect(verifyMerkleProof({ root: tree.root, leaf, index, path, count: tree.count })).toBe(
          true,
        );
        expect(path).toEqual(tree.proofBytes(index).map((bytes) => toHex(bytes)));
      }),
    );
  });

  it("test_verify_refuses_whenAnythingIsChanged", () => {
    const distinct = fc.uniqueArray(hash, { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(distinct, fc.nat(), hash, (values, n, other) => {
        const tree = merkleTree(values);
        const index = n % values.length;
        const leaf = values[index] ?? zeroHash;
        const path = tree.proof(index);
        fc.pre(!values.includes(other) && !path.includes(other));
        const root = tree.root;
        expect(verifyMerkleProof({ root, leaf: other, index, path }), "leaf").toBe(false);
        expect(verifyMerkleProof({ root, leaf, index: index ^ 1, path }), "index").toBe(false);
        expect(
          verifyMerkleProof({ root, leaf, index, path: [other, ...path.slice(1)] }),
          "path",
        ).toBe(false);
        expect(verifyMerkleProof({ root: other, leaf, index, path }), "root").toBe(false);
        expect(
          verifyMerkleProof({ root, leaf, index: index + 2 ** path.length, path }),
          "beyond",
        ).toBe(false);
        expect(
          verifyMerkleProof({ root, leaf, index, path, count: 2 * values.length }),
          "count",
        ).toBe(false);
      }),
    );
  });

  it("test_verify_refusesPadding_whenCountIsKnown", () => {
    const values = [1, 2, 3].map((n) => toHex(n, { size: 32 }));
    const tree = merkleTree(values);
    const path = [values[2] ?? zeroHash, tree.proof(2)[1] ?? zeroHash];
    const padding = { root: tree.root, leaf: zeroHash, index: 3, path };
    expect(verifyMerkleProof(padding)).toBe(true);
    expect(verifyMerkleProof({ ...padding, count: 3 })).toBe(false);
  });

  it("test_verify_refuses_whenInputIsMalformed", () => {
    const root = zeroHash;
    const leaf = zeroHash;
    expect(verifyMerkleProof({ root, leaf: "0x12", index: 0, path: [] })).toBe(false);
    expect(verifyMerkleProof({ root: "0x", leaf, index: 0, path: [] })).toBe(false);
    expect(verifyMerkleProof({ root, leaf, index: -1, path: [] })).toBe(false);
    expect(verifyMerkleProof({ root, leaf, index: 0.5, path: [leaf] })).toBe(false);
    expect(verifyMerkleProof({ root, leaf, index: 0, path: Array<Hex>(33).fill(zeroHash) })).toBe(
      false,
    );
  });

  it("test_proof_throws_whenIndexIsOutside", () => {
    expect(() => merkleTree([zeroHash]).proof(1)).toThrowError(/no such leaf/);
    expect(() => merkleTree([]).proof(0)).toThrowError(/no such leaf/);
  });
});
