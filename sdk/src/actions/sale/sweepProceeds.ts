import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

/** Sends what the sale took, less what referrers may claim, to the milestone escrow. Anybody may. */
export const sweepProceeds = defineWrite(
  (client, _: WriteOptions) =>
    contractCall(client, { contract: "licenseSale", functionName: "sweep", args: [] }),
  (client, receipt) => ({
    amount: eventOf(client, receipt, "licenseSale", "ProceedsSwept").amount,
  }),
);
