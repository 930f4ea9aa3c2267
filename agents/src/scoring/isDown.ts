import { DOWN_DENOMINATOR, DOWN_NUMERATOR } from "./constants.ts";

/**
 * Whether an Edge counts as down: enough results, and at least seven ninths of them failures.
 * @param needed Results below which nobody is called down.
 */
export function isDown(reports: number, successes: number, needed: number): boolean {
  const failures = reports - successes;
  return (
    reports > 0 && reports >= needed && DOWN_NUMERATOR * failures >= DOWN_DENOMINATOR * reports
  );
}
