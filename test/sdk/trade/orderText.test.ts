import fc from "fast-check";
import { getAddress, type Hex, toHex, zeroAddress } from "viem";
import { describe, expect, it } from "vitest";
import {
  conversationSalt,
  decodeOrder,
  encodeOrder,
  type Order,
} from "../../../sdk/src/trade/index.ts";
import { fakeDeployment } from "../../support/deployment.ts";

const bytes = (size: number) =>
  fc.uint8Array({ minLength: size, maxLength: size }).map((it) => toHex(it));
const address = bytes(20)
  .filter((it) => BigInt(it) !== 0n)
  .map((it) => getAddress(it));
const word = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
const amount = fc.bigInt({ min: 1n, max: 2n ** 256n - 1n });
const coins = fc.bigInt({ min: 1n, max: 2n ** 128n - 1n });
const time = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const item = fc.oneof(
  coins.map((it) => ({ kind: 0, token: zeroAddress, id: 0n, amount: it })),
  fc.record({ kind: fc.constant(1), token: address, id: fc.constant(0n), amount }),
  fc.record({ kind: fc.constant(2), token: address, id: word, amount: fc.constant(1n) }),
  fc.record({ kind: fc.constant(3), token: address, id: word, amount }),
  fc.record({ kind: fc.constant(4), token: address, id: word, amount: time.map(BigInt) }),
);
const order: fc.Arbitrary<Order> = fc.record({
  maker: address,
  taker: fc.oneof(address, fc.constant(zeroAddress)),
  give: fc.array(item, { minLength: 1, maxLength: 16 }),
  want: fc.array(item, { maxLength: 16 }),
  nonce: word,
  counter: word,
  expiry: time,
  parts: fc.constant(1),
  salt: bytes(32),
});
const signature = fc.uint8Array({ maxLength: 1_024 }).map((it): Hex => toHex(it));

describe("encodeOrder", () => {
  it("writes what decodeOrder reads, for any order", () => {
    fc.assert(
      fc.property(order, signature, (order, signature) => {
        const offer = { order, signature };
        const text = encodeOrder(fakeDeployment, offer);
        expect(text).toMatch(/^sdn-offer:[A-Za-z0-9_-]+$/);
        expect(decodeOrder(fakeDeployment, ` ${text}\n`)).toEqual(offer);
      }),
    );
  });

  it("refuses orders that nobody could fill", () => {
    const [made] = fc.sample(order, 1) as [Order];
    const encode = (change: Partial<Order>) => () =>
      encodeOrder(fakeDeployment, { order: { ...made, ...change }, signature: "0x" });
    const card = { kind: 2, token: made.maker, id: 1n, amount: 1n };
    expect(encode({ give: [], want: [] })).toThrow("gives nothing and wants nothing");
    expect(encode({ give: Array(17).fill(card) })).toThrow("at most 16");
    expect(encode({ give: [card], want: [], parts: 2 })).toThrow("can be divided");
    expect(encode({ give: [{ ...card, kind: 5 }] })).toThrow("unknown");
    expect(encode({ give: [{ ...card, amount: 2n }] })).toThrow("too large");
    expect(encode({ give: [{ ...card, amount: 0n }] })).toThrow("nothing");
    expect(encode({ give: [{ ...card, kind: 0 }] })).toThrow("coins have no token");
    expect(encode({ expiry: 0 })).toThrow("expiry");
    expect(encode({ parts: 0 })).toThrow("parts");
    expect(encode({ salt: "0x12" })).toThrow("salt");
    expect(encode({ nonce: 2n ** 256n })).toThrow("out of range");
    expect(encode({ maker: zeroAddress })).toThrow("no maker");
  });
});

describe("decodeOrder", () => {
  const [made] = fc.sample(order, 1) as [Order];
  const text = encodeOrder(fakeDeployment, { order: made, signature: "0x1234" });
  const decode = (line: string) => () => decodeOrder(fakeDeployment, line);
  const code = (code: string) => expect.objectContaining({ code });

  it("throws INVALID_OFFER for anything else, and nothing else", () => {
    for (const line of ["", "hello", "sdn-offer:", "sdn-offer:AAAA", `${text}=`, `x${text}`]) {
      expect(decode(line)).toThrow(code("INVALID_OFFER"));
    }
    expect(decode(`sdn-offer:${"A".repeat(10_000)}`)).toThrow("too long");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (any) => {
        const line = `sdn-offer:${Buffer.from(any).toString("base64url")}`;
        expect(decode(line)).toThrow(code("INVALID_OFFER"));
      }),
    );
  });

  it("notices every changed character and every part that is missing", () => {
    for (let at = "sdn-offer:".length; at < text.length; ++at) {
      const other = text[at] === "A" ? "B" : "A";
      expect(decode(text.slice(0, at) + other + text.slice(at + 1))).toThrow();
      expect(decode(text.slice(0, at))).toThrow(code("INVALID_OFFER"));
    }
  });

  it("throws WRONG_NETWORK for an offer of another chain or escrow", () => {
    const { chainId, contracts } = fakeDeployment;
    const elsewhere = { ...fakeDeployment, chainId: chainId + 1 };
    expect(() => decodeOrder(elsewhere, text)).toThrow(code("WRONG_NETWORK"));
    const redeployed = { chainId, contracts: { ...contracts, tradeEscrow: made.maker } };
    expect(() => decodeOrder(redeployed, text)).toThrow(code("WRONG_NETWORK"));
  });
});

describe("conversationSalt", () => {
  const [conversationId, messageId, random] = ["01", "02", "03"].map(
    (byte): Hex => `0x${byte.repeat(32)}`,
  ) as [Hex, Hex, Hex];

  it("is the hash of the conversation, the message and 32 random bytes", () => {
    const { salt } = conversationSalt({ conversationId, messageId, random });
    expect(salt).toBe("0x0918b65016ec47e1613e6629a797fb3685353e3b8101d0e5250ab52e53f27b88");
    const drawn = conversationSalt({ conversationId, messageId });
    expect(drawn.salt).not.toBe(salt);
    expect(conversationSalt({ conversationId, messageId, random: drawn.random })).toEqual(drawn);
  });

  it("throws INVALID_SALT for ids of another length", () => {
    expect(() => conversationSalt({ conversationId: "0x12", messageId })).toThrow("32 bytes");
  });
});
