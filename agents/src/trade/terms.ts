import type { SendingClient } from "@sendingnetwork/sdk";
import type { Order } from "@sendingnetwork/sdk/trade";
import { type Address, zeroAddress } from "viem";
import type { Step } from "../wallet/index.ts";
import { textOf } from "./items.ts";

/** The approvals that `owner`'s side of the order lacks, as steps of a plan. */
export async function approvalSteps(
  client: SendingClient,
  order: Order,
  owner: Address | undefined,
  parts?: number,
): Promise<Step[]> {
  const approvals = await client.approveItems({ order, owner, parts });
  return Promise.all(
    approvals.map(async ({ item, amount, call }) => ({
      title:
        call.functionName === "setApprovalForAll"
          ? `approve all tokens of ${item.token}, which knows no single ones`
          : `approve ${await textOf(client, { ...item, amount })}`,
      call: async () => call,
    })),
  );
}

export function whoText(taker: Address): string {
  return taker === zeroAddress ? "anyone" : taker;
}

export function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
