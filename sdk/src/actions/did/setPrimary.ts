import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

export type SetPrimaryParameters = WriteOptions & { did: string };

/** Makes a DID the one that the sending wallet, which is linked to it, answers by. Reverts: NotLinked. */
export const setPrimary = defineWrite((client, { did }: SetPrimaryParameters) =>
  contractCall(client, {
    contract: "didRegistry",
    functionName: "setPrimary",
    args: [tokenIdOf(client, did)],
  }),
);
