import { keccak_256 } from "@noble/hashes/sha3.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import { SendingError } from "../errors/index.ts";

/** A 32-byte hash, as bytes or as hex. */
export type HashLike = Uint8Array | Hex;

export const HASH_BYTES = 32;

/** Prefix of what is hashed into a leaf, so that an inner node never passes for one. */
export const LEAF_PREFIX = Uint8Array.of(0x00);
/** Prefix of what is hashed into an inner node. */
export const NODE_PREFIX = Uint8Array.of(0x01);

/** keccak-256 of the concatenated parts. */
export function keccak(...parts: Uint8Array[]): Uint8Array {
  return keccak_256(parts.length === 1 && parts[0] ? parts[0] : concatBytes(...parts));
}

/** Bytes of a hash. @throws SendingError INVALID_HASH when it is not 32 bytes long. */
export function hashBytes(hash: HashLike): Uint8Array {
  const bytes = typeof hash === "string" ? hexToBytes(hash) : hash;
  if (bytes.length !== HASH_BYTES) {
    throw new SendingError("A hash is not 32 bytes long.", {
      code: "INVALID_HASH",
      details: `${bytes.length} bytes`,
    });
  }
  return bytes;
}

/** Hex of 32 bytes. */
export function hashHex(bytes: Uint8Array): Hex {
  return bytesToHex(bytes);
}

/** Number of levels above the leaves of a tree padded to a power of two. */
export function depthOf(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1);
}
