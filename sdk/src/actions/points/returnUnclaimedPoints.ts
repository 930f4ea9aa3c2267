import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

/** Sends what nobody converted in time to the treasury. Anybody may. Reverts: ConversionsNotClosed. */
export const returnUnclaimedPoints = defineWrite(
  (client, _: WriteOptions) =>
    contractCall(client, {
      contract: "pointsConverter",
      functionName: "returnUnclaimed",
      args: [],
    }),
  (client, receipt) => ({
    amount: eventOf(client, receipt, "pointsConverter", "UnclaimedReturned").amount,
  }),
);
