import { bytesToHex, type Hex } from "viem";
import type { CryptoProvider } from "./CryptoProvider.ts";
import type { DeviceAddress, DeviceIdentity } from "./identity.ts";
import { generateKeyPair, type KeyPair } from "./keyPair.ts";

/** This device's address and secret keys. Both public keys stand on chain. */
export type Device = DeviceAddress & {
  /** X25519. */
  identity: KeyPair;
  /** Ed25519: 32-byte seed and public key. Signs pre-keys and directory slots. */
  signing: { seed: Uint8Array; public: Uint8Array };
};

export type GenerateDeviceParameters = {
  did: Hex;
  didNonce: number;
  /** Random by default: an id serves once for ever. */
  deviceId?: Hex | undefined;
};

/** Draws the keys of a new device; they count once the DID's controller has registered them. */
export function generateDevice(
  crypto: CryptoProvider,
  parameters: GenerateDeviceParameters,
): Device {
  const seed = crypto.random(32);
  return {
    did: parameters.did,
    deviceId: parameters.deviceId ?? bytesToHex(crypto.random(32)),
    didNonce: parameters.didNonce,
    identity: generateKeyPair(crypto),
    signing: { seed, public: crypto.ed25519PublicKey(seed) },
  };
}

/** What of a device its peers know. */
export function identityOf(device: Device): DeviceIdentity {
  const { did, deviceId, didNonce, identity } = device;
  return { did, deviceId, didNonce, identityKey: identity.public };
}
