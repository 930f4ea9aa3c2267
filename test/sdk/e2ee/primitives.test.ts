import { type CryptoProvider, hkdf } from "@sendingnetwork/sdk/e2ee";
import fc from "fast-check";
import { toHex } from "viem";
import { describe, expect, it } from "vitest";
import { flipBit, fromHex, providers } from "../../support/e2ee.ts";
import rfc5869 from "../../vectors/rfc5869.json";
import rfc7748 from "../../vectors/rfc7748.json";
import rfc8032 from "../../vectors/rfc8032.json";
import rfc8439 from "../../vectors/rfc8439.json";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

for (const crypto of providers) {
  describe(`primitives of ${crypto.name}`, () => {
    it("test_x25519_equalsRfc7748", () => {
      for (const { scalar, u, output } of rfc7748.multiplications) {
        expect(toHex(crypto.x25519(fromHex(scalar), fromHex(u)))).toBe(output);
      }
      const { aliceSecret, alicePublic, bobSecret, bobPublic, shared } = rfc7748.agreement;
      expect(toHex(crypto.x25519PublicKey(fromHex(aliceSecret)))).toBe(alicePublic);
      expect(toHex(crypto.x25519PublicKey(fromHex(bobSecret)))).toBe(bobPublic);
      expect(toHex(crypto.x25519(fromHex(aliceSecret), fromHex(bobPublic)))).toBe(shared);
      expect(toHex(crypto.x25519(fromHex(bobSecret), fromHex(alicePublic)))).toBe(shared);
    });

    it("test_x25519_equalsRfc7748_whenIterated", () => {
      let [k, u] = [fromHex(`0x09${"00".repeat(31)}`), fromHex(`0x09${"00".repeat(31)}`)];
      for (let i = 1; i <= 1000; i++) {
        [k, u] = [crypto.x25519(k, u), k];
        if (i === 1) expect(toHex(k)).toBe(rfc7748.iterated["1"]);
      }
      expect(toHex(k)).toBe(rfc7748.iterated["1000"]);
    });

    it("test_x25519_throws_whenPointIsOfLowOrder", () => {
      for (const point of rfc7748.lowOrder) {
        const plain = fromHex(point);
        // The highest bit is ignored, so each point has a second spelling.
        for (const spelling of [plain, flipBit(plain, 255)]) {
          expect(() => crypto.x25519(crypto.random(32), spelling), toHex(spelling)).toThrowError(
            expect.objectContaining({ code: "LOW_ORDER_POINT" }),
          );
        }
      }
    });

    it("test_x25519_throws_whenKeyHasWrongLength", () => {
      const wrong = expect.objectContaining({ code: "INVALID_KEY_LENGTH" });
      expect(() => crypto.x25519(new Uint8Array(31), crypto.random(32))).toThrowError(wrong);
      expect(() => crypto.x25519(crypto.random(32), new Uint8Array(33))).toThrowError(wrong);
    });

    it("test_ed25519_equalsRfc8032", () => {
      for (const vector of rfc8032.cases) {
        const [seed, message] = [fromHex(vector.seed), fromHex(vector.message)];
        expect(toHex(crypto.ed25519PublicKey(seed))).toBe(vector.public);
        const signature = crypto.ed25519Sign(seed, message);
        expect(toHex(signature)).toBe(vector.signature);
        expect(crypto.ed25519Verify(fromHex(vector.public), message, signature)).toBe(true);
      }
    });

    it("test_ed25519Verify_isFalse_whenAnyBitIsTurned", () => {
      const message = bytes(40);
      fc.assert(
        fc.property(bytes(32), message, fc.nat(), (seed, signed, bit) => {
          const key = crypto.ed25519PublicKey(seed);
          const signature = crypto.ed25519Sign(seed, signed);
          expect(crypto.ed25519Verify(key, signed, flipBit(signature, bit))).toBe(false);
          expect(crypto.ed25519Verify(key, flipBit(signed, bit), signature)).toBe(false);
          expect(crypto.ed25519Verify(flipBit(key, bit), signed, signature)).toBe(false);
        }),
        { numRuns: 30 },
      );
    });

    it("test_ed25519Verify_isFalse_whenKeyIsOfLowOrderOrMalformed", () => {
      // With the neutral element as key and as R, and s = 0, the bare equation holds for any message.
      const neutral = fromHex(`0x01${"00".repeat(31)}`);
      const signature = fromHex(`0x01${"00".repeat(63)}`);
      expect(crypto.ed25519Verify(neutral, fromHex("0x12"), signature)).toBe(false);
      expect(crypto.ed25519Verify(neutral.slice(1), fromHex("0x12"), signature)).toBe(false);
      expect(crypto.ed25519Verify(neutral, fromHex("0x12"), signature.slice(1))).toBe(false);
    });

    it("test_hkdf_equalsRfc5869", () => {
      for (const vector of rfc5869.cases) {
        const { length } = vector;
        const [salt, secret, info] = [vector.salt, vector.secret, vector.info].map(fromHex);
        if (!salt || !secret || !info) throw new Error("incomplete vector");
        expect(toHex(hkdf(crypto, { salt, secret, info, length }))).toBe(vector.output);
      }
    });

    it("test_hkdf_throws_whenOutputIsTooLong", () => {
      const [salt, secret, info] = [new Uint8Array(), new Uint8Array(32), new Uint8Array()];
      expect(hkdf(crypto, { salt, secret, info, length: 255 * 32 })).toHaveLength(8160);
      expect(() => hkdf(crypto, { salt, secret, info, length: 255 * 32 + 1 })).toThrowError();
    });

    it("test_chaCha20Poly1305_equalsRfc8439", () => {
      const cipher = crypto.chaCha20Poly1305;
      for (const vector of rfc8439.cases) {
        const [key, nonce, ad] = [fromHex(vector.key), fromHex(vector.nonce), fromHex(vector.ad)];
        const sealed = cipher.seal(key, nonce, fromHex(vector.plaintext), ad);
        expect(toHex(sealed)).toBe(`${vector.ciphertext}${vector.tag.slice(2)}`);
        expect(toHex(cipher.open(key, nonce, sealed, ad) ?? new Uint8Array())).toBe(
          vector.plaintext,
        );
      }
    });

    it("test_chaCha20Poly1305_opensNothing_whenAnyBitIsTurned", () => {
      const cipher = crypto.chaCha20Poly1305;
      const anything = fc.uint8Array({ minLength: 1, maxLength: 80 });
      fc.assert(
        fc.property(
          bytes(32),
          bytes(12),
          anything,
          anything,
          fc.nat(),
          (key, nonce, plain, ad, bit) => {
            const sealed = cipher.seal(key, nonce, plain, ad);
            expect(cipher.open(key, nonce, flipBit(sealed, bit), ad)).toBeUndefined();
            expect(cipher.open(flipBit(key, bit), nonce, sealed, ad)).toBeUndefined();
            expect(cipher.open(key, flipBit(nonce, bit), sealed, ad)).toBeUndefined();
            expect(cipher.open(key, nonce, sealed, flipBit(ad, bit))).toBeUndefined();
            expect(cipher.open(key, nonce, sealed.slice(0, 15), ad)).toBeUndefined();
          },
        ),
      );
    });

    it("test_random_doesNotRepeat", () => {
      expect(toHex(crypto.random(32))).not.toBe(toHex(crypto.random(32)));
      expect(crypto.random(7)).toHaveLength(7);
    });
  });
}

describe("providers", () => {
  it("test_providers_giveEqualResults", () => {
    const [first, second] = providers as [CryptoProvider, CryptoProvider];
    const message = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(bytes(32), bytes(32), bytes(12), message, message, (a, b, nonce, m, ad) => {
        const run = (crypto: CryptoProvider) => [
          crypto.x25519PublicKey(a),
          crypto.x25519(a, crypto.x25519PublicKey(b)),
          crypto.ed25519PublicKey(a),
          crypto.ed25519Sign(a, m),
          crypto.hmacSha256(ad, m),
          crypto.chaCha20Poly1305.seal(a, nonce, m, ad),
        ];
        expect(run(first)).toEqual(run(second));
      }),
      { numRuns: 25 },
    );
  });
});
