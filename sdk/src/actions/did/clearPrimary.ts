import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

/** The sending wallet answers by no DID. Reverts: NoPrimary. */
export const clearPrimary = defineWrite((client, _: WriteOptions) =>
  contractCall(client, { contract: "didRegistry", functionName: "clearPrimary", args: [] }),
);
