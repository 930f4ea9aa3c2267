import { type Address, bytesToHex, type Hex } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions, Written } from "../calls/sendCall.ts";
import { type Did, formatDid } from "./formatDid.ts";

export type CreateDidParameters = WriteOptions & {
  /** 32 bytes; the sender and the salt decide the DID. Random by default. */
  salt?: Hex | undefined;
};
export type CreateDidReturnType = Written & { did: Did; controller: Address };

/** Creates a DID held by the sender. Reverts: DidExists. */
export const createDid = defineWrite(
  (client, parameters: CreateDidParameters) => {
    const salt = parameters.salt ?? bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
    return contractCall(client, {
      contract: "didRegistry",
      functionName: "create",
      args: [salt],
    });
  },
  (client, receipt) => {
    const { did, controller } = eventOf(client, receipt, "didRegistry", "DidCreated");
    return { did: formatDid(client.deployment.chainId, did), controller };
  },
);
