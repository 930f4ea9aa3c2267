import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventsOf } from "../calls/eventOf.ts";
import type { WriteOptions, Written } from "../calls/sendCall.ts";

export type CancelNoncesParameters = WriteOptions & { nonces: readonly bigint[] };
export type CancelNoncesReturnType = Written & {
  /** Those that were not spent before. */
  cancelled: bigint[];
};

/** Withdraws all of the sender's orders with these nonces, also such as only others still have. */
export const cancelNonces = defineWrite(
  (client, { nonces }: CancelNoncesParameters) =>
    contractCall(client, {
      contract: "tradeEscrow",
      functionName: "cancelNonces",
      args: [nonces],
    }),
  (client, receipt) => {
    const events = eventsOf(client, receipt, "tradeEscrow", "NonceCancelled");
    return { cancelled: events.map(({ nonce }) => nonce) };
  },
);
