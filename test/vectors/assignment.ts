// Writes assignment.json: which Edges a nullifier draws, straight from the definition.
// `npx tsx test/vectors/assignment.ts`; contracts and SDK check themselves against the file.
import { writeFileSync } from "node:fs";
import { encodeAbiParameters, keccak256, type Hex, toHex } from "viem";

/** The j-th is keccak256(abi.encode(nullifier, j)) mod count; one that is taken gives way to the next. */
function draw(nullifier: Hex, count: number, k: number): number[] {
  const free = new Set(Array.from({ length: count }, (_, i) => i));
  const numbers: number[] = [];
  for (let j = 0; j < k && free.size > 0; j++) {
    const words = [{ type: "uint256" }, { type: "uint256" }] as const;
    const hash = keccak256(encodeAbiParameters(words, [BigInt(nullifier), BigInt(j)]));
    let number = Number(BigInt(hash) % BigInt(count));
    while (!free.delete(number)) number = number + 1 === count ? 0 : number + 1;
    numbers.push(number);
  }
  return numbers;
}

const shapes = [
  [0, 3],
  [1, 1],
  [1, 64],
  [4, 0],
  [4, 4],
  [5, 3],
  [32, 9],
  [100, 64],
  [1000, 64],
] as const;

const draws = shapes.map(([count, k], i) => {
  const nullifier = keccak256(toHex(`nullifier ${i}`));
  return { nullifier, count, k, numbers: draw(nullifier, count, k) };
});
const file = new URL("assignment.json", import.meta.url);
writeFileSync(file, `${JSON.stringify({ draws }, null, 2)}\n`);
