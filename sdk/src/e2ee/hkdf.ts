import { concatBytes } from "@noble/hashes/utils.js";
import { SendingError } from "../errors/index.ts";
import type { CryptoProvider } from "./CryptoProvider.ts";

export const SHA256_BYTES = 32;

export type HkdfParameters = {
  /** Empty: as many zeros as the hash is long. */
  salt: Uint8Array;
  /** Input keying material. */
  secret: Uint8Array;
  info: Uint8Array;
  /** Bytes of output, at most 255 * 32. */
  length: number;
};

/** HKDF-SHA-256 (RFC 5869). @throws SendingError INVALID_LENGTH */
export function hkdf(crypto: CryptoProvider, parameters: HkdfParameters): Uint8Array {
  const { salt, secret, info, length } = parameters;
  if (length > 255 * SHA256_BYTES) {
    throw new SendingError("HKDF cannot give so much output.", {
      code: "INVALID_LENGTH",
      details: `${length} bytes`,
    });
  }
  const key = crypto.hmacSha256(salt.length === 0 ? new Uint8Array(SHA256_BYTES) : salt, secret);
  const blocks: Uint8Array[] = [];
  let block = new Uint8Array();
  for (let i = 1; (i - 1) * SHA256_BYTES < length; i++) {
    block = Uint8Array.from(crypto.hmacSha256(key, concatBytes(block, info, Uint8Array.of(i))));
    blocks.push(block);
  }
  return concatBytes(...blocks).slice(0, length);
}

/** Cuts bytes into pieces of the given lengths. */
export function split<const L extends readonly number[]>(
  bytes: Uint8Array,
  lengths: L,
): { [K in keyof L]: Uint8Array } {
  let offset = 0;
  const pieces = lengths.map((length) => {
    offset += length;
    return bytes.slice(offset - length, offset);
  });
  return pieces as { [K in keyof L]: Uint8Array };
}
