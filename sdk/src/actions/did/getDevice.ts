import type { Hex } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

const STATES = ["none", "active", "removed"] as const;

export type GetDeviceReturnType = {
  /** `removed` also when the DID was transferred or bumped since. */
  state: (typeof STATES)[number];
  didNonce: number;
  /** X25519 public key. */
  identityKey: Hex;
  /** Ed25519 public key. */
  signingKey: Hex;
};

/** Reads a device; state `none` when there never was one. */
export async function getDevice(
  client: SendingContext,
  { did, deviceId }: { did: string; deviceId: Hex },
): Promise<GetDeviceReturnType> {
  const id = tokenIdOf(client, did);
  const device = await readContract(client, "didRegistry", "device", [id, deviceId]);
  const { identityKey, signingKey } = device;
  const state = STATES[device.state] ?? "none";
  return { state, didNonce: Number(device.didNonce), identityKey, signingKey };
}
