import { concatBytes } from "@noble/hashes/utils.js";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import { SendingError } from "../errors/index.ts";
import { requireLength } from "./cryptoErrors.ts";
import { split } from "./hkdf.ts";

/** A device of a DID under one nonce of that DID: conversations are pinned to all three. */
export type DeviceAddress = {
  /** 20 bytes. */
  did: Hex;
  /** 32 bytes. */
  deviceId: Hex;
  didNonce: number;
};

/** Who speaks: an address and the X25519 key that the chain lists for it. */
export type DeviceIdentity = DeviceAddress & { identityKey: Uint8Array };

/** did 20 ‖ deviceId 32 ‖ uint64 didNonce ‖ identityKey 32. */
export const IDENTITY_BYTES = 92;

export function encodeIdentity(identity: DeviceIdentity): Uint8Array {
  const [did, deviceId] = [hexToBytes(identity.did), hexToBytes(identity.deviceId)];
  requireLength(did, 20, "DID");
  requireLength(deviceId, 32, "device id");
  requireLength(identity.identityKey, 32, "identity key");
  return concatBytes(did, deviceId, uint64(identity.didNonce), identity.identityKey);
}

/** @throws SendingError MALFORMED_MESSAGE */
export function decodeIdentity(bytes: Uint8Array): DeviceIdentity {
  requireLength(bytes, IDENTITY_BYTES, "device identity");
  const [did, deviceId, nonce, identityKey] = split(bytes, [20, 32, 8, 32]);
  return {
    did: bytesToHex(did),
    deviceId: bytesToHex(deviceId),
    didNonce: readUint64(nonce),
    identityKey,
  };
}

/** Big-endian. */
export function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** @throws SendingError MALFORMED_MESSAGE beyond the integers that a number holds exactly */
export function readUint64(bytes: Uint8Array): number {
  const value = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new SendingError("A number in a message is out of range.", { code: "MALFORMED_MESSAGE" });
  }
  return Number(value);
}
