import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

export type BumpNonceParameters = WriteOptions & { did: string };

/** Ends everything that hangs on the DID at once, as a transfer does. Reverts: NotController. */
export const bumpNonce = defineWrite((client, { did }: BumpNonceParameters) =>
  contractCall(client, {
    contract: "didRegistry",
    functionName: "bumpNonce",
    args: [tokenIdOf(client, did)],
  }),
);
