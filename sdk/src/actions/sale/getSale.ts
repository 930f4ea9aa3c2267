import { type Address, type Hex, zeroAddress } from "viem";
import { getBlock } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { TIER_SIZE, tierOf } from "./tiers.ts";

export type SalePhase = "soon" | "whitelist" | "public" | "paused" | "over";

export type GetSaleReturnType = {
  phase: SalePhase;
  sold: number;
  granted: number;
  /** Licences that can still be sold. */
  left: number;
  /** Of the next licence, 0 is the first; the last one when none is left. */
  tier: number;
  /** Licences left in that tier. */
  leftInTier: number;
  /** Of the next licence, in wei of the currency. */
  price: bigint;
  /** ERC-20 that is paid with; undefined for the chain's coin. */
  currency: Address | undefined;
  /** Unix seconds; `root` is that of the whitelist's tree. */
  schedule: { whitelistFrom: number; publicFrom: number; root: Hex };
  /** Most licences one account may buy. */
  walletCap: number;
  /** What a referrer gets of an order, in basis points. */
  referralBps: number;
  /** Asked about every buyer; undefined: nobody. */
  buyerCheck: Address | undefined;
  /** What referrers may claim, in wei. */
  owed: bigint;
};

/** How far the sale of licences is, and on what terms it goes on. */
export async function getSale(client: SendingContext): Promise<GetSaleReturnType> {
  const [state, schedule, terms, supply, currency, check] = await Promise.all([
    readContract(client, "licenseSale", "state", []),
    readContract(client, "licenseSale", "schedule", []),
    readContract(client, "licenseSale", "terms", []),
    readContract(client, "licenseSale", "SUPPLY", []),
    readContract(client, "licenseSale", "CURRENCY", []),
    readContract(client, "licenseSale", "buyerCheck", []),
  ]);
  const { sold, granted, owed, paused } = state;
  const left = Number(supply) - sold - granted;
  const tier = tierOf(Math.min(sold, Number(supply) - 1));
  const price = await readContract(client, "licenseSale", "priceOf", [BigInt(tier)]);
  const now = await chainTime(client);
  return {
    phase: phaseOf({ ...schedule, paused, left, now }),
    ...{ sold, granted, left, tier, price, owed },
    leftInTier: Math.min(left, TIER_SIZE - (sold % TIER_SIZE)),
    currency: currency === zeroAddress ? undefined : currency,
    schedule,
    ...terms,
    buyerCheck: check === zeroAddress ? undefined : check,
  };
}

type Moment = {
  whitelistFrom: number;
  publicFrom: number;
  paused: boolean;
  left: number;
  now: number;
};

function phaseOf({ whitelistFrom, publicFrom, paused, left, now }: Moment): SalePhase {
  if (left === 0) return "over";
  if (paused) return "paused";
  if (now >= publicFrom) return "public";
  return now >= whitelistFrom ? "whitelist" : "soon";
}

async function chainTime(client: SendingContext): Promise<number> {
  try {
    return Number((await getBlock(client)).timestamp);
  } catch (error) {
    throw toSendingError(error);
  }
}
