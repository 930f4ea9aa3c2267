import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { accountOf, type WriteOptions, type Written } from "../calls/sendCall.ts";

export type ClaimPointsParameters = WriteOptions & {
  /** Who is paid; by default the sender. Anybody may send it. */
  for?: Address | undefined;
};
export type ClaimPointsReturnType = Written & {
  /** In wei of SEND. */
  amount: bigint;
};

/** Pays what has vested of converted points. Reverts: NothingVested. */
export const claimPoints = defineWrite(
  (client, parameters: ClaimPointsParameters) =>
    contractCall(client, {
      contract: "pointsConverter",
      functionName: "claim",
      args: [parameters.for ?? accountOf(client, parameters.account).address],
    }),
  (client, receipt) => ({
    amount: eventOf(client, receipt, "pointsConverter", "ConversionPaid").amount,
  }),
);
