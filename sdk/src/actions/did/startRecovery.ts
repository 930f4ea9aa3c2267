import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

import { checkAddress } from "./words.ts";

export type StartRecoveryParameters = WriteOptions & { did: string; newHolder: Address };

/**
 * As the recovery address: `newHolder` shall get the DID, from `readyAt` on. Reverts: NotRecovery,
 * InvalidNewHolder.
 */
export const startRecovery = defineWrite(
  (client, { did, newHolder }: StartRecoveryParameters) =>
    contractCall(client, {
      contract: "didRegistry",
      functionName: "startRecovery",
      args: [tokenIdOf(client, did), checkAddress(newHolder, "new holder")],
    }),
  (client, receipt) => {
    const { readyAt } = eventOf(client, receipt, "didRegistry", "RecoveryStarted");
    return { readyAt: Number(readyAt) };
  },
);
