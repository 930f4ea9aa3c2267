import {
  type Device,
  generateDevice,
  generateKeyPair,
  identityOf,
  openInitial,
  type PreKeyBundle,
  ratchet,
  sealInitial,
  signPreKey,
} from "@sendingnetwork/sdk/e2ee";
import { toHex } from "viem";
import { describe, expect, it } from "vitest";
import {
  codeOf,
  contextOf,
  flipBit,
  fromHex,
  MAILBOX,
  providers,
  text,
} from "../../support/e2ee.ts";
import rfc7748 from "../../vectors/rfc7748.json";

for (const crypto of providers) {
  const context = contextOf(crypto);
  const alice = generateDevice(crypto, { did: toHex(1, { size: 20 }), didNonce: 4 });
  const bob = generateDevice(crypto, { did: toHex(2, { size: 20 }), didNonce: 5 });
  const signedPreKey = generateKeyPair(crypto);
  const oneTimePreKey = generateKeyPair(crypto);
  const published = { id: 1, key: signedPreKey.public };
  const bundle: PreKeyBundle = {
    ...identityOf(bob),
    sequence: 1,
    mailbox: MAILBOX,
    signedPreKey: published,
    signedPreKeySignature: signPreKey(crypto, bob, published),
    oneTimePreKeys: [{ id: 7, key: oneTimePreKey.public }],
  };
  const seal = (self: Device = alice, to: PreKeyBundle = bundle) =>
    sealInitial(context, { self, bundle: to, createdAt: 123 });

  describe(`sealed initial message on ${crypto.name}`, () => {
    it("test_openInitial_agreesWithSeal_withAndWithoutOneTimeKey", () => {
      for (const oneTime of [oneTimePreKey, undefined]) {
        const oneTimePreKeys = oneTime ? bundle.oneTimePreKeys : [];
        const sealed = seal(alice, { ...bundle, oneTimePreKeys });
        const opened = openInitial(context, {
          self: bob,
          prelude: sealed.prelude,
          signedPreKey,
          oneTimePreKey: oneTime,
        });
        expect(opened.sender).toEqual(identityOf(alice));
        expect(opened).toMatchObject({
          ad: sealed.ad,
          createdAt: 123,
          ephemeralKey: sealed.ephemeralKey,
        });
        const sent = ratchet.ratchetEncrypt(context, sealed.state, text("hello"), sealed.ad);
        const got = ratchet.ratchetDecrypt(context, opened.state, sent.message, opened.ad, 0);
        expect(got.plaintext).toEqual(text("hello"));
      }
    });

    it("test_prelude_showsNothingOfTheSender_andHasOneLength", () => {
      const other = generateDevice(crypto, { did: toHex(9, { size: 20 }), didNonce: 0 });
      const [first, second] = [seal(), seal(other)];
      expect(first.prelude.length).toBe(second.prelude.length);
      for (const secret of [alice.did, alice.deviceId, toHex(alice.identity.public)]) {
        expect(toHex(first.prelude)).not.toContain(secret.slice(2));
      }
      expect(toHex(seal().prelude)).not.toBe(toHex(first.prelude));
    });

    it("test_openInitial_throws_whenAnyBitIsTurned_orAKeyIsAnother", () => {
      const { prelude } = seal();
      const open = (changed: Uint8Array, self = bob, one = oneTimePreKey, signed = signedPreKey) =>
        codeOf(() =>
          openInitial(context, {
            self,
            prelude: changed,
            signedPreKey: signed,
            oneTimePreKey: one,
          }),
        );
      expect(open(prelude)).toBeUndefined();
      for (let bit = 8; bit < prelude.length * 8; bit += 11) {
        // The top bit of an X25519 key is ignored, but the prelude is authenticated as it is.
        expect(open(flipBit(prelude, bit)), `bit ${bit}`).toBe("UNDECRYPTABLE_MESSAGE");
      }
      expect(open(flipBit(prelude, 0))).toBe("MALFORMED_MESSAGE");
      expect(open(prelude.slice(0, -1))).toBe("MALFORMED_MESSAGE");
      const wrong = generateKeyPair(crypto);
      expect(open(prelude, bob, wrong)).toBe("UNDECRYPTABLE_MESSAGE");
      expect(open(prelude, bob, oneTimePreKey, wrong)).toBe("UNDECRYPTABLE_MESSAGE");
      expect(open(prelude, { ...bob, identity: wrong })).toBe("UNDECRYPTABLE_MESSAGE");
      expect(open(prelude, { ...bob, didNonce: 6 })).toBe("UNDECRYPTABLE_MESSAGE");
    });

    it("test_claimedIdentity_cannotEncrypt_withoutItsSecret", () => {
      // Mallory knows Alice's public key only: she can seal the claim, not send under it.
      const mallory = generateKeyPair(crypto);
      const claim = {
        ...alice,
        identity: { secret: mallory.secret, public: alice.identity.public },
      };
      const sealed = seal(claim);
      const opened = openInitial(context, {
        self: bob,
        prelude: sealed.prelude,
        signedPreKey,
        oneTimePreKey,
      });
      expect(opened.sender).toEqual(identityOf(alice));
      const sent = ratchet.ratchetEncrypt(context, sealed.state, text("I am Alice"), sealed.ad);
      const decrypt = () =>
        ratchet.ratchetDecrypt(context, opened.state, sent.message, opened.ad, 0);
      expect(codeOf(decrypt)).toBe("UNDECRYPTABLE_MESSAGE");
    });

    it("test_initial_throws_whenAnyPublicKeyIsOfLowOrder", () => {
      for (const point of rfc7748.lowOrder) {
        const key = fromHex(point);
        const bundles = {
          identity: { ...bundle, identityKey: key },
          signed: { ...bundle, signedPreKey: { id: 1, key } },
          "one-time": { ...bundle, oneTimePreKeys: [{ id: 7, key }] },
        };
        for (const [name, each] of Object.entries(bundles)) {
          expect(
            codeOf(() => seal(alice, each)),
            name,
          ).toBe("LOW_ORDER_POINT");
        }
        const { prelude } = seal();
        prelude.set(key, 1);
        const open = () =>
          openInitial(context, { self: bob, prelude, signedPreKey, oneTimePreKey });
        expect(codeOf(open), "ephemeral").toBe("LOW_ORDER_POINT");
      }
    });
  });
}
