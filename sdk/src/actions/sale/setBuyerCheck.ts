import { type Address, zeroAddress } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

/** Sets who is asked about buyers, or nobody: governance's. Reverts: OwnableUnauthorizedAccount. */
export const setBuyerCheck = defineWrite(
  (client, { check = zeroAddress }: WriteOptions & { check?: Address | undefined }) =>
    contractCall(client, {
      contract: "licenseSale",
      functionName: "setBuyerCheck",
      args: [check],
    }),
);
