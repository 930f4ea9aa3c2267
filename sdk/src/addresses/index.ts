export {
  addressInSegment,
  ancestorOf,
  childOf,
  contains,
  firstAddressOf,
  segmentAt,
} from "./arithmetic.ts";
export { MAX_BITS, TOP_BITS } from "./constants.ts";
export {
  formatSegment,
  parseSegment,
  type Segment,
  segmentFromId,
  segmentIdOf,
  shortSegment,
} from "./segment.ts";
export { formatUnicast, parseUnicast } from "./unicast.ts";
