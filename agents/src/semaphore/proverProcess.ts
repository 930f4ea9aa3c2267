import { generateProof, Identity } from "@semaphore-protocol/core";
import { hexToBytes } from "viem";
import { artifacts } from "./artifacts.ts";
import { TREE_DEPTH } from "./constants.ts";
import { groupOf } from "./groupOf.ts";
import type { ProofAnswer, ProofRequest } from "./prove.ts";

// Proving takes some 300 MB, which only the end of a process gives back for sure.
process.once("message", (request: ProofRequest) => {
  prove(request).then(
    (answer) => process.send?.(answer, () => process.exit(0)),
    (error: unknown) => process.send?.({ error: String(error) }, () => process.exit(1)),
  );
});

async function prove(request: ProofRequest): Promise<ProofAnswer> {
  const identity = new Identity(hexToBytes(request.privateKey));
  const group = groupOf(request.members.map(BigInt));
  const path = group.generateMerkleProof(group.indexOf(identity.commitment));
  const { message, scope } = request;
  const proof = await generateProof(
    identity,
    path,
    BigInt(message),
    BigInt(scope),
    TREE_DEPTH,
    artifacts(),
  );
  return { root: proof.merkleTreeRoot, nullifier: proof.nullifier, points: proof.points };
}
