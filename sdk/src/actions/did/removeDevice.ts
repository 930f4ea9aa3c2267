import type { Hex } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

export type RemoveDeviceParameters = WriteOptions & { did: string; deviceId: Hex };

/** Removes a device for ever. Reverts: NotController, DeviceNotActive. */
export const removeDevice = defineWrite((client, { did, deviceId }: RemoveDeviceParameters) =>
  contractCall(client, {
    contract: "didRegistry",
    functionName: "removeDevice",
    args: [tokenIdOf(client, did), deviceId],
  }),
);
