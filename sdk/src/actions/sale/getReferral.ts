import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { accountOf } from "../calls/sendCall.ts";

export type GetReferralReturnType = {
  /** What the account may claim, in wei of the currency. */
  reward: bigint;
  /** Licences held now, and bought so far. */
  held: number;
  bought: number;
  /** Unix seconds of the first purchase; null without one. */
  boughtAt: number | null;
  /** Whether a buyer may name the account (a second after its first purchase). */
  mayRefer: boolean;
};

/** What an account is in the sale: buyer, referrer; by default the client's. */
export async function getReferral(
  client: SendingContext,
  { account }: { account?: Address | undefined } = {},
): Promise<GetReferralReturnType> {
  const address = account ?? accountOf(client).address;
  const [reward, { held, bought, boughtAt }] = await Promise.all([
    readContract(client, "licenseSale", "rewardOf", [address]),
    readContract(client, "watchDogLicense", "accountOf", [address]),
  ]);
  const first = boughtAt === 0n ? null : Number(boughtAt);
  return { reward, held, bought, boughtAt: first, mayRefer: held > 0 && first !== null };
}
