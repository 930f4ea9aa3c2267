import { type Address, zeroAddress } from "viem";
import { getBlock } from "viem/actions";
import { parseSegment, segmentIdOf } from "../../addresses/index.ts";
import { SendingError, toSendingError } from "../../errors/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { textOf } from "./segments.ts";

export type SegmentRecord = {
  segment: string;
  /** ERC-721 token id. */
  id: bigint;
  holder: Address;
  /** Second at which it ends. */
  expiry: number;
  live: boolean;
  /** The segment that it is a child of; null for a top segment. */
  parent: string | null;
  /** Length of its children; 0 when it never had one. */
  childBits: number;
  /** Its children, expired ones that are still there included. */
  children: number;
  /** Whether the parent's holder must leave it alone until it expires. */
  emancipated: boolean;
  /** Whoever leases it now. */
  lease: { tenant: Address; expires: number } | null;
};

/** Reads a segment. Throws INVALID_SEGMENT, STRAY_BITS, UNKNOWN_SEGMENT. */
export async function getSegment(
  client: SendingContext,
  { segment }: { segment: string },
): Promise<SegmentRecord> {
  const id = segmentIdOf(parseSegment(segment));
  const [record, parent, tenant, expires, { timestamp }] = await Promise.all([
    readContract(client, "subnetLicense", "segment", [id]),
    readContract(client, "subnetLicense", "parentOf", [id]),
    readContract(client, "subnetLicense", "userOf", [id]),
    readContract(client, "subnetLicense", "userExpires", [id]),
    getBlock(client).catch((error) => Promise.reject(toSendingError(error))),
  ]);
  if (record.holder === zeroAddress) {
    throw new SendingError("There is no such segment.", {
      code: "UNKNOWN_SEGMENT",
      details: segment,
      hint: "It was never made, or was merged or burned.",
    });
  }
  const { holder, childBits, children, emancipated } = record;
  return {
    ...{ segment: textOf(id), id, holder, childBits, children, emancipated },
    expiry: Number(record.expiry),
    live: timestamp < record.expiry,
    parent: parent === 0n ? null : textOf(parent),
    lease: tenant === zeroAddress ? null : { tenant, expires: Number(expires) },
  };
}
