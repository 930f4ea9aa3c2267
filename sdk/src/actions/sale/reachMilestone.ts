import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

export type ReachMilestoneParameters = WriteOptions & {
  /** Text or a URI of what was reached. */
  evidence: string;
};

/**
 * States that the next milestone was reached: governance's. Reverts: OwnableUnauthorizedAccount,
 * MilestoneTooEarly, NoMilestoneLeft.
 */
export const reachMilestone = defineWrite(
  (client, { evidence }: ReachMilestoneParameters) =>
    contractCall(client, {
      contract: "milestoneEscrow",
      functionName: "reach",
      args: [evidence],
    }),
  (client, receipt) => {
    const event = eventOf(client, receipt, "milestoneEscrow", "MilestoneReached");
    return { milestone: Number(event.milestone), unlockedBps: Number(event.unlockedBps) };
  },
);
