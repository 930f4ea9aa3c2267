import { SendingError } from "@sendingnetwork/sdk/errors";
import { formatEther } from "viem";
import { openWallet, print, transact, type Wallet, type WalletOptions } from "../wallet/index.ts";
import { findOffer } from "./findOffer.ts";
import { textsOf } from "./items.ts";

export type CancelOptions = WalletOptions & { all?: boolean };

/** `sdn trade cancel`: one offer, or with --all everything that was signed so far. */
export async function runCancel(text: string | undefined, options: CancelOptions): Promise<void> {
  const wallet = await openWallet(options);
  if (options.all) return cancelAll(wallet);
  if (text === undefined) {
    throw new SendingError("Say which offer.", {
      code: "CONFIG_OFFER",
      hint: "Give its line, a file with it or its hash; or --all for every offer so far.",
    });
  }
  const { client } = wallet;
  const { order } = await findOffer(wallet, text);
  const { orderHash, custody, state } = await client.getOrderStatus({ order });
  const [give, want] = await Promise.all([
    textsOf(client, order.give),
    textsOf(client, order.want),
  ]);
  const ended = state !== "open";
  if (ended && custody === 0n) {
    throw new SendingError("The offer has ended already.", { code: "OFFER_ENDED", details: state });
  }
  const receipts = await transact(wallet, {
    title: `${ended ? "Take back the coins of" : "Cancel"} the offer of ${give} for ${want}`,
    facts: [
      ["offer", orderHash],
      ...(custody > 0n ? [["coins back", `${formatEther(custody)}`] as const] : []),
    ],
    steps: [
      {
        title: ended ? "refund" : "cancel",
        call: () =>
          ended ? client.refundOrder.call({ order }) : client.cancelOrder.call({ order }),
      },
    ],
  });
  if (receipts) print(wallet, { orderHash, refunded: custody }, `cancelled ${orderHash}`);
}

async function cancelAll(wallet: Wallet): Promise<void> {
  const { client } = wallet;
  const receipts = await transact(wallet, {
    title: "Cancel every offer that you signed so far",
    facts: [["coins", "of published offers come back one by one: sdn trade cancel <offer>"]],
    steps: [{ title: "cancel all", call: () => client.cancelAllOrders.call() }],
  });
  if (receipts) print(wallet, { all: true }, "cancelled all");
}
