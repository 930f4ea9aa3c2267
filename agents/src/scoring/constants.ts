/** A full score, in basis points. */
export const FULL_SCORE = 10_000;

/** Latency in milliseconds up to which a success counts in full. */
export const LATENCY_FAST = 200;

/** Latency in milliseconds from which a success counts least. */
export const LATENCY_SLOW = 2_000;

/** What the slowest Edge loses of its score, in basis points. */
export const LATENCY_PENALTY = 5_000;

/** Epochs for which a score outlives a lack of reports. */
export const MAX_CARRIED = 3;

/** What is left of a score that is carried over, in tenths. */
export const CARRY_TENTHS = 9;

/** Epochs running that an Edge must be down to be jailed. */
export const JAIL_STREAK = 3;

/** An Edge is down when `DOWN_NUMERATOR * failures >= DOWN_DENOMINATOR * reports`. */
export const DOWN_NUMERATOR = 9;
export const DOWN_DENOMINATOR = 7;

/** Nobody is jailed in an epoch in which more than one in this many Edges is down. */
export const OUTAGE_SHARE = 5;

/** Reports that an Edge should get in an epoch. */
export const REPORTS_PER_EDGE = 9;

/** Order of the scalar field of BN254: nullifiers lie below it. */
export const SCALAR_FIELD =
  21_888_242_871_839_275_222_246_405_745_257_275_088_548_364_400_416_034_343_698_204_186_575_808_495_617n;
