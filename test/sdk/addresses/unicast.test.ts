import { bech32, bech32m } from "@scure/base";
import fc from "fast-check";
import { bytesToHex, type Hex } from "viem";
import { describe, expect, it } from "vitest";
import { formatUnicast, parseUnicast } from "../../../sdk/src/addresses/index.ts";

const addresses = fc
  .uint8Array({ minLength: 31, maxLength: 31 })
  .map((host): Hex => `0x01${bytesToHex(host).slice(2)}`);
const refused = (text: string) =>
  expect(() => parseUnicast(text)).toThrow(expect.objectContaining({ code: "INVALID_ADDRESS" }));

describe("formatUnicast and parseUnicast", () => {
  it("are each other's inverse, on 62 characters", () => {
    fc.assert(
      fc.property(addresses, (unicast) => {
        const text = formatUnicast(unicast);
        expect(text).toMatch(/^sdn1[02-9ac-hj-np-z]{58}$/);
        expect(parseUnicast(text)).toBe(unicast);
        expect(parseUnicast(text.toUpperCase())).toBe(unicast);
        expect(parseUnicast(unicast)).toBe(unicast);
      }),
    );
  });

  it("find every mistyped character, and any two", () => {
    const position = fc.nat({ max: 57 });
    const character = fc.constantFrom(..."qpzry9x8gf2tvdw0s3jn54khce6mua7l");
    fc.assert(
      fc.property(
        addresses,
        fc.uniqueArray(fc.tuple(position, character), {
          ...{ minLength: 1, maxLength: 2, selector: ([at]) => at },
        }),
        (unicast, typos) => {
          const text = [...formatUnicast(unicast)];
          for (const [at, typed] of typos) text[4 + at] = typed;
          const mistyped = text.join("");
          if (mistyped !== formatUnicast(unicast)) refused(mistyped);
        },
      ),
    );
  });

  it("refuse another version, length, prefix, checksum or case", () => {
    const bytes = new Uint8Array(32).fill(7);
    refused(bech32m.encode("sdn", bech32m.toWords(bytes)));
    bytes[0] = 1;
    refused(bech32m.encode("sdn", bech32m.toWords(bytes.slice(1))));
    refused(bech32m.encode("sdx", bech32m.toWords(bytes)));
    refused(bech32.encode("sdn", bech32.toWords(bytes)));
    const text = formatUnicast(bytesToHex(bytes));
    refused(`${text.slice(0, 20)}${text.slice(20).toUpperCase()}`);
    for (const other of [
      "",
      "0x01",
      "sdn1",
      `${text} `,
      bytesToHex(bytes.slice(1)),
      `0x02${"0".repeat(62)}`,
    ]) {
      refused(other);
    }
    expect(() => formatUnicast("0x02")).toThrow(
      expect.objectContaining({ code: "INVALID_ADDRESS" }),
    );
  });

  // https://github.com/bitcoin/bips/blob/master/bip-0350.mediawiki#test-vectors-for-bech32m
  describe("stand on a codec that agrees with BIP-350", () => {
    for (const text of [
      "A1LQFN3A",
      "a1lqfn3a",
      "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6",
      "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
      "11llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllludsr8",
      "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
      "?1v759aa",
    ]) {
      it(`which takes ${text.slice(0, 20)}`, () => {
        expect(bech32m.decode(text as `${string}1${string}`).prefix).toBeDefined();
        refused(text);
      });
    }
    for (const text of [
      "qyrz8wqd2c9m",
      "1qyrz8wqd2c9m",
      "y1b0jsk6g",
      "lt1igcx5c0",
      "in1muywd",
      "mm1crxm3i",
      "au1s5cgom",
      "M1VUXWEZ",
      "16plkw9",
      "1p2gdwpf",
    ]) {
      it(`which refuses ${text}`, () => {
        expect(() => bech32m.decode(text as `${string}1${string}`)).toThrow();
        refused(text);
      });
    }
  });
});
