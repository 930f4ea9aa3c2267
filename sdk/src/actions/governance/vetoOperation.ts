import type { Hex } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventsOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { type OnTrack, timelockOf } from "./tracks.ts";

export type VetoOperationParameters = WriteOptions &
  OnTrack & {
    /** The proposal's `operation`. */
    operation: Hex;
  };
export type VetoOperationReturnType = {
  /** Whether more than half of the Guardians' stake is against it now, which ended it. */
  isCancelled: boolean;
};

/**
 * Counts the sender, a Guardian's operator, against a queued operation. Reverts: NotQueued, NotGuardian,
 * AlreadyVetoed, Exempt.
 */
export const vetoOperation = defineWrite(
  (client, parameters: VetoOperationParameters) =>
    contractCall(client, {
      contract: "guardianVeto",
      functionName: "veto",
      args: [client.deployment.contracts[timelockOf(parameters)], parameters.operation],
    }),
  (client, receipt): VetoOperationReturnType => ({
    isCancelled: eventsOf(client, receipt, "guardianVeto", "OperationVetoed").length > 0,
  }),
);
