import { type Address, zeroAddress } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

export type SetOperatorParameters = WriteOptions & {
  license: bigint;
  /** Who may register the licence's identity; nobody but the holder without it. */
  operator?: Address | undefined;
};

/**
 * Lets somebody else run a licence until its next transfer. An identity that a former operator
 * registered stays until another is registered. Reverts: NotLicenseHolder.
 */
export const setOperator = defineWrite(
  (client, { license, operator = zeroAddress }: SetOperatorParameters) =>
    contractCall(client, {
      contract: "watchDogLicense",
      functionName: "setOperator",
      args: [license, operator],
    }),
);
