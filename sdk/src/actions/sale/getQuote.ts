import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { quantityOf } from "./quantity.ts";

export type GetQuoteParameters = {
  /** 1 by default. */
  quantity?: number | undefined;
};

/**
 * What the next licences cost together, in wei of the sale's currency; exact over a tier's end. Throws
 * INVALID_QUANTITY; reverts: SoldOut, OutOfBounds.
 */
export function getQuote(
  client: SendingContext,
  { quantity }: GetQuoteParameters = {},
): Promise<bigint> {
  return readContract(client, "licenseSale", "quote", [quantityOf(quantity)]);
}
