import {
  type Device,
  generateDevice,
  generateKeyPair,
  identityOf,
  type PreKeyBundle,
  signPreKey,
  validateBundle,
} from "@sendingnetwork/sdk/e2ee";
import { toHex } from "viem";
import { describe, expect, it } from "vitest";
import { codeOf, flipBit, MAILBOX, providers } from "../../support/e2ee.ts";

const did = toHex(1, { size: 20 });

for (const crypto of providers) {
  const device: Device = generateDevice(crypto, { did, didNonce: 3 });
  const signedPreKey = { id: 5, key: generateKeyPair(crypto).public };
  const bundle: PreKeyBundle = {
    ...identityOf(device),
    sequence: 1,
    mailbox: MAILBOX,
    signedPreKey,
    signedPreKeySignature: signPreKey(crypto, device, signedPreKey),
    oneTimePreKeys: [{ id: 9, key: generateKeyPair(crypto).public }],
  };
  const registered = {
    didNonce: 3,
    identityKey: device.identity.public,
    signingKey: device.signing.public,
  };

  describe(`validateBundle on ${crypto.name}`, () => {
    it("test_validateBundle_accepts_whenSignedByTheRegisteredDevice", () => {
      expect(() => validateBundle(crypto, bundle, registered)).not.toThrow();
    });

    it("test_validateBundle_throws_whenAnyFieldIsNotTheDevices", () => {
      const other = generateDevice(crypto, { did, didNonce: 3 });
      const wrong: Record<string, PreKeyBundle> = {
        did: { ...bundle, did: toHex(2, { size: 20 }) },
        device: { ...bundle, deviceId: other.deviceId },
        nonce: { ...bundle, didNonce: 2 },
        identity: { ...bundle, identityKey: other.identity.public },
        "short identity": { ...bundle, identityKey: device.identity.public.slice(1) },
        "pre-key": { ...bundle, signedPreKey: { id: 5, key: other.identity.public } },
        "pre-key id": { ...bundle, signedPreKey: { ...signedPreKey, id: 6 } },
        "signature of another": {
          ...bundle,
          signedPreKeySignature: signPreKey(crypto, other, signedPreKey),
        },
        "signature bit": {
          ...bundle,
          signedPreKeySignature: flipBit(bundle.signedPreKeySignature, 99),
        },
        "one-time id": { ...bundle, oneTimePreKeys: [{ id: 0, key: signedPreKey.key }] },
        "one-time key": { ...bundle, oneTimePreKeys: [{ id: 1, key: new Uint8Array(31) }] },
      };
      for (const [name, each] of Object.entries(wrong)) {
        expect(
          codeOf(() => validateBundle(crypto, each, registered)),
          name,
        ).toBe("INVALID_BUNDLE");
      }
      const rotated = { ...registered, signingKey: other.signing.public };
      expect(codeOf(() => validateBundle(crypto, bundle, rotated))).toBe("INVALID_BUNDLE");
    });
  });
}
