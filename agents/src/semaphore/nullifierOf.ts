import { Group } from "@semaphore-protocol/core/group";
import type { Identity } from "@semaphore-protocol/core/identity";
import { keccak256, numberToHex } from "viem";

/** A message or scope as the circuit takes it: keccak256 of 32 bytes, cut to fit the field. */
export function fieldHash(value: bigint): bigint {
  return BigInt(keccak256(numberToHex(value, { size: 32 }))) >> 8n;
}

/**
 * The nullifier of an identity within a scope, as the circuit computes it: Poseidon over the scope's
 * hash and the secret scalar. A proof can thus wait until there is something to prove.
 */
export function nullifierOf(identity: Identity, scope: bigint): bigint {
  // A tree of two leaves: its root is Poseidon over the two.
  return new Group([fieldHash(scope), identity.secretScalar]).root;
}
