import type { NodeRecord } from "@sendingnetwork/sdk/network";
import type { SigningContext } from "@sendingnetwork/sdk/typed-data";
import {
  fromProblem,
  type MessageCodec,
  PROTOCOLS,
  ProblemCode,
  ProblemError,
  wire,
} from "@sendingnetwork/sdk/wire";
import type { Hex } from "viem";
import type { Node } from "../../node/index.ts";
import { askNode } from "../askNode.ts";
import { ITEM_KINDS, type ItemKind } from "./kinds.ts";
import { decodeReceipt, isReceiptOf, type SignedReceipt } from "./receipts.ts";

export type HandInOptions = {
  deployment: SigningContext;
  signal?: AbortSignal | undefined;
};

/**
 * Hands an item to a Guardian and returns its receipt, checked against the Guardian's key in
 * `guardian` (its record in the item's epoch). @throws ProblemError what the Guardian refused, or
 * INVALID_SIGNATURE when its receipt is not one for this item.
 */
export async function handIn<T>(
  node: Node,
  guardian: NodeRecord,
  item: { kind: ItemKind; epoch: number; hash: Hex; codec: MessageCodec<T>; message: T },
  { deployment, signal }: HandInOptions,
): Promise<SignedReceipt> {
  const protocol = item.kind === "bill" ? PROTOCOLS.bills : PROTOCOLS.reports;
  const codecs = { send: item.codec, receive: wire.ItemAnswer };
  const answer = await askNode(node, guardian, protocol, codecs, item.message, { signal });
  if (answer.problem !== undefined) throw fromProblem(answer.problem);
  const receipt = answer.receipt === undefined ? undefined : decodeReceipt(answer.receipt);
  const matches =
    receipt?.itemHash === item.hash &&
    receipt.epoch === item.epoch &&
    receipt.kind === ITEM_KINDS[item.kind] &&
    receipt.guardian === guardian.operator &&
    isReceiptOf(deployment, receipt, guardian.signer);
  if (!matches) {
    throw new ProblemError(ProblemCode.INVALID_SIGNATURE, "The Guardian's receipt is not valid.");
  }
  return receipt;
}
