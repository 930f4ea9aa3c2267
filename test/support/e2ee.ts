import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";
import {
  type CryptoProvider,
  createCrypto,
  createSessions,
  type Device,
  defaultProfile,
  type E2eeContext,
  generateDevice,
  generateKeyPair,
  nobleCrypto,
  type PreKeyBundle,
  type Profile,
  type RegisteredDevice,
  ratchet,
  type Sessions,
} from "@sendingnetwork/sdk/e2ee";
import { memoryStore, type Store } from "@sendingnetwork/sdk/store";
import { type Address, type Hex, hexToBytes, toHex } from "viem";

/** Both providers: whatever is tested runs on each. */
export const providers: readonly CryptoProvider[] = [await createCrypto(), nobleCrypto];

export const text = (value: string) => new TextEncoder().encode(value);

/** The provider with a reproducible stream instead of randomness: SHA-256(seed ‖ counter). */
export function seededCrypto(crypto: CryptoProvider, seed: string): CryptoProvider {
  let counter = 0;
  const block = () => sha256(concatBytes(text(seed), Uint8Array.of(counter >> 8, counter++ & 255)));
  return {
    ...crypto,
    random(length) {
      const blocks = Array.from({ length: Math.ceil(length / 32) }, block);
      return concatBytes(...blocks).slice(0, length);
    },
  };
}

export function contextOf(crypto: CryptoProvider, profile: Partial<Profile> = {}): E2eeContext {
  return { crypto, profile: { ...defaultProfile, ...profile } };
}

/** Two ends of one ratchet, the initiator first. */
export function ratchetPair(context: E2eeContext): [ratchet.RatchetState, ratchet.RatchetState] {
  const { crypto } = context;
  const secrets = {
    root: crypto.random(32),
    headerKey: crypto.random(32),
    nextHeaderKey: crypto.random(32),
  };
  const signedPreKey = generateKeyPair(crypto);
  return [
    ratchet.initializeInitiator(context, secrets, signedPreKey.public),
    ratchet.initializeResponder(secrets, signedPreKey),
  ];
}

/** What the chain would say about devices, for `resolveDevice`. */
export class DeviceDirectory {
  readonly #devices = new Map<string, RegisteredDevice>();

  register(device: Device, registered: Partial<RegisteredDevice> = {}): void {
    this.#devices.set(device.deviceId, {
      didNonce: device.didNonce,
      identityKey: device.identity.public,
      signingKey: device.signing.public,
      ...registered,
    });
  }

  remove(device: Device): void {
    this.#devices.delete(device.deviceId);
  }

  readonly resolve = async ({ deviceId }: { deviceId: Hex }) => this.#devices.get(deviceId);
}

export const MAILBOX: Address = toHex(0xbeef, { size: 20 });

/** A device with its store and sessions. `clock.now` is everybody's time. */
export type Party = {
  device: Device;
  store: Store;
  sessions: Sessions;
  bundle(): Promise<PreKeyBundle>;
};

export async function createParty(
  crypto: CryptoProvider,
  directory: DeviceDirectory,
  did: number,
  clock: { now: number } = { now: 1_700_000_000 },
  store: Store = memoryStore(),
): Promise<Party> {
  const device = generateDevice(crypto, { did: toHex(did, { size: 20 }), didNonce: 0 });
  directory.register(device);
  const resolveDevice = directory.resolve;
  const sessions = await createSessions({
    crypto,
    store,
    device,
    resolveDevice,
    now: () => clock.now,
  });
  return {
    device,
    store,
    sessions,
    /** A fresh bundle as an Edge hands it out: with one one-time key. */
    async bundle() {
      const wanted = { mailbox: MAILBOX, bundles: 1, oneTimeKeys: 1 };
      const [bundle] = await sessions.renewPreKeys(wanted);
      if (!bundle) throw new Error("no bundle");
      return bundle;
    },
  };
}

/** A copy with one bit turned. */
export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  const index = (bit >> 3) % copy.length;
  copy[index] = (copy[index] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

/** The error that `action` throws, by its code. */
export function codeOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return undefined;
}

export const fromHex = (hex: string) => hexToBytes(hex as Hex);
