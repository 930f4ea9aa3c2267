import type { Address } from "viem";
import { toSendingError } from "../../errors/index.ts";
import { type Item, type Order, sharesOf } from "../../trade/index.ts";
import type { SendingContext } from "../calls/context.ts";
import type { ContractCall } from "../calls/contractCall.ts";
import { accountOf } from "../calls/sendCall.ts";
import { approvalFor, needsOf } from "./tokens.ts";

export type ApproveItemsParameters = {
  order: Order;
  /** Who gives; by default the client's account. The maker gives `give`, anyone else `want`. */
  owner?: Address | undefined;
  /** Of the order's parts; by default all. */
  parts?: number | undefined;
};
export type Approval = { item: Item; amount: bigint; call: ContractCall };

/**
 * The approvals that the escrow lacks for its owner's side of an order, each with the call that gives it
 * (sendCall): exact amounts of ERC-20 tokens, single ERC-721 tokens, all of an ERC-1155 contract, which
 * knows no less. Nothing is sent.
 */
export async function approveItems(
  client: SendingContext,
  { order, owner = accountOf(client).address, parts }: ApproveItemsParameters,
): Promise<Approval[]> {
  const { give, want } = sharesOf(order, parts);
  const gives = owner.toLowerCase() === order.maker.toLowerCase();
  try {
    const approvals = await Promise.all(
      needsOf(gives ? give : want).map(async (need) => {
        const call = await approvalFor(client, owner, need);
        return call ? [{ ...need, call }] : [];
      }),
    );
    const calls = new Map(approvals.flat().map((it) => [it.call.to + it.call.data, it]));
    return [...calls.values()];
  } catch (error) {
    throw toSendingError(error);
  }
}
