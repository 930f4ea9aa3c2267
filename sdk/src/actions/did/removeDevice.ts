import type { Hex } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

export type RemoveDeviceParameters = WriteOptions & { did: string; deviceId: Hex };

/** Removes a device for ever. Reverts: NotController, DeviceNotActive. */
export async function removeDevice(
  client: SendingContext,
  parameters: RemoveDeviceParameters,
): Promise<Written> {
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "didRegistry",
    functionName: "removeDevice",
    args: [tokenIdOf(client, parameters.did), parameters.deviceId],
  });
  return { receipt };
}
