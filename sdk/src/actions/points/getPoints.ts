import type { Address, Hex } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { accountOf } from "../calls/sendCall.ts";

export type GetPointsReturnType = {
  /** Null until governance sets them. Times are Unix seconds. */
  terms: {
    root: Hex;
    totalPoints: bigint;
    /** Wei of SEND for a point. */
    weiPerPoint: bigint;
    opensAt: number;
    vestingSeconds: number;
    closesAt: number;
  } | null;
  /** Of the account, in wei of SEND; 0 until its points are converted. */
  amount: bigint;
  paid: bigint;
  /** What could be claimed now. */
  claimable: bigint;
};

/** The terms on which points become SEND, and what became of an account's; by default the client's. */
export async function getPoints(
  client: SendingContext,
  { account }: { account?: Address | undefined } = {},
): Promise<GetPointsReturnType> {
  const address = account ?? accountOf(client).address;
  const [terms, { amount, paid }, claimable] = await Promise.all([
    readContract(client, "pointsConverter", "terms", []),
    readContract(client, "pointsConverter", "conversionOf", [address]),
    readContract(client, "pointsConverter", "claimable", [address]),
  ]);
  return { terms: terms.closesAt === 0 ? null : terms, amount, paid, claimable };
}
