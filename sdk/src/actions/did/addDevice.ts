import type { Hex } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
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
export const addDevice = defineWrite((client, parameters: AddDeviceParameters) => {
  const { did, deviceId, identityKey, signingKey } = parameters;
  return contractCall(client, {
    contract: "didRegistry",
    functionName: "addDevice",
    args: [tokenIdOf(client, did), deviceId, identityKey, signingKey],
  });
});
