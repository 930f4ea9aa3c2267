// Writes semaphore.json: a group of identities with one removal, and a proof of one member for an epoch
// whose seed is a round that drand published. `npx tsx test/vectors/semaphore.ts`; the proof is
// randomised, so each run writes another one that is just as valid.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Group, generateProof, Identity } from "@semaphore-protocol/core";
import { encodeAbiParameters, getContractAddress, type Hex, keccak256, toHex } from "viem";

const artifacts = new URL("../../node_modules/@zk-kit/semaphore-artifacts/", import.meta.url);
const depth = 20;
const evmnet = { genesis: 1_727_521_075, period: 3 };
const round = 9_337_227;
const signature =
  "01d65d6128f4b2df3d08de85543d8efe06b0281d0770246ae3672e8ddd3efda0269373123458f0b5c0073eeed1c816a06809e127421513e34ee07df6987910b3";

// The round falls on the start of this epoch of a network with epochs of a day.
const epoch = 3;
const roundTime = evmnet.genesis + (round - 1) * evmnet.period;
const genesis = roundTime - epoch * 86_400;
const chainId = 31_337;
const deployer = "0x1000000000000000000000000000000000000001";
const registry = getContractAddress({ from: deployer, nonce: 0n });
const seed: Hex = `0x${createHash("sha256").update(signature, "hex").digest("hex")}`;

const identities = Array.from({ length: 6 }, (_, i) => new Identity(`member ${i}`));
const group = new Group(identities.map(({ commitment }) => commitment));
const removed = 2;
const removalSiblings = group.generateMerkleProof(removed).siblings;
group.removeMember(removed);

const scope = BigInt(
  keccak256(
    encodeAbiParameters(
      [{ type: "uint256" }, { type: "address" }, { type: "uint64" }, { type: "bytes32" }],
      [BigInt(chainId), registry, BigInt(epoch), seed],
    ),
  ),
);
const message = BigInt(keccak256(toHex("digest of a report")));
const prover = identities[4] as Identity;
const proof = await generateProof(prover, group, message, scope, depth, {
  wasm: fileURLToPath(new URL(`semaphore-${depth}.wasm`, artifacts)),
  zkey: fileURLToPath(new URL(`semaphore-${depth}.zkey`, artifacts)),
});

const vector = {
  chainId,
  genesis,
  epoch,
  round,
  signature: `0x${signature}`,
  seed,
  deployer,
  registry,
  scope: toHex(scope, { size: 32 }),
  commitments: identities.map(({ commitment }) => toHex(commitment, { size: 32 })),
  removed,
  removalSiblings: removalSiblings.map((sibling) => toHex(sibling, { size: 32 })),
  root: toHex(BigInt(proof.merkleTreeRoot), { size: 32 }),
  message: toHex(message, { size: 32 }),
  nullifier: toHex(BigInt(proof.nullifier), { size: 32 }),
  points: proof.points.map((point) => toHex(BigInt(point), { size: 32 })),
};
writeFileSync(new URL("semaphore.json", import.meta.url), `${JSON.stringify(vector, null, 2)}\n`);

// The curve's workers keep the process alive.
const { curve_bn128: curve } = globalThis as { curve_bn128?: { terminate(): Promise<void> } };
await curve?.terminate();
