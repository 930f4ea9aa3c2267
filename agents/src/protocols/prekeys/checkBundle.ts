import { ed25519 } from "@noble/curves/ed25519.js";
import type { DeviceRecord } from "@sendingnetwork/sdk/network";
import { ProblemCode, ProblemError, requireSafe, wire } from "@sendingnetwork/sdk/wire";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import type { EdgeView } from "../EdgeView.ts";

/** One-time keys of one bundle. */
export const MAX_ONE_TIME_KEYS = 500;

export type CheckedBundle = { did: bigint; deviceId: Hex; bundle: wire.PreKeyBundle };

/**
 * A published bundle whose signature, device key and DID nonce are those of the chain. Throws
 * MALFORMED_FRAME, NOT_FOUND (no such device), UNAUTHORIZED or INVALID_SIGNATURE.
 */
export function checkBundle(published: wire.PublishBundle, view: EdgeView): CheckedBundle {
  const bundle = decodeBundle(published.bundle);
  const did = BigInt(bytesToHex(bundle.did));
  const deviceId = bytesToHex(bundle.deviceId);
  const device = view.device(did, deviceId);
  if (!device) {
    const text = "The DID has no such active device on the chain.";
    throw new ProblemError(ProblemCode.NOT_FOUND, text);
  }
  checkAgainst(device, bundle, view.didNonce(did));
  if (!isSigned(published, device.signingKey)) {
    const text = "The bundle is not signed by the device's key on the chain.";
    throw new ProblemError(ProblemCode.INVALID_SIGNATURE, text);
  }
  return { did, deviceId, bundle };
}

function checkAgainst(device: DeviceRecord, bundle: wire.PreKeyBundle, didNonce: number): void {
  if (bundle.didNonce !== didNonce || device.didNonce !== didNonce) {
    const text = `The bundle is for nonce ${bundle.didNonce} of the DID, now ${didNonce}.`;
    throw new ProblemError(ProblemCode.UNAUTHORIZED, text);
  }
  if (bytesToHex(bundle.identityKey) !== device.identityKey.toLowerCase()) {
    const text = "The bundle's identity key is not the device's on the chain.";
    throw new ProblemError(ProblemCode.UNAUTHORIZED, text);
  }
}

function decodeBundle(bytes: Uint8Array): wire.PreKeyBundle {
  let bundle: wire.PreKeyBundle;
  try {
    bundle = wire.PreKeyBundle.decode(bytes);
  } catch (cause) {
    throw malformed("The bundle cannot be decoded.", cause);
  }
  requireSafe(bundle.sequence, "bundle.sequence");
  requireSafe(bundle.didNonce, "bundle.did_nonce");
  const { signedPreKey, oneTimePreKeys } = bundle;
  const sizes = [
    [bundle.did, 20],
    [bundle.deviceId, 32],
    [bundle.identityKey, 32],
    [bundle.mailbox, 20],
    [signedPreKey?.key ?? new Uint8Array(0), 32],
    [bundle.signedPreKeySignature, 64],
    ...oneTimePreKeys.map(({ key }) => [key, 32] as const),
  ] as const;
  if (sizes.some(([field, size]) => field.length !== size)) {
    throw malformed("A field of the bundle has the wrong size.");
  }
  if (oneTimePreKeys.length > MAX_ONE_TIME_KEYS) {
    throw malformed(`A bundle has at most ${MAX_ONE_TIME_KEYS} one-time keys.`);
  }
  if (new Set(oneTimePreKeys.map(({ id }) => id)).size !== oneTimePreKeys.length) {
    throw malformed("Two one-time keys of the bundle have one id.");
  }
  return bundle;
}

function isSigned({ bundle, signature }: wire.PublishBundle, signingKey: Hex): boolean {
  try {
    return ed25519.verify(signature, bundle, hexToBytes(signingKey));
  } catch {
    // Wrong sizes, points off the curve.
    return false;
  }
}

function malformed(text: string, cause?: unknown): ProblemError {
  return new ProblemError(ProblemCode.MALFORMED_FRAME, text, { cause });
}
