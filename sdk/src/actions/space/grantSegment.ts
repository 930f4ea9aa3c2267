import type { Address } from "viem";
import { parseSegment, TOP_BITS } from "../../addresses/index.ts";
import { SendingError } from "../../errors/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { checkAddress, checkSeconds } from "../did/words.ts";
import { textOf } from "./segments.ts";

export type GrantSegmentParameters = WriteOptions & {
  /** A top segment, of 16 bits. */
  segment: string;
  to: Address;
  /** Second at which it ends. */
  expiry: number;
};

/**
 * Makes a top segment; for governance. Reverts: OwnableUnauthorizedAccount, SegmentExists.
 * Throws INVALID_SEGMENT.
 */
export const grantSegment = defineWrite(
  (client, parameters: GrantSegmentParameters) => {
    const { prefix, bits } = parseSegment(parameters.segment);
    if (bits !== TOP_BITS) {
      throw new SendingError(`A top segment has ${TOP_BITS} bits.`, {
        code: "INVALID_SEGMENT",
        details: parameters.segment,
        hint: "Shorter ones do not exist; longer ones are made by subdividing.",
      });
    }
    const args = [
      checkAddress(parameters.to, "holder"),
      prefix,
      checkSeconds(parameters.expiry, "expiry"),
    ] as const;
    return contractCall(client, { contract: "subnetLicense", functionName: "grant", args });
  },
  (client, receipt) => {
    const { id, holder, expiry } = eventOf(client, receipt, "subnetLicense", "SegmentGranted");
    return { segment: textOf(id), holder, expiry: Number(expiry) };
  },
);
