import { type Address, zeroAddress } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

import { checkAddress } from "./words.ts";

export type SetRecoveryParameters = WriteOptions & {
  did: string;
  /** Who may recover the DID when the sender's key is lost; `null` for nobody. */
  recovery: Address | null;
};

/**
 * Names the recovery address of the sender's DID and cancels what was started. Reverts: NotController,
 * InvalidRecovery.
 */
export const setRecovery = defineWrite((client, { did, recovery }: SetRecoveryParameters) =>
  contractCall(client, {
    contract: "didRegistry",
    functionName: "setRecovery",
    args: [tokenIdOf(client, did), checkAddress(recovery ?? zeroAddress, "recovery address")],
  }),
);
