import { CARRY_TENTHS, JAIL_STREAK, MAX_CARRIED, OUTAGE_SHARE } from "./constants.ts";
import { isDown } from "./isDown.ts";
import { score } from "./score.ts";

/** What is remembered of an Edge from one epoch to the next. */
export interface ScoreState {
  /** Basis points. */
  scoreBps: number;
  /** Epochs running in which the score was carried over. */
  carried: number;
  /** Epochs running in which the Edge was down. */
  downStreak: number;
}

/** Results about one Edge in one epoch. */
export interface EdgeResults {
  /** Number of results. */
  reports: number;
  /** Latency of each success in milliseconds. */
  latencies: readonly number[];
}

export interface EdgeScore extends ScoreState {
  ok: number;
  n: number;
  down: boolean;
  jailed: boolean;
}

export interface ScoreThresholds {
  /** Reports that an Edge needs for a score of its own. */
  scoreReports: number;
  /** Reports that an Edge needs to be called down. */
  downReports: number;
}

const NEW_EDGE: ScoreState = { scoreBps: 0, carried: 0, downStreak: 0 };
const NO_RESULTS: EdgeResults = { reports: 0, latencies: [] };

/**
 * Scores the Edges of one epoch. An Edge without enough reports keeps nine tenths of its score, for
 * at most three epochs; one that is not in `previous` starts at 0.
 * @param edges The active Edges of the epoch.
 * @returns One entry per active Edge, in the order given.
 */
export function scoreEpoch<Key>(
  edges: readonly Key[],
  results: ReadonlyMap<Key, EdgeResults>,
  previous: ReadonlyMap<Key, ScoreState>,
  thresholds: ScoreThresholds,
): Map<Key, EdgeScore> {
  const scores = new Map<Key, EdgeScore>();
  let downCount = 0;
  for (const edge of edges) {
    const { reports, latencies } = results.get(edge) ?? NO_RESULTS;
    const before = previous.get(edge) ?? NEW_EDGE;
    const down = isDown(reports, latencies.length, thresholds.downReports);
    if (down) downCount += 1;
    scores.set(edge, {
      ...(reports > 0 && reports >= thresholds.scoreReports
        ? { scoreBps: score(reports, latencies), carried: 0 }
        : carryOver(before)),
      downStreak: down ? before.downStreak + 1 : 0,
      ok: latencies.length,
      n: reports,
      down,
      jailed: false,
    });
  }
  const outage = downCount * OUTAGE_SHARE > edges.length;
  for (const entry of scores.values()) entry.jailed = !outage && entry.downStreak >= JAIL_STREAK;
  return scores;
}

function carryOver({ scoreBps, carried }: ScoreState): Omit<ScoreState, "downStreak"> {
  return carried < MAX_CARRIED
    ? { scoreBps: Math.floor((scoreBps * CARRY_TENTHS) / 10), carried: carried + 1 }
    : { scoreBps: 0, carried };
}
