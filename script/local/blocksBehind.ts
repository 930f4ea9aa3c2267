import { existsSync, readFileSync } from "node:fs";

/**
 * How many blocks the databases have seen beyond the chain's saved state: a crash may lose the last
 * few seconds of it. `headFile` holds the last head that was seen, as JSON.
 */
export function blocksBehind(headFile: string, resumedAt: number): number {
  if (!existsSync(headFile)) return 0;
  const { number } = JSON.parse(readFileSync(headFile, "utf8")) as { number: number };
  return Math.max(0, number - resumedAt);
}
