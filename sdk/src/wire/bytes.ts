import { type Address, bytesToHex, type Hex, hexToBytes } from "viem";
import { ProblemCode } from "../generated/wire.js";
import { ProblemError } from "./problems.ts";

/** Raw bytes with a plain buffer behind them, as the generated messages hold them. */
export type Bytes = Uint8Array<ArrayBuffer>;

function sized(bytes: Uint8Array, length: number, field: string): void {
  if (bytes.length === length) return;
  const message = `${field} has ${bytes.length} bytes instead of ${length}.`;
  throw new ProblemError(ProblemCode.MALFORMED_FRAME, message);
}

/** A 20-byte field as a lower-case address. */
export function addressOf(bytes: Uint8Array, field: string): Address {
  sized(bytes, 20, field);
  return bytesToHex(bytes);
}

/** A 20-byte field that may be absent. */
export function optionalAddressOf(bytes: Uint8Array, field: string): Address | undefined {
  return bytes.length === 0 ? undefined : addressOf(bytes, field);
}

/** A 32-byte field as hex. */
export function hashOf(bytes: Uint8Array, field: string): Hex {
  sized(bytes, 32, field);
  return bytesToHex(bytes);
}

/** A 65-byte (r, s, v) signature as hex. */
export function signatureOf(bytes: Uint8Array, field: string): Hex {
  sized(bytes, 65, field);
  return bytesToHex(bytes);
}

/** A big-endian amount without leading zeros; zero is empty. At most `bits` wide. */
export function amountOf(bytes: Uint8Array, field: string, bits = 96): bigint {
  if (bytes.length * 8 > bits || bytes[0] === 0) {
    const message = `${field} is not an amount of at most ${bits} bits without leading zeros.`;
    throw new ProblemError(ProblemCode.MALFORMED_FRAME, message);
  }
  return bytes.length === 0 ? 0n : BigInt(bytesToHex(bytes));
}

/** Bytes of an address, hash or signature. */
export function bytesOf(hex: Hex): Bytes {
  return new Uint8Array(hexToBytes(hex));
}

export const addressBytes: (address: Address) => Bytes = bytesOf;

/** Big-endian bytes of an amount without leading zeros. */
export function amountBytes(amount: bigint): Bytes {
  if (amount < 0n) throw new RangeError(`An amount cannot be negative: ${amount}`);
  if (amount === 0n) return new Uint8Array(0);
  const hex = amount.toString(16);
  return bytesOf(`0x${hex.length % 2 ? "0" : ""}${hex}`);
}
