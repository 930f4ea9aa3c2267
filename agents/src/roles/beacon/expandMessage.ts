import { keccak_256 } from "@noble/hashes/sha3.js";
import { concatBytes } from "@noble/hashes/utils.js";

/** Bytes of a Keccak-256 digest, and of one block of its input. */
const DIGEST = 32;
const BLOCK = 136;

/** `expand_message_xmd` of RFC 9380, 5.3.1, over Keccak-256. `length` is at most 8,160 bytes. */
export function expandMessage(message: Uint8Array, domain: string, length: number): Uint8Array {
  const tag = new TextEncoder().encode(domain);
  const suffix = concatBytes(tag, Uint8Array.of(tag.length));
  const size = Uint8Array.of(length >> 8, length & 0xff, 0);
  const first = keccak_256(concatBytes(new Uint8Array(BLOCK), message, size, suffix));
  const blocks: Uint8Array[] = [];
  let last: Uint8Array = new Uint8Array(DIGEST);
  for (let i = 1; i <= Math.ceil(length / DIGEST); i++) {
    const mixed = first.map((byte, k) => byte ^ (last[k] ?? 0));
    last = keccak_256(concatBytes(mixed, Uint8Array.of(i), suffix));
    blocks.push(last);
  }
  return concatBytes(...blocks).subarray(0, length);
}
