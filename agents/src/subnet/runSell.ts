import { formatSegment, parseSegment } from "@sendingnetwork/sdk/addresses";
import { type OfferOptions, runOffer } from "../trade/runOffer.ts";

export type SellOptions = Omit<OfferOptions, "give" | "want" | "parts"> & {
  for: string[];
  leaseUntil?: string;
};

/**
 * `sdn subnet sell`: an offer (`sdn trade`) of the segment, or with `--lease-until` of its use until then.
 * Whoever accepts it gets both sides swapped at once.
 */
export async function runSell(named: string, options: SellOptions): Promise<void> {
  const segment = formatSegment(parseSegment(named));
  const { for: want, leaseUntil, ...rest } = options;
  const give = leaseUntil ? `lease-segment:${segment}:${leaseUntil}` : `segment:${segment}`;
  await runOffer({ ...rest, give: [give], want, parts: "1" });
}
