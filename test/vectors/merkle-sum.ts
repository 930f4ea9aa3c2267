// Writes merkle-sum.json: trees of every awkward size, from a builder that knows only the definition.
// `npx tsx test/vectors/merkle-sum.ts`; contracts and SDK check themselves against the file.
import { writeFileSync } from "node:fs";
import { type Hex, encodePacked, keccak256, numberToHex, slice, toHex, zeroHash } from "viem";

type Node = { hash: Hex; amount: bigint; second: bigint };
type Leaf = { key: Hex; amount: bigint; second: bigint; payloadDigest: Hex };

const padding: Node = { hash: zeroHash, amount: 0n, second: 0n };

function leafNode({ key, amount, second, payloadDigest }: Leaf): Node {
  const types = ["uint8", "address", "uint96", "uint64", "bytes32"] as const;
  const hash = keccak256(encodePacked(types, [0, key, amount, second, payloadDigest]));
  return { hash, amount, second };
}

function parent(l: Node, r: Node): Node {
  const side = ["bytes32", "uint128", "uint128"] as const;
  const values = [1, l.hash, l.amount, l.second, r.hash, r.amount, r.second] as const;
  const hash = keccak256(encodePacked(["uint8", ...side, ...side], values));
  return { hash, amount: l.amount + r.amount, second: l.second + r.second };
}

function levelsOf(leaves: readonly Leaf[]): Node[][] {
  const depth = leaves.length === 0 ? 0 : Math.ceil(Math.log2(leaves.length));
  const row = Array.from({ length: 2 ** depth }, (_, i) => {
    const leaf = leaves[i];
    return leaf ? leafNode(leaf) : padding;
  });
  const levels = [row];
  for (let below = row; below.length > 1; levels.push(below)) {
    below = Array.from({ length: below.length / 2 }, (_, i) =>
      parent(below[2 * i] ?? padding, below[2 * i + 1] ?? padding),
    );
  }
  return levels;
}

function tree(name: string, leaves: readonly Leaf[]) {
  const levels = levelsOf(leaves);
  const root = levels.at(-1)?.[0] ?? padding;
  const entries = leaves.map((leaf, index) => {
    const siblings = levels.slice(0, -1).map((row, i) => row[(index >> i) ^ 1] ?? padding);
    return {
      ...text(leaf),
      payloadDigest: leaf.payloadDigest,
      key: leaf.key,
      hash: leafNode(leaf).hash,
      proof: {
        index,
        siblings: siblings.map((sibling) => sibling.hash),
        amounts: siblings.map((sibling) => `${sibling.amount}`),
        seconds: siblings.map((sibling) => `${sibling.second}`),
      },
    };
  });
  return { name, root: root.hash, ...text(root), count: leaves.length, leaves: entries };
}

/** Amounts as decimal text: JSON numbers end at 2^53. */
function text({ amount, second }: { amount: bigint; second: bigint }) {
  return { amount: `${amount}`, second: `${second}` };
}

/** Pseudo-random leaves with ascending keys; the draw is keccak256 of the tree's size and the place. */
function draw(count: number): Leaf[] {
  const leaves = Array.from({ length: count }, (_, i) => {
    const noise = (label: string) => keccak256(toHex(`merkle-sum ${count} ${i} ${label}`));
    return {
      key: slice(noise("key"), 0, 20),
      amount: (BigInt(noise("amount")) % 10n ** 24n) + 1n,
      second: BigInt(noise("second")) % 2n ** 40n,
      payloadDigest: noise("payload"),
    };
  });
  return leaves.sort((a, b) => (a.key < b.key ? -1 : 1));
}

const widest = [1n, 2n, 3n].map((key) => ({
  key: numberToHex(key, { size: 20 }),
  amount: 2n ** 96n - 1n,
  second: 2n ** 64n - 1n,
  payloadDigest: zeroHash,
}));

const trees = [
  tree("empty", []),
  ...[1, 2, 3, 4, 5, 8, 13, 33].map((count) => tree(`${count} leaves`, draw(count))),
  tree("widest values", widest),
];
const file = new URL("merkle-sum.json", import.meta.url);
writeFileSync(file, `${JSON.stringify({ trees }, null, 2)}\n`);
