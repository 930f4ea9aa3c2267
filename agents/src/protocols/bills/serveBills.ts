import { answer, PROTOCOLS, wire } from "@sendingnetwork/sdk/wire";
import type { Node } from "../../node/index.ts";
import type { Guard } from "../guard/index.ts";
import { decodeBill, encodeReceipt, type SignedBill, type SignedReceipt } from "../items/index.ts";

export type BillsOptions = {
  node: Node;
  guard: Guard;
  /** Checks and keeps a bill; resolves when it is on disk. */
  take(bill: SignedBill): Promise<SignedReceipt>;
};

/** Serves /sdn/bills/1: a bill in, a receipt out. */
export async function serveBills({ node, guard, take }: BillsOptions): Promise<void> {
  await node.handle(PROTOCOLS.bills, (stream, connection) =>
    answer(
      stream,
      { send: wire.ItemAnswer, receive: wire.Bill },
      async (bill) => ({ receipt: encodeReceipt(await take(decodeBill(bill))) }),
      {
        refuse: (problem) => ({ problem }),
        onProblem: (error) => void guard.refuse("bills", error, connection),
      },
    ),
  );
}
