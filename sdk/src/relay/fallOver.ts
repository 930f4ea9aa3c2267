import type { Address } from "viem";
import { SendingError } from "../errors/index.ts";
import { ProblemCode, ProblemError } from "../wire/index.ts";

/** Refusals that every other Edge would repeat. */
const FINAL: ReadonlySet<ProblemCode> = new Set([
  ProblemCode.EXPIRED,
  ProblemCode.FRAME_TOO_LARGE,
  ProblemCode.INVALID_REQUEST,
  ProblemCode.INVALID_SIGNATURE,
  ProblemCode.MALFORMED_FRAME,
  ProblemCode.UNAUTHORIZED,
]);

export function isFinal(error: unknown): boolean {
  if (error instanceof ProblemError) return FINAL.has(error.problem);
  return error instanceof SendingError && (error.code === "ABORTED" || error.code === "CLOSED");
}

/** Whether who is responsible is to be looked up again: the epoch turned, or one side lags behind. */
export function isMisplaced(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  return error.problem === ProblemCode.NOT_RESPONSIBLE || error.problem === ProblemCode.WRONG_EPOCH;
}

/** Tries one Edge after another; throws the last error when none served. */
export async function fallOver<Result>(
  edges: readonly Address[],
  attempt: (edge: Address) => Promise<Result>,
): Promise<Result> {
  let last: unknown = new SendingError("No Edge is responsible.", {
    code: "NO_EDGES",
    hint: "No Edge is active in this epoch; new ones count from the epoch after they registered.",
  });
  for (const edge of edges) {
    try {
      return await attempt(edge);
    } catch (error) {
      if (isFinal(error)) throw error;
      last = error;
    }
  }
  throw last;
}

/** A copy in random order, so that load spreads over replicas. */
export function shuffled<T>(items: readonly T[]): T[] {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}
