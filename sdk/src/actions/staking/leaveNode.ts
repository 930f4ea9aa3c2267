import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";

export type LeaveNodeReturnType = Written & {
  /** First epoch in which the node no longer counts. */
  inactiveFrom: number;
  /** Unix seconds from which the bond can be withdrawn. */
  withdrawableAt: number;
};

/** Ends the service of the sender's node and starts unbonding. Reverts: NotRegistered. */
export async function leaveNode(
  client: SendingContext,
  parameters: WriteOptions = {},
): Promise<LeaveNodeReturnType> {
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "nodeStaking",
    functionName: "leave",
    args: [],
  });
  const left = eventOf(client, receipt, "nodeStaking", "NodeLeft");
  return {
    inactiveFrom: Number(left.inactiveFrom),
    withdrawableAt: Number(left.withdrawableAt),
    receipt,
  };
}
