import { type Hex, numberToHex } from "viem";
import { SendingError } from "../errors/index.ts";
import { ADDRESS_BITS, MAX_BITS, VERSION } from "./constants.ts";
import type { Segment } from "./segment.ts";

/** The segment's first address: its host bits are 0. */
export function firstAddressOf(segment: Segment): Hex {
  return addressInSegment(segment, 0n);
}

/** Address number `host` of the segment. Throws STRAY_BITS when it has no so many. */
export function addressInSegment({ prefix, bits }: Segment, host: bigint): Hex {
  const width = BigInt(ADDRESS_BITS - bits);
  if (host < 0n || host >> width !== 0n) {
    throw new SendingError("The segment has no such address.", {
      code: "STRAY_BITS",
      details: `host ${host} in a segment of ${bits} bits`,
      hint: `Its addresses are numbered from 0, below 2^${width}.`,
    });
  }
  return numberToHex((BigInt(VERSION) << BigInt(ADDRESS_BITS)) | (prefix << width) | host, {
    size: 32,
  });
}

/** The segment of `bits` bits around a unicast address. */
export function segmentAt(unicast: Hex, bits: number): Segment {
  const value = BigInt.asUintN(ADDRESS_BITS, BigInt(unicast));
  return { prefix: value >> BigInt(ADDRESS_BITS - bits), bits };
}

/** The segment of `bits` bits around a segment, or the segment itself. */
export function ancestorOf(segment: Segment, bits: number): Segment {
  return { prefix: segment.prefix >> BigInt(segment.bits - bits), bits };
}

/** Child number `index` among those of `bits` bits. Throws INVALID_SEGMENT. */
export function childOf(parent: Segment, bits: number, index: bigint): Segment {
  const width = BigInt(bits - parent.bits);
  if (bits <= parent.bits || bits > MAX_BITS || index < 0n || index >> width !== 0n) {
    throw new SendingError("The segment has no such child.", {
      code: "INVALID_SEGMENT",
      details: `number ${index} of ${bits} bits in a segment of ${parent.bits} bits`,
      hint: "A child has more bits than its parent, at most 120; they are numbered from 0.",
    });
  }
  return { prefix: (parent.prefix << width) | index, bits };
}

/** Whether `inner` (a segment or a unicast address) lies in `outer`. A segment lies in itself. */
export function contains(outer: Segment, inner: Segment | Hex): boolean {
  const segment = typeof inner === "string" ? segmentAt(inner, outer.bits) : inner;
  return segment.bits >= outer.bits && ancestorOf(segment, outer.bits).prefix === outer.prefix;
}
