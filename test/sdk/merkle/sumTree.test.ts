import {
  computeSumRoot,
  type SumLeaf,
  sortSumLeaves,
  sumTree,
  verifySumProof,
} from "@sendingnetwork/sdk/merkle";
import fc from "fast-check";
import { encodePacked, type Hex, keccak256, toHex, zeroHash } from "viem";
import { describe, expect, it } from "vitest";

type Node = { hash: Hex; amount: bigint; second: bigint };

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((value) => toHex(value));
const leaf: fc.Arbitrary<SumLeaf & { payloadDigest: Hex }> = fc.record({
  key: bytes(20),
  amount: fc.bigInt({ min: 0n, max: 2n ** 96n - 1n }),
  second: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  payloadDigest: bytes(32),
});
const leaves = (minLength: number) =>
  fc.uniqueArray(leaf, { minLength, maxLength: 40, selector: (l) => l.key }).map(sortSumLeaves);

/** The definition with viem's encoder, top down. */
function reference(nodes: readonly Node[]): Node {
  const [only] = nodes;
  if (!only) return { hash: zeroHash, amount: 0n, second: 0n };
  if (nodes.length === 1) return only;
  let half = 1;
  while (half * 2 < nodes.length) half *= 2;
  const filler = Array<Node>(2 * half - nodes.length).fill({
    hash: zeroHash,
    amount: 0n,
    second: 0n,
  });
  const padded = [...nodes, ...filler];
  const [l, r] = [reference(padded.slice(0, half)), reference(padded.slice(half))];
  return {
    hash: keccak256(
      encodePacked(
        ["uint8", "bytes32", "uint128", "uint128", "bytes32", "uint128", "uint128"],
        [1, l.hash, l.amount, l.second, r.hash, r.amount, r.second],
      ),
    ),
    amount: l.amount + r.amount,
    second: l.second + r.second,
  };
}

const leafNode = (l: SumLeaf & { payloadDigest: Hex }): Node => ({
  hash: keccak256(
    encodePacked(
      ["uint8", "address", "uint96", "uint64", "bytes32"],
      [0, l.key, l.amount, l.second, l.payloadDigest],
    ),
  ),
  amount: l.amount,
  second: l.second,
});

describe("sumTree", () => {
  it("test_tree_equalsDefinition", () => {
    fc.assert(
      fc.property(leaves(0), (sorted) => {
        const tree = sumTree(sorted);
        const expected = reference(sorted.map(leafNode));
        expect({ hash: tree.root, amount: tree.amount, second: tree.second }).toEqual(expected);
      }),
    );
  });

  it("test_proof_leadsToRootAndSums_forEveryLeaf", () => {
    fc.assert(
      fc.property(leaves(1), (sorted) => {
        const { root, amount, second, ...tree } = sumTree(sorted);
        sorted.forEach((member, index) => {
          const proof = tree.proof(index);
          expect(tree.indexOf(member.key)).toBe(index);
          expect(computeSumRoot(member, proof)).toEqual({ root, amount, second });
          expect(verifySumProof({ root, amount, second, leaf: member, proof })).toBe(true);
        });
      }),
      { numRuns: 30 },
    );
  });

  it("test_verify_refuses_whenAnySumOrFieldIsChanged", () => {
    fc.assert(
      fc.property(leaves(2), fc.nat(), (sorted, n) => {
        const tree = sumTree(sorted);
        const index = n % sorted.length;
        const member = sorted[index];
        if (!member) throw new Error("no leaf");
        const proof = tree.proof(index);
        const root = tree.root;
        const level = n % proof.amounts.length;
        const shifted = (list: bigint[]) => list.map((v, i) => (i === level ? v ^ 1n : v));
        const changes = {
          amount: { leaf: { ...member, amount: member.amount ^ 1n }, proof },
          second: { leaf: { ...member, second: member.second ^ 1n }, proof },
          digest: { leaf: { ...member, payloadDigest: keccak256(member.payloadDigest) }, proof },
          index: { leaf: member, proof: { ...proof, index: index ^ 1 } },
          beyond: { leaf: member, proof: { ...proof, index: index + 2 ** proof.siblings.length } },
          "sibling amount": { leaf: member, proof: { ...proof, amounts: shifted(proof.amounts) } },
          "sibling second": {
            leaf: member,
            proof: { ...proof, seconds_: shifted(proof.seconds_) },
          },
          "fewer sums": { leaf: member, proof: { ...proof, amounts: proof.amounts.slice(1) } },
        };
        for (const [name, change] of Object.entries(changes)) {
          expect(verifySumProof({ root, ...change }), name).toBe(false);
        }
        const claim = { root, leaf: member, proof };
        expect(verifySumProof({ ...claim, amount: tree.amount + 1n }), "root amount").toBe(false);
        expect(verifySumProof({ ...claim, second: tree.second + 1n }), "root second").toBe(false);
      }),
    );
  });

  it("test_compute_refuses_whenSumsOverflow", () => {
    const member: SumLeaf = {
      key: toHex(1, { size: 20 }),
      amount: 1n,
      second: 0n,
      payloadDigest: zeroHash,
    };
    const proof = { index: 0, siblings: [zeroHash], amounts: [2n ** 128n - 1n], seconds_: [0n] };
    expect(computeSumRoot(member, proof)).toBeUndefined();
    expect(computeSumRoot(member, { ...proof, amounts: [2n ** 128n] })).toBeUndefined();
    expect(computeSumRoot(member, { ...proof, amounts: [-1n] })).toBeUndefined();
    expect(computeSumRoot(member, { ...proof, amounts: [2n ** 128n - 2n] })).toBeDefined();
  });

  it("test_tree_throws_whenKeysAreNotStrictlyAscending", () => {
    fc.assert(
      fc.property(leaves(2), (sorted) => {
        expect(() => sumTree([...sorted].reverse())).toThrowError(/strictly ascending/);
        expect(() => sumTree(sorted.slice(0, 1).concat(sorted))).toThrowError(/strictly ascending/);
      }),
    );
  });

  it("test_tree_throws_whenFieldsDoNotFit", () => {
    const good: SumLeaf = {
      key: toHex(1, { size: 20 }),
      amount: 0n,
      second: 0n,
      payloadDigest: zeroHash,
    };
    const bad: SumLeaf[] = [
      { ...good, amount: 2n ** 96n },
      { ...good, amount: -1n },
      { ...good, second: 2n ** 64n },
      { ...good, key: "0x01" },
      { ...good, payloadDigest: "0x" },
    ];
    for (const member of bad) expect(() => sumTree([member])).toThrowError();
  });

  it("test_tree_buildsHundredThousandLeaves_withinSeconds", () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ({
      key: toHex(i + 1, { size: 20 }),
      amount: BigInt(i),
      second: 1n,
      payloadDigest: zeroHash,
    }));
    const started = performance.now();
    const tree = sumTree(many);
    expect(performance.now() - started).toBeLessThan(15_000);
    expect([tree.amount, tree.second]).toEqual([4_999_950_000n, 100_000n]);
  });
});
