import { equalBytes } from "@noble/ciphers/utils.js";
import { concatBytes } from "@noble/hashes/utils.js";
import type { Address } from "viem";
import { SendingError } from "../errors/index.ts";
import type { CryptoProvider } from "./CryptoProvider.ts";
import { type Device, identityOf } from "./device.ts";
import { type DeviceIdentity, encodeIdentity } from "./identity.ts";

/** A public X25519 pre-key; ids are positive and unique to the device. */
export type PreKey = { id: number; key: Uint8Array };

/** What a device publishes in its directory slot, so that peers can write to it while it is away. */
export type PreKeyBundle = DeviceIdentity & {
  /** A later one replaces an earlier one. */
  sequence: number;
  mailbox: Address;
  signedPreKey: PreKey;
  /** Ed25519, 64 bytes, over {@link signedPreKeyBytes}. */
  signedPreKeySignature: Uint8Array;
  oneTimePreKeys: PreKey[];
};

/** What the chain says about a device. */
export type RegisteredDevice = {
  didNonce: number;
  identityKey: Uint8Array;
  signingKey: Uint8Array;
};

const LABEL = new TextEncoder().encode("SendingNetwork signed pre-key v1");

/** label ‖ device identity (92 bytes) ‖ uint32 id ‖ key: the key serves this device and nonce only. */
export function signedPreKeyBytes(identity: DeviceIdentity, preKey: PreKey): Uint8Array {
  const id = new Uint8Array(4);
  new DataView(id.buffer).setUint32(0, preKey.id);
  return concatBytes(LABEL, encodeIdentity(identity), id, preKey.key);
}

export function signPreKey(crypto: CryptoProvider, device: Device, preKey: PreKey): Uint8Array {
  return crypto.ed25519Sign(device.signing.seed, signedPreKeyBytes(identityOf(device), preKey));
}

function invalid(details: string): SendingError {
  return new SendingError("A pre-key bundle is not valid.", { code: "INVALID_BUNDLE", details });
}

function isPreKey({ id, key }: PreKey): boolean {
  return Number.isInteger(id) && id > 0 && id <= 0xffffffff && key.length === 32;
}

/**
 * Holds a bundle against the device keys on chain. (That the slot's writer signed the bundle as a whole
 * is checked where its bytes are.) Low-order keys are refused when a session starts.
 * @throws SendingError INVALID_BUNDLE
 */
export function validateBundle(
  crypto: CryptoProvider,
  bundle: PreKeyBundle,
  registered: RegisteredDevice,
): void {
  if (bundle.didNonce !== registered.didNonce)
    throw invalid("it belongs to another nonce of the DID");
  if (bundle.identityKey.length !== 32) throw invalid("its identity key is not 32 bytes long");
  if (!equalBytes(bundle.identityKey, registered.identityKey)) {
    throw invalid("its identity key is not the registered one");
  }
  for (const preKey of [bundle.signedPreKey, ...bundle.oneTimePreKeys]) {
    if (!isPreKey(preKey)) throw invalid(`pre-key ${preKey.id} is malformed`);
  }
  const signed = signedPreKeyBytes(bundle, bundle.signedPreKey);
  if (!crypto.ed25519Verify(registered.signingKey, signed, bundle.signedPreKeySignature)) {
    throw invalid("its signed pre-key is not signed by the device");
  }
}
