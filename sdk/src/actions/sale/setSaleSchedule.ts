import { type Hex, zeroHash } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

export type SetSaleScheduleParameters = WriteOptions & {
  /** Unix seconds, now or later. */
  whitelistFrom: number;
  /** Unix seconds, not before `whitelistFrom`. */
  publicFrom: number;
  /** Of the whitelist's {@link allocationTree}; nobody is whitelisted without one. */
  root?: Hex | undefined;
};

/** Sets the sale's phases: governance's. Reverts: OwnableUnauthorizedAccount, InvalidSchedule. */
export const setSaleSchedule = defineWrite(
  (client, { whitelistFrom, publicFrom, root = zeroHash }: SetSaleScheduleParameters) =>
    contractCall(client, {
      contract: "licenseSale",
      functionName: "setSchedule",
      args: [{ whitelistFrom, publicFrom, root }],
    }),
);
