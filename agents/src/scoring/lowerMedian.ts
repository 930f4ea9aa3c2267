/**
 * The lower median: of an even number of values the smaller of the two in the middle.
 * @returns undefined when there are no values.
 */
export function lowerMedian(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
