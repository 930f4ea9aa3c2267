import type { Address, Hex } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf, eventsOf } from "../calls/eventOf.ts";
import { accountOf, type WriteOptions, type Written } from "../calls/sendCall.ts";

export type ConvertPointsParameters = WriteOptions & {
  /** Whose points; by default the sender's. Anybody may send it, and the account is paid. */
  for?: Address | undefined;
  points: bigint;
  /** From the {@link pointsSnapshot}. */
  proof: readonly Hex[];
};
export type ConvertPointsReturnType = Written & {
  /** What the points are worth, and what of it was paid at once, in wei of SEND. */
  amount: bigint;
  paid: bigint;
};

/**
 * Turns an account's points into SEND, which vests. Reverts: ConversionsNotOpen, NotInSnapshot,
 * AlreadyConverted, AllocationExceeded.
 */
export const convertPoints = defineWrite(
  (client, parameters: ConvertPointsParameters) =>
    contractCall(client, {
      contract: "pointsConverter",
      functionName: "convert",
      args: [
        parameters.for ?? accountOf(client, parameters.account).address,
        parameters.points,
        parameters.proof,
      ],
    }),
  (client, receipt) => {
    const { amount } = eventOf(client, receipt, "pointsConverter", "PointsConverted");
    const paid = eventsOf(client, receipt, "pointsConverter", "ConversionPaid");
    return { amount, paid: paid.at(-1)?.amount ?? 0n };
  },
);
