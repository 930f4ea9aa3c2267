import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

export type FinishRecoveryParameters = WriteOptions & { did: string };

/** Moves the DID to the new holder when the delay is over; anyone may. Reverts: NoRecovery, RecoveryNotReady. */
export const finishRecovery = defineWrite(
  (client, { did }: FinishRecoveryParameters) =>
    contractCall(client, {
      contract: "didRegistry",
      functionName: "finishRecovery",
      args: [tokenIdOf(client, did)],
    }),
  (client, receipt) => {
    const { newHolder } = eventOf(client, receipt, "didRegistry", "RecoveryFinished");
    return { controller: newHolder };
  },
);
