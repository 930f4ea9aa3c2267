import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

/** Stops or resumes selling, never claims: governance's. Reverts: OwnableUnauthorizedAccount. */
export const setSalePaused = defineWrite((client, { paused }: WriteOptions & { paused: boolean }) =>
  contractCall(client, { contract: "licenseSale", functionName: "setPaused", args: [paused] }),
);
