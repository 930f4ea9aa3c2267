import { concatBytes } from "@noble/hashes/utils.js";
import { hkdf, split } from "./hkdf.ts";
import type { KeyPair } from "./keyPair.ts";
import type { E2eeContext } from "./profile.ts";

/**
 * X3DH (Signal's "The X3DH Key Agreement Protocol", revision 1) on X25519, in the two halves that a
 * sealed sender needs: what the ephemeral key gives, and what the sender's identity key adds to it.
 * Names as there: DH1 = (IK_A, SPK_B), DH2 = (EK_A, IK_B), DH3 = (EK_A, SPK_B), DH4 = (EK_A, OPK_B).
 */
export type EphemeralAgreement = { dh2: Uint8Array; dh3: Uint8Array; dh4: Uint8Array | undefined };

/** Secrets to start a ratchet with header encryption from. */
export type SharedSecrets = {
  /** SK, the first root key. */
  root: Uint8Array;
  /** First header keys: of the initiator's first chain, and of the responder's. */
  headerKey: Uint8Array;
  nextHeaderKey: Uint8Array;
};

export type InitiatorAgreementParameters = {
  ephemeral: KeyPair;
  identityKey: Uint8Array;
  signedPreKey: Uint8Array;
  oneTimePreKey?: Uint8Array | undefined;
};

/** @throws SendingError LOW_ORDER_POINT */
export function initiatorAgreement(
  { crypto }: E2eeContext,
  parameters: InitiatorAgreementParameters,
): EphemeralAgreement {
  const { secret } = parameters.ephemeral;
  const { oneTimePreKey } = parameters;
  return {
    dh2: crypto.x25519(secret, parameters.identityKey),
    dh3: crypto.x25519(secret, parameters.signedPreKey),
    dh4: oneTimePreKey && crypto.x25519(secret, oneTimePreKey),
  };
}

export type ResponderAgreementParameters = {
  ephemeralKey: Uint8Array;
  identity: KeyPair;
  signedPreKey: KeyPair;
  oneTimePreKey?: KeyPair | undefined;
};

/** @throws SendingError LOW_ORDER_POINT */
export function responderAgreement(
  { crypto }: E2eeContext,
  parameters: ResponderAgreementParameters,
): EphemeralAgreement {
  const { ephemeralKey, oneTimePreKey } = parameters;
  return {
    dh2: crypto.x25519(parameters.identity.secret, ephemeralKey),
    dh3: crypto.x25519(parameters.signedPreKey.secret, ephemeralKey),
    dh4: oneTimePreKey && crypto.x25519(oneTimePreKey.secret, ephemeralKey),
  };
}

/** F of the specification: keeps the input apart from any that XEdDSA might make. */
const F = new Uint8Array(32).fill(0xff);
const NO_SALT = new Uint8Array();

/** DH4 is left out, not zeroed, when there was no one-time pre-key. */
function keyMaterial(...parts: (Uint8Array | undefined)[]): Uint8Array {
  return concatBytes(F, ...parts.filter((part) => part !== undefined));
}

/** `length` bytes that only the recipient of the ephemeral key can derive, whoever sent it. */
export function sealingSecret(
  { crypto, profile }: E2eeContext,
  { dh2, dh3, dh4 }: EphemeralAgreement,
  length: number,
): Uint8Array {
  const secret = keyMaterial(dh2, dh3, dh4);
  return hkdf(crypto, { salt: NO_SALT, secret, info: profile.sealInfo, length });
}

/** SK = HKDF(F ‖ DH1 ‖ DH2 ‖ DH3 ‖ DH4), and with it the two shared header keys. */
export function sharedSecrets(
  { crypto, profile }: E2eeContext,
  dh1: Uint8Array,
  { dh2, dh3, dh4 }: EphemeralAgreement,
): SharedSecrets {
  const secret = keyMaterial(dh1, dh2, dh3, dh4);
  const output = hkdf(crypto, { salt: NO_SALT, secret, info: profile.x3dhInfo, length: 96 });
  const [root, headerKey, nextHeaderKey] = split(output, [32, 32, 32]);
  return { root, headerKey, nextHeaderKey };
}
