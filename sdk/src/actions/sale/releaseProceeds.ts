import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

export type ReleaseProceedsParameters = WriteOptions & {
  /** An ERC-20; the chain's coins without it. */
  token?: Address | undefined;
};

/** Sends the unlocked part of the proceeds to the treasury. Anybody may. */
export const releaseProceeds = defineWrite((client, { token }: ReleaseProceedsParameters) =>
  contractCall(client, {
    contract: "milestoneEscrow",
    functionName: "release",
    args: token ? [token] : [],
  }),
);
