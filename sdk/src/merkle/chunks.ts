import type { Hex } from "viem";
import { SendingError } from "../errors/index.ts";
import { type HashLike, hashBytes, hashHex, keccak, LEAF_PREFIX } from "./hash.ts";
import { type MerkleTree, merkleTree } from "./merkleTree.ts";

/** A custody challenge asks for one chunk of this many bytes. */
export const CHUNK_BYTES = 1024;

/**
 * Tree over a payload's chunks of 1 KiB (the last may be shorter; an empty payload is one empty
 * chunk); leaf = keccak256(0x00 ‖ chunk).
 */
export function chunkTree(payload: Uint8Array): MerkleTree {
  const count = Math.max(1, Math.ceil(payload.length / CHUNK_BYTES));
  return merkleTree(
    Array.from({ length: count }, (_, i) =>
      keccak(LEAF_PREFIX, payload.subarray(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES)),
    ),
  );
}

export function chunkRoot(payload: Uint8Array): Hex {
  return chunkTree(payload).root;
}

/** keccak256(blind ‖ chunkRoot ‖ uint32 size): names a message without saying what it holds. */
export function messageHash(message: { blind: HashLike; payload: Uint8Array }): Hex {
  const { blind, payload } = message;
  if (payload.length > 0xffffffff) {
    throw new SendingError("A payload is too long to be hashed.", {
      code: "PAYLOAD_TOO_LARGE",
      details: `${payload.length} bytes`,
    });
  }
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, payload.length);
  return hashHex(keccak(hashBytes(blind), chunkTree(payload).rootBytes(), size));
}
