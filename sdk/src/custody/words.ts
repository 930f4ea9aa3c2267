import { type Address, hexToBytes } from "viem";
import { SendingError } from "../errors/index.ts";

/** ABI words by hand: these hashes are made per message, where a general encoder costs 20 times more. */

export const WORD = 32;

function invalid(details: string): SendingError {
  return new SendingError("A custody field does not fit its width.", {
    code: "INVALID_CUSTODY_FIELD",
    details,
  });
}

export function putAddress(words: Uint8Array, index: number, address: Address): void {
  const bytes = hexToBytes(address);
  if (bytes.length !== 20) throw invalid(`address ${address}`);
  words.set(bytes, index * WORD + 12);
}

/** Puts an unsigned integer below 2^bits (at most 53 bits wide in practice: sizes and Unix seconds). */
export function putUint(words: Uint8Array, index: number, value: number, bits: 32 | 64): void {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** bits) {
    throw invalid(`uint${bits} ${value}`);
  }
  new DataView(words.buffer, words.byteOffset).setBigUint64(index * WORD + 24, BigInt(value));
}
