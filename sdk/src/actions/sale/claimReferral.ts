import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { accountOf, type WriteOptions, type Written } from "../calls/sendCall.ts";

export type ClaimReferralParameters = WriteOptions & {
  /** Who is paid; by default the sender. Anybody may send it. */
  referrer?: Address | undefined;
};
export type ClaimReferralReturnType = Written & {
  /** In wei of the sale's currency. */
  amount: bigint;
};

/** Pays a referrer's rewards, never paused. Reverts: NothingToClaim. */
export const claimReferral = defineWrite(
  (client, { referrer, account }: ClaimReferralParameters) =>
    contractCall(client, {
      contract: "licenseSale",
      functionName: "claimReferral",
      args: [referrer ?? accountOf(client, account).address],
    }),
  (client, receipt) => ({
    amount: eventOf(client, receipt, "licenseSale", "ReferralClaimed").amount,
  }),
);
