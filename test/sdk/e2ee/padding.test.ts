import { MAX_PADDED_CONTENT, pad, SIZE_CLASSES, unpad } from "@sendingnetwork/sdk/e2ee";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeOf } from "../../support/e2ee.ts";

describe("padding", () => {
  it("test_classes_areFourfold_upToTheLast", () => {
    expect(SIZE_CLASSES).toEqual([256, 1024, 4096, 16384, 65536, 262144, 524288]);
  });

  it("test_unpad_returnsContent_ofAnyLengthAndEnding", () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 5000 }),
      fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.nat(300)).map(([head, zeros]) => {
        const withZeros = new Uint8Array(head.length + zeros);
        withZeros.set(head);
        return withZeros;
      }),
    );
    fc.assert(
      fc.property(content, (value) => {
        const padded = pad(value);
        expect(SIZE_CLASSES).toContain(padded.length);
        expect(unpad(padded)).toEqual(value);
      }),
    );
  });

  it("test_pad_choosesTheSmallestClassThatHoldsContentAndMark", () => {
    for (const [i, size] of SIZE_CLASSES.entries()) {
      expect(pad(new Uint8Array(size - 1))).toHaveLength(size);
      const next = SIZE_CLASSES[i + 1];
      if (next) expect(pad(new Uint8Array(size))).toHaveLength(next);
    }
    expect(codeOf(() => pad(new Uint8Array(MAX_PADDED_CONTENT + 1)))).toBe("CONTENT_TOO_LARGE");
  });

  it("test_unpad_throws_whenMarkOrLengthIsWrong", () => {
    const unmarked = new Uint8Array(256);
    const wrongMark = new Uint8Array(256).fill(1);
    const wrongLength = new Uint8Array(255).fill(0x80);
    for (const bad of [unmarked, wrongMark, wrongLength, new Uint8Array()]) {
      expect(codeOf(() => unpad(bad))).toBe("MALFORMED_PADDING");
    }
  });
});
