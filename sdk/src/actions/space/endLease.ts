import { zeroAddress } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { tokenOf } from "./segments.ts";

export type EndLeaseParameters = WriteOptions & { segment: string };

/** Ends a lease before its time; its tenant alone can. Reverts: SegmentLeased, ERC721NonexistentToken. */
export const endLease = defineWrite((client, { segment }: EndLeaseParameters) =>
  contractCall(client, {
    contract: "subnetLicense",
    functionName: "setUser",
    args: [tokenOf(segment), zeroAddress, 0n],
  }),
);
