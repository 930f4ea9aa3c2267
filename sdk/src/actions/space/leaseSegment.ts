import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { checkAddress, checkSeconds } from "../did/words.ts";
import { tokenOf } from "./segments.ts";

export type LeaseSegmentParameters = WriteOptions & {
  segment: string;
  tenant: Address;
  /** Second at which the lease ends; not after the segment. */
  expires: number;
};

/**
 * Leases a segment (ERC-4907): until the lease ends, the tenant operates it, whoever holds it. By the
 * holder or whom it approved. Reverts: SegmentLeased, SegmentExpired, InvalidSegmentExpiry,
 * ERC721InsufficientApproval.
 */
export const leaseSegment = defineWrite((client, parameters: LeaseSegmentParameters) =>
  contractCall(client, {
    contract: "subnetLicense",
    functionName: "setUser",
    args: [
      tokenOf(parameters.segment),
      checkAddress(parameters.tenant, "tenant"),
      checkSeconds(parameters.expires, "lease's end"),
    ],
  }),
);
