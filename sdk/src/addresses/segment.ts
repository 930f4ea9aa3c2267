import { numberToHex } from "viem";
import { SendingError } from "../errors/index.ts";
import { firstAddressOf } from "./arithmetic.ts";
import { ADDRESS_BITS, MAX_BITS } from "./constants.ts";
import { formatUnicast, parseUnicast } from "./unicast.ts";

/** The addresses whose first `bits` bits behind the version byte are those of `prefix`. */
export type Segment = { prefix: bigint; bits: number };

/** `<first address>/<bits>`. Throws INVALID_SEGMENT, STRAY_BITS. */
export function formatSegment(segment: Segment): string {
  checkSegment(segment);
  return `${formatUnicast(firstAddressOf(segment))}/${segment.bits}`;
}

/**
 * Reads what formatSegment writes, or the short form that pictures show: the prefix in hex digits,
 * `0a1b/16`. Throws INVALID_SEGMENT, INVALID_ADDRESS, STRAY_BITS (an address with host bits set).
 */
export function parseSegment(text: string): Segment {
  const [, body = "", length = ""] = /^([^/]+)\/([0-9]{1,3})$/.exec(text) ?? [];
  const bits = Number(length);
  if (!body || bits < 1 || bits > MAX_BITS || length !== String(bits)) throw invalid(text);
  const short = /^[0-9a-f]+$/.test(body);
  if (short && body.length !== Math.ceil(bits / 4)) throw invalid(text);
  const digits = short ? body : parseUnicast(body).slice(4);
  const host = BigInt(digits.length * 4 - bits);
  const value = BigInt(`0x${digits}`);
  const prefix = value >> host;
  if (prefix << host !== value) throw stray(text, bits);
  return { prefix, bits };
}

/** The short form: the prefix in hex digits, filled up with zero bits: `0a1b/16`. */
export function shortSegment(segment: Segment): string {
  checkSegment(segment);
  const { prefix, bits } = segment;
  const digits = Math.ceil(bits / 4);
  const value = prefix << BigInt(digits * 4 - bits);
  return `${value.toString(16).padStart(digits, "0")}/${bits}`;
}

/** The segment's token id. Throws INVALID_SEGMENT, STRAY_BITS. */
export function segmentIdOf(segment: Segment): bigint {
  checkSegment(segment);
  return (segment.prefix << 8n) | BigInt(segment.bits);
}

/** Reads a token id. Throws INVALID_SEGMENT, STRAY_BITS. */
export function segmentFromId(id: bigint): Segment {
  const segment = { prefix: id >> 8n, bits: Number(id & 0xffn) };
  checkSegment(segment);
  return segment;
}

function checkSegment({ prefix, bits }: Segment): void {
  const name = `${prefix < 0n ? prefix : numberToHex(prefix)}/${bits}`;
  if (!Number.isInteger(bits) || bits < 1 || bits > MAX_BITS || prefix < 0n) throw invalid(name);
  if (prefix >> BigInt(bits) !== 0n) throw stray(name, bits);
}

function invalid(details: string): SendingError {
  return new SendingError("This is not a segment of the address space.", {
    code: "INVALID_SEGMENT",
    details,
    hint: `It reads <address>/<bits> with 1 to ${MAX_BITS} bits, for example 0a1b/16 in short.`,
  });
}

function stray(details: string, bits: number): SendingError {
  return new SendingError("Bits are set behind the end of the prefix.", {
    code: "STRAY_BITS",
    details,
    hint: `Only the first ${bits} of ${ADDRESS_BITS} bits may be set.`,
  });
}
