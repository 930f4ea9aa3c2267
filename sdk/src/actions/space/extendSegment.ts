import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { checkSeconds } from "../did/words.ts";
import { tokenOf } from "./segments.ts";

export type ExtendSegmentParameters = WriteOptions & {
  segment: string;
  /** Second at which it ends then; not after the segment around it. */
  expiry: number;
};

/**
 * Gives a live segment a later expiry; by the holder of the segment around it, for a top segment by
 * governance. Reverts: NotParentHolder, SegmentExpired, InvalidSegmentExpiry.
 */
export const extendSegment = defineWrite((client, parameters: ExtendSegmentParameters) =>
  contractCall(client, {
    contract: "subnetLicense",
    functionName: "extend",
    args: [tokenOf(parameters.segment), checkSeconds(parameters.expiry, "expiry")],
  }),
);
