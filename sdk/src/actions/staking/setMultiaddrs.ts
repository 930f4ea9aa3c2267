import type { SendingContext } from "../calls/context.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";
import { packMultiaddr } from "./multiaddrBytes.ts";

export type SetMultiaddrsParameters = WriteOptions & { multiaddrs: readonly string[] };

/** Replaces where the sender's node can be reached. Reverts: NotRegistered, InvalidMultiaddrs. */
export async function setMultiaddrs(
  client: SendingContext,
  parameters: SetMultiaddrsParameters,
): Promise<Written> {
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "nodeStaking",
    functionName: "setMultiaddrs",
    args: [parameters.multiaddrs.map(packMultiaddr)],
  });
  return { receipt };
}
