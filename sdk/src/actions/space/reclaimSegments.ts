import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { tokenOf } from "./segments.ts";

export type ReclaimSegmentsParameters = WriteOptions & {
  /** In order: grandchildren before their parents. */
  segments: readonly string[];
};

/**
 * Burns children of one's segments: live ones are merged back, expired ones make room. Reverts:
 * NotParentHolder, StillEmancipated, HasChildren, SegmentLeased.
 */
export const reclaimSegments = defineWrite((client, { segments }: ReclaimSegmentsParameters) =>
  contractCall(client, {
    contract: "subnetLicense",
    functionName: "reclaim",
    args: [segments.map(tokenOf)],
  }),
);
