import type { Hex } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

export type AddDeviceParameters = WriteOptions & {
  did: string;
  /** 32 bytes; serves once for ever. */
  deviceId: Hex;
  /** X25519 public key. */
  identityKey: Hex;
  /** Ed25519 public key. */
  signingKey: Hex;
};

/** Registers a device of the sender's DID. Reverts: NotController, DeviceExists, InvalidDeviceKey. */
export async function addDevice(
  client: SendingContext,
  parameters: AddDeviceParameters,
): Promise<Written> {
  const { did, deviceId, identityKey, signingKey } = parameters;
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "didRegistry",
    functionName: "addDevice",
    args: [tokenIdOf(client, did), deviceId, identityKey, signingKey],
  });
  return { receipt };
}
