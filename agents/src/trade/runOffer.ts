import { writeFileSync } from "node:fs";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { encodeOrder, fromItem, type Order } from "@sendingnetwork/sdk/trade";
import type { Hex } from "viem";
import {
  findAccount,
  openWallet,
  print,
  type Step,
  transact,
  type Wallet,
  type WalletOptions,
} from "../wallet/index.ts";
import { itemFrom, textsOf } from "./items.ts";
import { momentFrom } from "./moment.ts";
import { addOffer } from "./offersFile.ts";
import { approvalSteps, timeText, whoText } from "./terms.ts";

export type OfferOptions = WalletOptions & {
  give?: string[];
  want?: string[];
  to?: string;
  expires: string;
  parts: string;
  publish?: boolean;
  out?: string;
};

/** `sdn trade offer`: approves what is given, signs, and prints the line for the other side. */
export async function runOffer(options: OfferOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const order = await orderFrom(wallet, options);
  const mustOpen = order.give.some((item) => fromItem(item).kind === "native");
  const publish = options.publish || mustOpen;
  await requireOwn(wallet, order);
  const steps: Step[] = await approvalSteps(client, order, client.account?.address);
  if (publish) steps.push({ title: "publish", call: () => client.openOrder.call({ order }) });
  const [give, want] = await Promise.all([
    textsOf(client, order.give),
    textsOf(client, order.want),
  ]);
  const receipts = await transact(wallet, {
    title: `Offer ${give} for ${want}`,
    facts: [
      ["you give", give],
      ["you get", want],
      ["to", whoText(order.taker)],
      ["until", timeText(order.expiry)],
      ...(order.parts > 1 ? [["in parts", `of 1/${order.parts}`] as const] : []),
      ["then", publish ? "anyone sees it on chain" : "whoever has the line can fill it"],
    ],
    steps,
  });
  if (!receipts) return;
  const signature: Hex = publish ? "0x" : await client.signOrder({ order });
  const line = encodeOrder(client.deployment, { order, signature });
  if (wallet.profile) addOffer(wallet.profile, line);
  if (options.out) writeFileSync(options.out, `${line}\n`, { mode: 0o600 });
  const { orderHash } = await client.getOrderStatus({ order });
  print(wallet, { orderHash, offer: line, published: publish, order }, line);
}

async function orderFrom(wallet: Wallet, options: OfferOptions): Promise<Order> {
  const { client } = wallet;
  const read = (texts: string[] = []) => Promise.all(texts.map((text) => itemFrom(client, text)));
  const [give, want, { timestamp }] = await Promise.all([
    read(options.give),
    read(options.want),
    client.getBlock(),
  ]);
  const taker = options.to === undefined ? undefined : await findAccount(wallet, options.to);
  const expiry = momentFrom(options.expires, Number(timestamp));
  const parts = Number(options.parts);
  return client.createOrder({ give, want, taker, expiry, parts });
}

/** An offer of what one lacks would only disappoint. */
async function requireOwn({ client }: Wallet, order: Order): Promise<void> {
  const { problems } = await client.checkOrder({ order, signature: "0x" });
  const lacking = problems.filter(
    ({ side, code }) => side === "maker" && (code === "MISSING_BALANCE" || code === "TOKEN_FAILED"),
  );
  if (lacking.length === 0) return;
  throw new SendingError("You do not have what you offer.", {
    code: "OFFER_NOT_OWNED",
    details: lacking.map(({ text }) => text).join(" "),
  });
}
