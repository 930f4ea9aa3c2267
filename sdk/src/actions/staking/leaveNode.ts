import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions, Written } from "../calls/sendCall.ts";

export type LeaveNodeReturnType = Written & {
  /** First epoch in which the node no longer counts. */
  inactiveFrom: number;
  /** Unix seconds from which the bond can be withdrawn. */
  withdrawableAt: number;
};

/** Ends the service of the sender's node and starts unbonding. Reverts: NotRegistered. */
export const leaveNode = defineWrite(
  (client, _: WriteOptions) =>
    contractCall(client, { contract: "nodeStaking", functionName: "leave", args: [] }),
  (client, receipt) => {
    const left = eventOf(client, receipt, "nodeStaking", "NodeLeft");
    return {
      inactiveFrom: Number(left.inactiveFrom),
      withdrawableAt: Number(left.withdrawableAt),
    };
  },
);
