import { type Address, bytesToHex, type Hex } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";
import { type Did, formatDid } from "./formatDid.ts";

export type CreateDidParameters = WriteOptions & {
  /** 32 bytes; the sender and the salt decide the DID. Random by default. */
  salt?: Hex | undefined;
};
export type CreateDidReturnType = Written & { did: Did; controller: Address };

/** Creates a DID held by the sender. Reverts: DidExists. */
export async function createDid(
  client: SendingContext,
  parameters: CreateDidParameters = {},
): Promise<CreateDidReturnType> {
  const salt = parameters.salt ?? bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "didRegistry",
    functionName: "create",
    args: [salt],
  });
  const { did, controller } = eventOf(client, receipt, "didRegistry", "DidCreated");
  return { did: formatDid(client.deployment.chainId, did), controller, receipt };
}
