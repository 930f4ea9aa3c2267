import { concatBytes } from "@noble/hashes/utils.js";
import { SendingError } from "../../errors/index.ts";
import type { E2eeContext } from "../profile.ts";

/** Sender's ratchet key, length of its previous sending chain, number of the message in this one. */
export type RatchetHeader = { key: Uint8Array; previousCount: number; number: number };

const PLAIN_BYTES = 40;
const NO_AD = new Uint8Array();

/** Length of an encrypted header: nonce, 40 bytes, tag. */
export function headerBytes({ crypto, profile }: E2eeContext): number {
  const { nonceBytes, tagBytes } = profile.cipher(crypto);
  return nonceBytes + PLAIN_BYTES + tagBytes;
}

function uint32(value: number): number {
  if (value <= 0xffffffff) return value;
  throw new SendingError("A chain of this session is used up.", { code: "CHAIN_EXHAUSTED" });
}

/**
 * Encrypts a header under its chain's header key. The nonce is random (one key seals one chain, far
 * fewer than 2^32 headers), so that equal counters never show.
 */
export function sealHeader(
  context: E2eeContext,
  headerKey: Uint8Array,
  header: RatchetHeader,
): Uint8Array {
  const cipher = context.profile.cipher(context.crypto);
  const plain = new Uint8Array(PLAIN_BYTES);
  plain.set(header.key);
  const view = new DataView(plain.buffer);
  view.setUint32(32, uint32(header.previousCount));
  view.setUint32(36, uint32(header.number));
  const nonce = context.crypto.random(cipher.nonceBytes);
  return concatBytes(nonce, cipher.seal(headerKey, nonce, plain, NO_AD));
}

/** undefined when `headerKey` is not the one. */
export function openHeader(
  context: E2eeContext,
  headerKey: Uint8Array,
  sealed: Uint8Array,
): RatchetHeader | undefined {
  const cipher = context.profile.cipher(context.crypto);
  const nonce = sealed.slice(0, cipher.nonceBytes);
  const plain = cipher.open(headerKey, nonce, sealed.slice(cipher.nonceBytes), NO_AD);
  if (plain?.length !== PLAIN_BYTES) return undefined;
  const view = new DataView(plain.buffer, plain.byteOffset);
  return { key: plain.slice(0, 32), previousCount: view.getUint32(32), number: view.getUint32(36) };
}
