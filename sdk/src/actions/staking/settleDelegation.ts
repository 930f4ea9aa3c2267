import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { accountOf, type WriteOptions } from "../calls/sendCall.ts";

export type SettleDelegationParameters = WriteOptions & {
  pool: bigint;
  /** By default the sender; anybody may send. */
  delegator?: Address | undefined;
};

/**
 * Puts stake that was redelegated into its operator's own pool, once it answers for that operator
 * only. Reverts: StillLiable.
 */
export const settleDelegation = defineWrite((client, given: SettleDelegationParameters) =>
  contractCall(client, {
    contract: "delegationPools",
    functionName: "settle",
    args: [given.pool, given.delegator ?? accountOf(client, given.account).address],
  }),
);
