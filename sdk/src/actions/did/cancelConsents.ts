import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

/** Voids the link consents that the sending wallet signed and nobody used yet. */
export const cancelConsents = defineWrite((client, _: WriteOptions) =>
  contractCall(client, { contract: "didRegistry", functionName: "cancelConsents", args: [] }),
);
