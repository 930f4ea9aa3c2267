import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDown, latencyFactor, lowerMedian, score } from "../../../agents/src/scoring/index.ts";

describe("lowerMedian", () => {
  it.each([
    [[], undefined],
    [[7], 7],
    [[9, 1], 1],
    [[5, 1, 3], 3],
    [[40, 10, 30, 20], 20],
  ])("of %j is %j", (values, expected) => {
    expect(lowerMedian(values)).toBe(expected);
  });

  it("is an element with at most half of the values on either side, in any order", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { minLength: 1 }), (values) => {
        const median = lowerMedian(values) ?? -1;
        expect(values).toContain(median);
        expect(values.filter((v) => v < median).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((v) => v > median).length).toBeLessThanOrEqual(values.length / 2);
        expect(lowerMedian([...values].reverse())).toBe(median);
      }),
    );
  });
});

describe("latencyFactor", () => {
  it.each([
    [0, 10_000],
    [200, 10_000],
    // 5000 * 1 / 1800 = 2.77, floored before it is taken off
    [201, 9_998],
    [650, 8_750],
    [1_100, 7_500],
    [1_999, 5_003],
    [2_000, 5_000],
    [60_000, 5_000],
  ])("of %d ms is %d", (latency, expected) => {
    expect(latencyFactor(latency)).toBe(expected);
  });
});

describe("score", () => {
  it.each([
    // 2 of 3: 6666; median 100 ms leaves all of it
    [3, [100, 120], 6_666],
    // 3 of 3 with median 1100 ms
    [3, [1_100, 100, 5_000], 7_500],
    // 7 of 9: 7777 * 8750 / 10000 = 6804.8
    [9, [650, 650, 650, 650, 650, 650, 650], 6_804],
    [4, [], 0],
    [0, [], 0],
  ])("of %d reports with successes %j is %d", (reports, latencies, expected) => {
    expect(score(reports, latencies)).toBe(expected);
  });

  it("never falls when a failure becomes a success of the same speed", () => {
    fc.assert(
      fc.property(
        fc.nat(4_000),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (latency, ok, fails) => {
          const before = score(ok + fails, Array(ok).fill(latency));
          const after = score(ok + fails, Array(ok + 1).fill(latency));
          expect(after).toBeGreaterThanOrEqual(before);
          expect(after).toBeLessThanOrEqual(10_000);
        },
      ),
    );
  });
});

describe("isDown", () => {
  it.each([
    // network profile: six reports needed
    [5, 0, 6, false],
    [6, 0, 6, true],
    [6, 1, 6, true], // 9 * 5 = 45 >= 42
    [6, 2, 6, false], // 9 * 4 = 36 < 42
    [9, 2, 6, true], // 9 * 7 = 63 = 7 * 9
    [9, 3, 6, false],
    // development profile: two
    [1, 0, 2, false],
    [2, 0, 2, true],
    [2, 1, 2, false],
    [0, 0, 0, false],
  ])("%d reports, %d successes, %d needed: %j", (reports, successes, needed, expected) => {
    expect(isDown(reports, successes, needed)).toBe(expected);
  });
});
