import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

/**
 * Brings the sender's node back after it was benched or jailed. Reverts: NotSuspended, StillJailed,
 * BondTooSmall, GuardianSetFull.
 */
export const rejoinNode = defineWrite(
  (client, _: WriteOptions) =>
    contractCall(client, { contract: "nodeStaking", functionName: "rejoin", args: [] }),
  (client, receipt) => {
    const { activeFrom } = eventOf(client, receipt, "nodeStaking", "NodeRejoined");
    return { activeFrom: Number(activeFrom) };
  },
);
