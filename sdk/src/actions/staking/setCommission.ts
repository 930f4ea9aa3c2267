import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

export type SetCommissionParameters = WriteOptions & {
  /** Basis points, at most 5,000. */
  commissionBps: number;
};

/**
 * Sets what the sender, an operator, keeps of what delegated stake earns. A raise acts after
 * unbonding, so that delegators can leave before. Reverts: CommissionTooHigh.
 */
export const setCommission = defineWrite(
  (client, { commissionBps }: SetCommissionParameters) =>
    contractCall(client, {
      contract: "delegationPools",
      functionName: "setCommission",
      args: [commissionBps],
    }),
  (client, receipt) => {
    const { from } = eventOf(client, receipt, "delegationPools", "CommissionChanged");
    return { fromEpoch: Number(from) };
  },
);
