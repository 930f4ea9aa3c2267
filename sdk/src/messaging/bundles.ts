import { equalBytes } from "@noble/ciphers/utils.js";
import { bytesToHex, hexToBytes } from "viem";
import type { CryptoProvider, Device, DeviceAddress, PreKeyBundle } from "../e2ee/index.ts";
import { SendingError } from "../errors/index.ts";
import type { DeviceRecord } from "../network/index.ts";
import type { DirectoryAnswer, SignedBundle } from "../relay/index.ts";
import { addressBytes, addressOf, bytesOf, wire } from "../wire/index.ts";

/** A bundle as it is published: its bytes, signed by the device. */
export function signBundle(
  crypto: CryptoProvider,
  device: Device,
  bundle: PreKeyBundle,
): SignedBundle {
  const wireKey = ({ id, key }: { id: number; key: Uint8Array }) => ({
    id,
    key: new Uint8Array(key),
  });
  const bytes = wire.PreKeyBundle.encode({
    did: bytesOf(bundle.did),
    deviceId: bytesOf(bundle.deviceId),
    didNonce: bundle.didNonce,
    sequence: bundle.sequence,
    identityKey: new Uint8Array(bundle.identityKey),
    mailbox: addressBytes(bundle.mailbox),
    signedPreKey: wireKey(bundle.signedPreKey),
    signedPreKeySignature: new Uint8Array(bundle.signedPreKeySignature),
    oneTimePreKeys: bundle.oneTimePreKeys.map(wireKey),
  });
  return { bundle: bytes, signature: crypto.ed25519Sign(device.signing.seed, bytes) };
}

function invalid(details: string, cause?: unknown): SendingError {
  const message = "A pre-key bundle is not valid.";
  return new SendingError(message, { code: "INVALID_BUNDLE", details, cause });
}

/**
 * The bundle of `device` out of a directory's answer, with the one-time key that was handed out, if
 * any. @throws SendingError INVALID_BUNDLE unless its device signed all of it
 */
export function openBundle(
  crypto: CryptoProvider,
  address: Pick<DeviceAddress, "did" | "deviceId">,
  device: DeviceRecord,
  answer: DirectoryAnswer,
): PreKeyBundle {
  if (!crypto.ed25519Verify(hexToBytes(device.signingKey), answer.bundle, answer.signature)) {
    throw invalid("its device did not sign it");
  }
  const bundle = decodeBundle(answer.bundle);
  if (bundle.did !== address.did || bundle.deviceId !== address.deviceId) {
    throw invalid("it is another device's");
  }
  const { oneTimePreKey: given } = answer;
  const isMember = bundle.oneTimePreKeys.some(
    ({ id, key }) => id === given?.id && equalBytes(key, given.key),
  );
  if (given !== undefined && !isMember) throw invalid("the one-time key is none of its own");
  return { ...bundle, oneTimePreKeys: given === undefined ? [] : [given] };
}

function decodeBundle(bytes: Uint8Array): PreKeyBundle {
  try {
    const bundle = wire.PreKeyBundle.decode(bytes);
    if (bundle.signedPreKey === undefined) throw new Error("it has no signed pre-key");
    return {
      did: addressOf(bundle.did, "bundle.did"),
      deviceId: bytesToHex(bundle.deviceId),
      didNonce: bundle.didNonce,
      identityKey: bundle.identityKey,
      sequence: bundle.sequence,
      mailbox: addressOf(bundle.mailbox, "bundle.mailbox"),
      signedPreKey: bundle.signedPreKey,
      signedPreKeySignature: bundle.signedPreKeySignature,
      oneTimePreKeys: bundle.oneTimePreKeys,
    };
  } catch (cause) {
    throw invalid("it cannot be decoded", cause);
  }
}
