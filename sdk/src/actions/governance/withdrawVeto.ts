import type { Hex } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { type OnTrack, timelockOf } from "./tracks.ts";

export type WithdrawVetoParameters = WriteOptions & OnTrack & { operation: Hex };

/** Takes the sender's veto back. Reverts: NoVeto. */
export const withdrawVeto = defineWrite((client, parameters: WithdrawVetoParameters) =>
  contractCall(client, {
    contract: "guardianVeto",
    functionName: "withdrawVeto",
    args: [client.deployment.contracts[timelockOf(parameters)], parameters.operation],
  }),
);
