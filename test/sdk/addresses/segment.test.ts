import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addressInSegment,
  ancestorOf,
  childOf,
  contains,
  firstAddressOf,
  formatSegment,
  formatUnicast,
  parseSegment,
  type Segment,
  segmentAt,
  segmentFromId,
  segmentIdOf,
  shortSegment,
} from "../../../sdk/src/addresses/index.ts";

const segments = fc
  .integer({ min: 1, max: 120 })
  .chain((bits) =>
    fc
      .bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n })
      .map((prefix): Segment => ({ prefix, bits })),
  );
const code = (name: string) => expect.objectContaining({ code: name });

describe("segments as text and token ids", () => {
  it("come back as they went", () => {
    fc.assert(
      fc.property(segments, (segment) => {
        expect(parseSegment(formatSegment(segment))).toEqual(segment);
        expect(parseSegment(shortSegment(segment))).toEqual(segment);
        expect(segmentFromId(segmentIdOf(segment))).toEqual(segment);
      }),
    );
  });

  it("have a short form: the prefix in hex digits", () => {
    expect(parseSegment("0a1b/16")).toEqual({ prefix: 0x0a1bn, bits: 16 });
    expect(parseSegment("0a1b8/17")).toEqual({ prefix: (0x0a1bn << 1n) | 1n, bits: 17 });
    expect(() => parseSegment("0a1b4/17")).toThrow(code("STRAY_BITS"));
    expect(() => parseSegment("0a1b/17")).toThrow(code("INVALID_SEGMENT"));
  });

  it("are refused with host bits set", () => {
    fc.assert(
      fc.property(segments, fc.bigInt({ min: 1n, max: (1n << 128n) - 1n }), (segment, host) => {
        const text = `${formatUnicast(addressInSegment(segment, host))}/${segment.bits}`;
        expect(() => parseSegment(text)).toThrow(code("STRAY_BITS"));
        const stray = { ...segment, prefix: segment.prefix | (host << BigInt(segment.bits)) };
        expect(() => segmentIdOf(stray)).toThrow(code("STRAY_BITS"));
        expect(() => segmentFromId((stray.prefix << 8n) | BigInt(segment.bits))).toThrow(
          code("STRAY_BITS"),
        );
      }),
    );
  });

  it("are refused when malformed", () => {
    const first = formatUnicast(firstAddressOf({ prefix: 0n, bits: 16 }));
    for (const text of [
      "",
      "/16",
      first,
      `${first}/`,
      `${first}/0`,
      `${first}/121`,
      `${first}/016`,
    ]) {
      expect(() => parseSegment(text), text).toThrow(code("INVALID_SEGMENT"));
    }
    expect(() => parseSegment("hello/16")).toThrow(code("INVALID_ADDRESS"));
    expect(() => segmentIdOf({ prefix: -1n, bits: 16 })).toThrow(code("INVALID_SEGMENT"));
    expect(() => segmentIdOf({ prefix: 0n, bits: 1.5 })).toThrow(code("INVALID_SEGMENT"));
  });
});

describe("prefix arithmetic", () => {
  it("places children in their parents, and addresses in both", () => {
    fc.assert(
      fc.property(segments, fc.nat(), fc.bigInt({ min: 0n }), (parent, more, seed) => {
        if (parent.bits === 120) return;
        const bits = parent.bits + 1 + (more % (120 - parent.bits));
        const child = childOf(parent, bits, BigInt.asUintN(bits - parent.bits, seed));
        expect(ancestorOf(child, parent.bits)).toEqual(parent);
        expect(contains(parent, child)).toBe(true);
        expect(contains(child, parent)).toBe(false);
        const unicast = addressInSegment(child, BigInt.asUintN(248 - bits, seed));
        expect(contains(parent, unicast)).toBe(true);
        expect(segmentAt(unicast, bits)).toEqual(child);
      }),
    );
  });

  it("keeps children of one length apart", () => {
    const parent = { prefix: 5n, bits: 16 };
    const [one, two] = [childOf(parent, 24, 0n), childOf(parent, 24, 1n)];
    expect(contains(one, firstAddressOf(two))).toBe(false);
    expect(contains(two, firstAddressOf(one))).toBe(false);
  });

  it("refuses children and addresses that do not exist", () => {
    const parent = { prefix: 5n, bits: 16 };
    expect(() => childOf(parent, 24, 256n)).toThrow(code("INVALID_SEGMENT"));
    expect(() => childOf(parent, 16, 0n)).toThrow(code("INVALID_SEGMENT"));
    expect(() => childOf(parent, 121, 0n)).toThrow(code("INVALID_SEGMENT"));
    expect(() => childOf(parent, 24, -1n)).toThrow(code("INVALID_SEGMENT"));
    expect(() => addressInSegment(parent, 1n << 232n)).toThrow(code("STRAY_BITS"));
    expect(() => addressInSegment(parent, -1n)).toThrow(code("STRAY_BITS"));
  });
});
