import type { NodeRecord } from "@sendingnetwork/sdk/network";
import { digestOf } from "@sendingnetwork/sdk/typed-data";
import { wire } from "@sendingnetwork/sdk/wire";
import type { Node } from "../../node/index.ts";
import {
  encodeBill,
  type HandInOptions,
  handIn,
  type SignedBill,
  type SignedReceipt,
} from "../items/index.ts";

/** Hands a bill to one Guardian; see {@link handIn}. */
export function submitBill(
  node: Node,
  guardian: NodeRecord,
  signed: SignedBill,
  options: HandInOptions,
): Promise<SignedReceipt> {
  const item = {
    kind: "bill",
    epoch: signed.bill.epoch,
    hash: digestOf(options.deployment, "Bill", signed.bill),
    codec: wire.Bill,
    message: encodeBill(signed),
  } as const;
  return handIn(node, guardian, item, options);
}
