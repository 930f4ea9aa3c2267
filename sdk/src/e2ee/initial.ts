import { concatBytes } from "@noble/hashes/utils.js";
import { SendingError } from "../errors/index.ts";
import type { PreKeyBundle } from "./bundle.ts";
import { type Device, identityOf } from "./device.ts";
import { split } from "./hkdf.ts";
import {
  type DeviceIdentity,
  decodeIdentity,
  encodeIdentity,
  IDENTITY_BYTES,
  readUint64,
  uint64,
} from "./identity.ts";
import { generateKeyPair, type KeyPair } from "./keyPair.ts";
import type { E2eeContext } from "./profile.ts";
import { initializeInitiator, initializeResponder } from "./ratchet/initialize.ts";
import { type RatchetState, undecryptable } from "./ratchet/state.ts";
import { initiatorAgreement, responderAgreement, sealingSecret, sharedSecrets } from "./x3dh.ts";

/**
 * The prelude that starts a session without naming the sender to anyone but the recipient:
 *
 *   head   = 0x02 ‖ EK_A 32 ‖ uint32 signed pre-key id ‖ uint32 one-time pre-key id (0: none)
 *   sealed = AEAD(key, nonce, uint64 createdAt ‖ identity of A, ad = head ‖ identity of B)
 *   key ‖ nonce = HKDF(salt = 0, F ‖ DH2 ‖ DH3 [‖ DH4], info = sealInfo)
 *   SK ‖ HK_A ‖ NHK_B = HKDF(salt = 0, F ‖ DH1 ‖ DH2 ‖ DH3 [‖ DH4], info = x3dhInfo)
 *
 * The first key comes from the ephemeral key and B's keys alone, so that B can read who claims to write
 * and with that identity key compute DH1; the second is X3DH's, so that only who holds A's identity key
 * can encrypt the ratchet message that follows. The ephemeral key is fresh, so the derived key and nonce
 * seal once. What the sealed identity claims is proven when that message's tag verifies and its identity
 * key is the chain's.
 */
export const INITIAL_MESSAGE = 0x02;

const HEAD_BYTES = 1 + 32 + 4 + 4;
const SEALED_PLAIN_BYTES = 8 + IDENTITY_BYTES;

export type SessionStart = {
  state: RatchetState;
  /** Identities of initiator and responder: authenticated with every message of the session. */
  ad: Uint8Array;
  /** EK_A, which names the session. */
  ephemeralKey: Uint8Array;
  /** Unix seconds by the initiator's clock; both sides prefer the later of two sessions. */
  createdAt: number;
};

export type PreludeHead = {
  head: Uint8Array;
  ephemeralKey: Uint8Array;
  signedPreKeyId: number;
  /** 0: none was left. */
  oneTimePreKeyId: number;
};

export function preludeBytes({ crypto, profile }: E2eeContext): number {
  return HEAD_BYTES + SEALED_PLAIN_BYTES + profile.cipher(crypto).tagBytes;
}

/** Reads what of a prelude is in the clear. @throws SendingError MALFORMED_MESSAGE */
export function readPrelude(context: E2eeContext, prelude: Uint8Array): PreludeHead {
  if (prelude.length < preludeBytes(context) || prelude[0] !== INITIAL_MESSAGE) {
    throw new SendingError("An initial message is malformed.", { code: "MALFORMED_MESSAGE" });
  }
  const head = prelude.slice(0, HEAD_BYTES);
  const view = new DataView(head.buffer, head.byteOffset);
  return {
    head,
    ephemeralKey: head.slice(1, 33),
    signedPreKeyId: view.getUint32(33),
    oneTimePreKeyId: view.getUint32(37),
  };
}

export type SealInitialParameters = {
  self: Device;
  /** Validated; its first one-time pre-key is used, if it has one. */
  bundle: PreKeyBundle;
  createdAt: number;
};

/** Initiator's side. @throws SendingError LOW_ORDER_POINT */
export function sealInitial(
  context: E2eeContext,
  { self, bundle, createdAt }: SealInitialParameters,
): SessionStart & { prelude: Uint8Array } {
  const { crypto, profile } = context;
  const [oneTime] = bundle.oneTimePreKeys;
  const ephemeral = generateKeyPair(crypto);
  const agreement = initiatorAgreement(context, {
    ephemeral,
    identityKey: bundle.identityKey,
    signedPreKey: bundle.signedPreKey.key,
    oneTimePreKey: oneTime?.key,
  });
  const head = new Uint8Array(HEAD_BYTES);
  head[0] = INITIAL_MESSAGE;
  head.set(ephemeral.public, 1);
  const view = new DataView(head.buffer);
  view.setUint32(33, bundle.signedPreKey.id);
  view.setUint32(37, oneTime?.id ?? 0);

  const cipher = profile.cipher(crypto);
  const secret = sealingSecret(context, agreement, cipher.keyBytes + cipher.nonceBytes);
  const [key, nonce] = split(secret, [cipher.keyBytes, cipher.nonceBytes]);
  const [ours, theirs] = [encodeIdentity(identityOf(self)), encodeIdentity(bundle)];
  const plain = concatBytes(uint64(createdAt), ours);
  const sealed = cipher.seal(key, nonce, plain, concatBytes(head, theirs));

  const dh1 = crypto.x25519(self.identity.secret, bundle.signedPreKey.key);
  const secrets = sharedSecrets(context, dh1, agreement);
  return {
    state: initializeInitiator(context, secrets, bundle.signedPreKey.key),
    ad: concatBytes(ours, theirs),
    ephemeralKey: ephemeral.public,
    createdAt,
    prelude: concatBytes(head, sealed),
  };
}

export type OpenInitialParameters = {
  self: Device;
  prelude: Uint8Array;
  signedPreKey: KeyPair;
  oneTimePreKey?: KeyPair | undefined;
};

/**
 * Responder's side. Nothing about `sender` is proven before the ratchet message decrypts.
 * @throws SendingError MALFORMED_MESSAGE, UNDECRYPTABLE_MESSAGE, LOW_ORDER_POINT
 */
export function openInitial(
  context: E2eeContext,
  { self, prelude, signedPreKey, oneTimePreKey }: OpenInitialParameters,
): SessionStart & { sender: DeviceIdentity } {
  const { crypto, profile } = context;
  const { head, ephemeralKey } = readPrelude(context, prelude);
  const agreement = responderAgreement(context, {
    ephemeralKey,
    identity: self.identity,
    signedPreKey,
    oneTimePreKey,
  });
  const cipher = profile.cipher(crypto);
  const secret = sealingSecret(context, agreement, cipher.keyBytes + cipher.nonceBytes);
  const [key, nonce] = split(secret, [cipher.keyBytes, cipher.nonceBytes]);
  const ours = encodeIdentity(identityOf(self));
  const sealed = prelude.slice(HEAD_BYTES, preludeBytes(context));
  const plain = cipher.open(key, nonce, sealed, concatBytes(head, ours));
  if (!plain) throw undecryptable("the sender's identity does not open");
  const [time, theirs] = split(plain, [8, IDENTITY_BYTES]);
  const sender = decodeIdentity(theirs);
  const dh1 = crypto.x25519(signedPreKey.secret, sender.identityKey);
  return {
    state: initializeResponder(sharedSecrets(context, dh1, agreement), signedPreKey),
    ad: concatBytes(theirs, ours),
    ephemeralKey,
    createdAt: readUint64(time),
    sender,
  };
}
