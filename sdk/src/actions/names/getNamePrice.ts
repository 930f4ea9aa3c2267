import { parseSoldName } from "../../names/parseName.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { requireDuration, YEAR } from "./registration.ts";

export type GetNamePriceReturnType = {
  name: string;
  /** Wei for the whole duration. */
  price: bigint;
  /** Whether the name can be registered now. */
  available: boolean;
};

/** What a name costs for `duration` seconds, a year by default. Throws INVALID_NAME, INVALID_DURATION. */
export async function getNamePrice(
  client: SendingContext,
  { name: text, duration = YEAR }: { name: string; duration?: number | undefined },
): Promise<GetNamePriceReturnType> {
  const { name, label } = parseSoldName(text);
  requireDuration(duration);
  const [price, available] = await Promise.all([
    readContract(client, "nameRegistrar", "priceOf", [label, BigInt(duration)]),
    readContract(client, "nameRegistrar", "available", [label]),
  ]);
  return { name, price, available };
}
