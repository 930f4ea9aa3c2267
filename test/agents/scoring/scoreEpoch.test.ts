import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type EdgeResults,
  isEligible,
  type ScoreState,
  scoreEpoch,
} from "../../../agents/src/scoring/index.ts";

const network = { scoreReports: 3, downReports: 6 };
const development = { scoreReports: 1, downReports: 2 };

const results = (reports: number, latencies: number[]): EdgeResults => ({ reports, latencies });
const failures = (count: number) => results(count, []);
const one = (entry: ScoreState | undefined, given: EdgeResults | undefined, thresholds = network) =>
  scoreEpoch(
    ["edge"],
    new Map(given ? [["edge", given]] : []),
    new Map(entry ? [["edge", entry]] : []),
    thresholds,
  ).get("edge");

describe("scoreEpoch", () => {
  it("starts a new Edge at 0 until it has enough reports", () => {
    expect(one(undefined, undefined)?.scoreBps).toBe(0);
    expect(one(undefined, results(2, [10, 10]))?.scoreBps).toBe(0);
    expect(one(undefined, results(3, [10, 10, 10]))?.scoreBps).toBe(10_000);
    expect(one(undefined, results(1, [10]), development)?.scoreBps).toBe(10_000);
  });

  it("carries a score over at nine tenths for three epochs, then drops it", () => {
    let state: ScoreState = { scoreBps: 10_000, carried: 0, downStreak: 0 };
    const seen: number[] = [];
    for (let i = 0; i < 5; i++) {
      state = one(state, undefined) ?? state;
      seen.push(state.scoreBps);
    }
    expect(seen).toEqual([9_000, 8_100, 7_290, 0, 0]);
    expect(one(state, results(4, [1, 1, 1, 1]))).toMatchObject({ scoreBps: 10_000, carried: 0 });
  });

  it("forgets an Edge that was not active", () => {
    const previous = new Map([["gone", { scoreBps: 9_000, carried: 0, downStreak: 2 }]]);
    expect([...scoreEpoch(["here"], new Map(), previous, network).keys()]).toEqual(["here"]);
  });

  it("jails after three epochs down, and an epoch without evidence breaks the streak", () => {
    const edges = ["a", "b", "c", "d", "e"];
    const down = new Map([["a", failures(6)]]);
    let state = new Map<string, ScoreState>();
    const jailed: boolean[] = [];
    for (const given of [down, down, new Map(), down, down, down]) {
      const scores = scoreEpoch(edges, given, state, network);
      jailed.push(scores.get("a")?.jailed ?? false);
      state = scores;
    }
    expect(jailed).toEqual([false, false, false, false, false, true]);
  });

  it("jails nobody while more than a fifth of the Edges are down", () => {
    const edges = ["a", "b", "c", "d", "e"];
    const streak = { scoreBps: 0, carried: 0, downStreak: 2 };
    const state = new Map([["a", streak]]);
    const given = new Map([
      ["a", failures(2)],
      ["b", failures(2)],
    ]);
    const outage = scoreEpoch(edges, given, state, development);
    expect([outage.get("a")?.jailed, outage.get("a")?.downStreak]).toEqual([false, 3]);
    given.delete("b");
    expect(scoreEpoch(edges, given, state, development).get("a")?.jailed).toBe(true);
    expect(scoreEpoch(edges, given, outage, development).get("a")?.downStreak).toBe(4);
  });

  it("does not depend on the order of the Edges", () => {
    const edge = fc.record({
      reports: fc.nat(12),
      ok: fc.nat(12),
      latency: fc.nat(3_000),
      scoreBps: fc.nat(10_000),
      carried: fc.nat(3),
      downStreak: fc.nat(4),
    });
    fc.assert(
      fc.property(fc.array(edge, { minLength: 1, maxLength: 20 }), (given) => {
        const edges = given.map((_, i) => i);
        const found = new Map(
          given.map((g, i) => [i, results(Math.max(g.reports, g.ok), Array(g.ok).fill(g.latency))]),
        );
        const state = new Map(given.map((g, i) => [i, g]));
        const forward = scoreEpoch(edges, found, state, development);
        const backward = scoreEpoch([...edges].reverse(), found, state, development);
        expect(new Map([...backward].sort(([a], [b]) => a - b))).toEqual(forward);
      }),
    );
  });
});

describe("isEligible", () => {
  const field = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;

  it("lets everybody report up to nine members an Edge", () => {
    expect(isEligible(field - 1n, 4, 36)).toBe(true);
    expect(isEligible(field, 4, 36)).toBe(false);
  });

  it("draws about nine per Edge beyond", () => {
    expect(isEligible(field / 2n - 1n, 4, 72)).toBe(true);
    expect(isEligible(field / 2n + 1n, 4, 72)).toBe(false);
    expect(isEligible(0n, 0, 1)).toBe(false);
  });
});
