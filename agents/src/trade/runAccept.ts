import { SendingError } from "@sendingnetwork/sdk/errors";
import { sharesOf } from "@sendingnetwork/sdk/trade";
import { openWallet, print, transact, type WalletOptions } from "../wallet/index.ts";
import { findOffer } from "./findOffer.ts";
import { textsOf } from "./items.ts";
import { approvalSteps, timeText } from "./terms.ts";

export type AcceptOptions = WalletOptions & { parts?: string };

/** `sdn trade accept`: tells what changes hands, approves exactly that, and fills the order. */
export async function runAccept(text: string, options: AcceptOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client, account } = wallet;
  const { order, signature } = await findOffer(wallet, text);
  const parts = options.parts === undefined ? order.parts : Number(options.parts);
  const check = await client.checkOrder({ order, signature, taker: account.address, parts });
  // What the taker can approve comes as a step; all else nobody here can mend.
  const problems = check.problems.filter(
    ({ side, code }) => side !== "taker" || code !== "MISSING_APPROVAL",
  );
  if (problems.length > 0) {
    throw new SendingError("This offer cannot be accepted now.", {
      code: "OFFER_UNFILLABLE",
      details: problems.map((problem) => problem.text).join(" "),
    });
  }
  const { give, want } = sharesOf(order, parts);
  const [given, wanted] = await Promise.all([textsOf(client, give), textsOf(client, want)]);
  const receipts = await transact(wallet, {
    title: `Give ${wanted} for ${given}`,
    facts: [
      ["you give", wanted],
      ["you get", given],
      ["from", order.maker],
      ["until", timeText(order.expiry)],
      ...(order.parts > 1 ? [["parts", `${parts} of ${check.left} left`] as const] : []),
    ],
    steps: [
      ...(await approvalSteps(client, order, account.address, parts)),
      { title: "swap", call: () => client.fillOrder.call({ order, signature, parts }) },
    ],
  });
  if (!receipts) return;
  const transaction = receipts.at(-1)?.transactionHash;
  const { orderHash } = check;
  print(wallet, { orderHash, transaction, gave: wanted, got: given }, `you have ${given}`);
}
