import { describe, expect, it } from "vitest";
import { recordConversation } from "../../support/conversation.ts";
import { fromHex, providers } from "../../support/e2ee.ts";
import { agree, derive, hmac, openSealed } from "../../support/openssl.ts";
import vectors from "../../vectors/double-ratchet.json";

const bytes = (hex: string) => Buffer.from(fromHex(hex));
const NONE = Buffer.alloc(0);
const ZERO = Buffer.alloc(32);

function identityBytes({
  did,
  deviceId,
  didNonce,
  identity,
}: typeof vectors.devices.alice): Buffer {
  const nonce = Buffer.alloc(8);
  nonce.writeBigUInt64BE(BigInt(didNonce));
  return Buffer.concat([bytes(did), bytes(deviceId), nonce, bytes(identity.public)]);
}

describe("test/vectors/double-ratchet.json", () => {
  for (const crypto of providers) {
    it(`test_conversation_equalsVector_on_${crypto.name}`, () => {
      expect(recordConversation(crypto)).toEqual(vectors);
    });
  }

  it("test_firstFrame_opensByTheDocumentedConstruction_onOpenSsl", () => {
    const { devices, preludeBytes } = vectors;
    const frame = bytes(vectors.messages[0]?.frame ?? "0x");
    const prelude = frame.subarray(0, preludeBytes);
    const [head, sealed] = [prelude.subarray(0, 41), prelude.subarray(41)];
    const ephemeral = head.subarray(1, 33);
    expect(head[0]).toBe(2);
    expect(head.subarray(33).toString("hex")).toBe("0000000100000007");

    const signedSecret = bytes(vectors.signedPreKey.secret);
    const f = Buffer.alloc(32, 0xff);
    const dh2 = agree(bytes(devices.bob.identity.secret), ephemeral);
    const dh3 = agree(signedSecret, ephemeral);
    const dh4 = agree(bytes(vectors.oneTimePreKey.secret), ephemeral);

    const sealing = Buffer.concat([f, dh2, dh3, dh4]);
    const [sealKey, sealNonce] = derive(ZERO, sealing, "SendingNetwork sealed sender v1", [32, 12]);
    if (!sealKey || !sealNonce) throw new Error("no key");
    const [alice, bob] = [identityBytes(devices.alice), identityBytes(devices.bob)];
    const claim = openSealed(sealKey, sealNonce, sealed, Buffer.concat([head, bob]));
    expect(claim.readBigUInt64BE(0)).toBe(BigInt(vectors.createdAt));
    expect(claim.subarray(8).equals(alice), "sealed identity").toBe(true);

    const dh1 = agree(signedSecret, bytes(devices.alice.identity.public));
    const shared = Buffer.concat([f, dh1, dh2, dh3, dh4]);
    const [sk, headerKey] = derive(ZERO, shared, "SendingNetwork X3DH v1", [32, 32, 32]);
    if (!sk || !headerKey) throw new Error("no secrets");

    const message = frame.subarray(preludeBytes);
    const [header, ciphertext] = [message.subarray(0, 68), message.subarray(68)];
    const plainHeader = openSealed(headerKey, header.subarray(0, 12), header.subarray(12), NONE);
    expect(plainHeader.subarray(32).toString("hex"), "counters").toBe("00".repeat(8));

    const remote = plainHeader.subarray(0, 32);
    const rootInfo = "SendingNetwork ratchet root v1";
    const [, chain] = derive(sk, agree(signedSecret, remote), rootInfo, [32, 32, 32]);
    const messageKey = hmac(chain ?? NONE, 1);
    const [key, nonce] = derive(ZERO, messageKey, "SendingNetwork ratchet message v1", [32, 12]);
    const ad = Buffer.concat([alice, bob, prelude, header]);
    const plaintext = openSealed(key ?? NONE, nonce ?? NONE, ciphertext, ad);
    expect(plaintext.toString()).toBe("first");
  });
});
