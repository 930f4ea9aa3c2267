import { existsSync, readFileSync } from "node:fs";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { decodeOrder, itemKinds, type Offer, type Order } from "@sendingnetwork/sdk/trade";
import { type Hex, isHex, size } from "viem";
import { indexerOf, type Reader } from "../wallet/index.ts";

/**
 * The offer that `text` is or names: a line sdn-offer:..., a file that holds one, or the hash of an order
 * that was published on chain.
 * @throws {SendingError} OFFER_UNKNOWN, INVALID_OFFER, WRONG_NETWORK
 */
export async function findOffer(reader: Reader, text: string): Promise<Offer> {
  const { deployment } = reader.client;
  if (text.startsWith("sdn-offer:")) return decodeOrder(deployment, text);
  if (isHex(text) && size(text) === 32) {
    const order = await publishedOrder(reader, text);
    if (order) return { order, signature: "0x" };
  } else if (existsSync(text)) {
    return decodeOrder(deployment, readFileSync(text, "utf8"));
  }
  throw new SendingError("There is no such offer.", {
    code: "OFFER_UNKNOWN",
    details: text,
    hint: "Give the line sdn-offer:..., a file with it, or the hash of a published order (sdn trade list).",
  });
}

/** An order as the indexer has it; undefined when it knows none with this hash. */
export async function publishedOrder(reader: Reader, id: Hex): Promise<Order | undefined> {
  const indexer = indexerOf(reader);
  const row = await indexer.find("tradeOrder", { id });
  if (!row?.published) return undefined;
  const { items } = await indexer.list("tradeItem", { where: { order: id } });
  const side = (name: "give" | "want") =>
    items
      .filter((item) => item.side === name)
      .sort((a, b) => a.place - b.place)
      .map(({ kind, token, tokenId, amount }) => ({
        kind: itemKinds.indexOf(kind),
        ...{ token, id: tokenId, amount },
      }));
  const { maker, taker, nonce, counter, expiry, parts, salt } = row;
  const numbers = { nonce, counter, expiry, parts: Number(parts) };
  return { maker, taker, give: side("give"), want: side("want"), ...numbers, salt };
}
