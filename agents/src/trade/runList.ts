import { decodeOrder, type Offer } from "@sendingnetwork/sdk/trade";
import type { Address } from "viem";
import {
  findAccount,
  indexerOf,
  openReader,
  print,
  type Reader,
  type ReadOptions,
  readProfile,
  table,
} from "../wallet/index.ts";
import { publishedOrder } from "./findOffer.ts";
import { textsOf } from "./items.ts";
import { readOffers } from "./offersFile.ts";
import { timeText, whoText } from "./terms.ts";

/** Published offers that are shown at most. */
const LIMIT = 100;

/** `sdn trade list`: the open offers on chain; of one account also those that ended or were handed out. */
export async function runList(who: string | undefined, options: ReadOptions): Promise<void> {
  const reader = openReader(options);
  const { client } = reader;
  const maker = who === undefined ? undefined : await findAccount(reader, who);
  const offers = new Map<string, Offer>();
  for (const offer of [...ownOffers(reader, who), ...(await publishedOffers(reader, maker))]) {
    offers.set(offer.order.salt, offer);
  }
  const rows = await Promise.all(
    [...offers.values()].map(async ({ order }) => {
      const { orderHash, state, left } = await client.getOrderStatus({ order });
      const [give, want] = await Promise.all([
        textsOf(client, order.give),
        textsOf(client, order.want),
      ]);
      const { maker, taker, expiry, parts } = order;
      return { orderHash, state, left, parts, maker, taker, expiry, give, want };
    }),
  );
  // The indexer does not see time pass.
  const shown = who === undefined ? rows.filter(({ state }) => state === "open") : rows;
  const cells = shown.map((row) => [
    row.orderHash,
    row.parts > 1 && row.state === "open" ? `open, ${row.left}/${row.parts}` : row.state,
    row.give,
    row.want,
    whoText(row.taker),
    timeText(row.expiry),
  ]);
  print(reader, shown, table(["offer", "state", "gives", "wants", "to", "until"], cells));
}

function ownOffers({ client, users }: Reader, who: string | undefined): Offer[] {
  const profile = users && who !== undefined ? readProfile(users, who) : undefined;
  if (!profile) return [];
  return readOffers(profile).flatMap((line) => {
    try {
      return [decodeOrder(client.deployment, line)];
    } catch {
      // Of a network that was reset.
      return [];
    }
  });
}

async function publishedOffers(reader: Reader, maker: Address | undefined): Promise<Offer[]> {
  // Without an indexer a profile's own offers can be listed all the same.
  if (!reader.client.indexer && maker) return [];
  const { items } = await indexerOf(reader).list("tradeOrder", {
    where: maker
      ? { maker: maker.toLowerCase() as Address, published: true }
      : { state: "open", published: true },
    orderBy: "at",
    orderDirection: "desc",
    limit: LIMIT,
  });
  const orders = await Promise.all(items.map(({ id }) => publishedOrder(reader, id)));
  return orders.flatMap((order) => (order ? [{ order, signature: "0x" as const }] : []));
}
