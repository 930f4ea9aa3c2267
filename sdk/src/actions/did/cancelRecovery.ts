import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

export type CancelRecoveryParameters = WriteOptions & { did: string };

/** As the controller: objects to the recovery that was started. Reverts: NotController, NoRecovery. */
export const cancelRecovery = defineWrite((client, { did }: CancelRecoveryParameters) =>
  contractCall(client, {
    contract: "didRegistry",
    functionName: "cancelRecovery",
    args: [tokenIdOf(client, did)],
  }),
);
