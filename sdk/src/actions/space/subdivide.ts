import type { Address } from "viem";
import { childOf, formatSegment, parseSegment, segmentIdOf } from "../../addresses/index.ts";
import { SendingError } from "../../errors/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { accountOf, type WriteOptions } from "../calls/sendCall.ts";
import { checkAddress, checkSeconds } from "../did/words.ts";

/** Most that one call makes. */
const MAX_COUNT = 256;

export type SubdivideParameters = WriteOptions & {
  parent: string;
  /** Length of the children; all live children of a segment have one. */
  bits: number;
  /** Number of the first child among those of this length; 0 by default. */
  index?: bigint | number | undefined;
  /** Consecutive children to make, at most 256; 1 by default. */
  count?: number | undefined;
  /** Who gets them; by default the sender. Anyone else's cannot be taken back before they expire. */
  to?: Address | undefined;
  /** Second at which they end; not after the parent. */
  expiry: number;
};

/**
 * Splits children off a segment. Throws INVALID_SEGMENT, INVALID_COUNT. Reverts: NotSegmentHolder,
 * SegmentExpired, SegmentLeased, SegmentExists, ChildLengthFixed, InvalidSegmentExpiry.
 */
export const subdivide = defineWrite(
  (client, parameters: SubdivideParameters) => {
    const { bits, index = 0n, count = 1, expiry } = parameters;
    const parent = parseSegment(parameters.parent);
    if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT) {
      throw new SendingError(`One call makes 1 to ${MAX_COUNT} children.`, {
        code: "INVALID_COUNT",
        details: String(count),
      });
    }
    const first = childOf(parent, bits, BigInt(index));
    childOf(parent, bits, BigInt(index) + BigInt(count - 1));
    const to = checkAddress(
      parameters.to ?? accountOf(client, parameters.account).address,
      "holder",
    );
    return contractCall(client, {
      contract: "subnetLicense",
      functionName: "subdivide",
      args: [
        ...([segmentIdOf(parent), bits, first.prefix, BigInt(count), to] as const),
        checkSeconds(expiry, "expiry"),
      ],
    });
  },
  (client, receipt) => {
    const made = eventOf(client, receipt, "subnetLicense", "SegmentSubdivided");
    const { firstPrefix, childBits: bits } = made;
    const children = Array.from({ length: made.count }, (_, i) =>
      formatSegment({ prefix: firstPrefix + BigInt(i), bits }),
    );
    return { children, holder: made.holder, expiry: Number(made.expiry) };
  },
);
