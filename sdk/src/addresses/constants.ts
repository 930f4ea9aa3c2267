/** Human-readable part of an address's text. */
export const TEXT_PREFIX = "sdn";
/** First byte of every unicast address. */
export const VERSION = 0x01;
/** Bits behind the version byte. */
export const ADDRESS_BITS = 248;
/** Length of every top segment. */
export const TOP_BITS = 16;
/** Longest prefix of a segment. */
export const MAX_BITS = 120;
