import { concatBytes } from "@noble/hashes/utils.js";
import {
  type CryptoProvider,
  type Device,
  generateDevice,
  generateKeyPair,
  identityOf,
  type KeyPair,
  openInitial,
  type PreKeyBundle,
  preludeBytes,
  ratchet,
  sealInitial,
  signPreKey,
} from "@sendingnetwork/sdk/e2ee";
import { toHex } from "viem";
import { contextOf, MAILBOX, seededCrypto, text } from "./e2ee.ts";

const TIME = 1_700_000_000;

/** Who sends what in the recorded conversation, and in which order it arrives. */
export const script = [
  { from: "alice", plaintext: "first" },
  { from: "alice", plaintext: "" },
  { from: "bob", plaintext: "answer" },
  { from: "alice", plaintext: "after the step" },
  { from: "bob", plaintext: "skipped for a while" },
  { from: "bob", plaintext: "overtakes" },
  { from: "alice", plaintext: "last" },
] as const;

const hexPair = (pair: KeyPair) => ({ secret: toHex(pair.secret), public: toHex(pair.public) });
const hexDevice = (device: Device) => ({
  did: device.did,
  deviceId: device.deviceId,
  didNonce: device.didNonce,
  identity: hexPair(device.identity),
  signing: { seed: toHex(device.signing.seed), public: toHex(device.signing.public) },
});

/** Makes the conversation with reproducible randomness; every byte of it is a matter of the format. */
export function recordConversation(provider: CryptoProvider) {
  const crypto = seededCrypto(provider, "SendingNetwork known answers");
  const context = contextOf(crypto);
  const alice = generateDevice(crypto, { did: toHex(0xa11ce, { size: 20 }), didNonce: 1 });
  const bob = generateDevice(crypto, { did: toHex(0xb0b, { size: 20 }), didNonce: 2 });
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

  const opened = sealInitial(context, { self: alice, bundle, createdAt: TIME });
  const { prelude, ad } = opened;
  const accepted = openInitial(context, { self: bob, prelude, signedPreKey, oneTimePreKey });
  const states = { alice: opened.state, bob: accepted.state };
  const messages = script.map(({ from, plaintext }, i) => {
    const withPrelude = i < 2;
    const messageAd = withPrelude ? concatBytes(ad, prelude) : ad;
    const sent = ratchet.ratchetEncrypt(context, states[from], text(plaintext), messageAd);
    states[from] = sent.state;
    const message = sent.message;
    const frame = withPrelude
      ? concatBytes(prelude, message)
      : concatBytes(Uint8Array.of(1), message);
    // The fifth message is held back until the sixth has come.
    if (i !== 4) {
      const to = from === "alice" ? "bob" : "alice";
      const got = ratchet.ratchetDecrypt(context, states[to], message, messageAd, TIME);
      states[to] = got.state;
    }
    return { from, plaintext: toHex(text(plaintext)), frame: toHex(frame) };
  });
  return {
    devices: { alice: hexDevice(alice), bob: hexDevice(bob) },
    signedPreKey: { id: 1, ...hexPair(signedPreKey) },
    signedPreKeySignature: toHex(bundle.signedPreKeySignature),
    oneTimePreKey: { id: 7, ...hexPair(oneTimePreKey) },
    createdAt: TIME,
    preludeBytes: preludeBytes(context),
    ad: toHex(ad),
    messages,
    finalStates: {
      alice: toHex(ratchet.encodeState(states.alice)),
      bob: toHex(ratchet.encodeState(states.bob)),
    },
  };
}
