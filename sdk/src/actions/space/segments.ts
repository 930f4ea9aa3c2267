import { formatSegment, parseSegment, segmentFromId, segmentIdOf } from "../../addresses/index.ts";

/** Token id of a segment's text. Throws INVALID_SEGMENT, INVALID_ADDRESS, STRAY_BITS. */
export function tokenOf(segment: string): bigint {
  return segmentIdOf(parseSegment(segment));
}

export function textOf(id: bigint): string {
  return formatSegment(segmentFromId(id));
}
