import type { NetworkView } from "@sendingnetwork/sdk/network";
import fc from "fast-check";
import { keccak256, numberToHex, toHex, zeroHash } from "viem";
import { describe, expect, it } from "vitest";
import { finalDueAt } from "../../../agents/src/roles/guardian/finishEpochs.ts";
import { missingRounds } from "../../../agents/src/roles/guardian/proveSeeds.ts";
import {
  proposerNumber,
  proposerOf,
  roundAt,
  turnOf,
} from "../../../agents/src/roles/guardian/rounds.ts";
import { nextToSettle } from "../../../agents/src/roles/guardian/services.ts";
import { stageOf } from "../../../agents/src/roles/guardian/stage.ts";
import { log, operatorOf, registered, seedProven } from "../../support/fakeNetwork.ts";
import { SettlementView } from "../../support/guardians.ts";

/** The development schedule: epochs of 20 s from 1,000,000; windows of 4, 4, 4 and 6 s. */
function viewAt(epoch: number, guardians = 3): SettlementView {
  const view = new SettlementView();
  for (let i = 1; i <= guardians; i++) view.apply(registered({ operator: operatorOf(i), role: 2 }));
  view.setTime(view.clock.startOf(epoch));
  return view;
}

const asView = (view: SettlementView) =>
  view as Pick<NetworkView, keyof NetworkView> as NetworkView;

const recorded = (epoch: number) =>
  log("BillsRecorded", {
    epoch: BigInt(epoch),
    round: 0,
    billsRoot: zeroHash,
    signers: 1,
    sampleRound: 77n,
  });
const inputs = (epoch: number) =>
  log("InputsRecorded", {
    epoch: BigInt(epoch),
    round: 0,
    billsRoot: zeroHash,
    reportsRoot: zeroHash,
    signers: 1,
  });
const reported = (epoch: number, finalAt: number) =>
  log("EpochReported", {
    epoch: BigInt(epoch),
    reportHash: keccak256(toHex(epoch)),
    report: {
      epoch: BigInt(epoch),
      round: 0,
      previousHash: zeroHash,
      inputHash: zeroHash,
      debitsRoot: zeroHash,
      creditsRoot: zeroHash,
      edgesRoot: zeroHash,
      watchdogsRoot: zeroHash,
      totalDebits: 0n,
      totalCredits: 0n,
      totalBurn: 0n,
      totalWatchdogs: 0n,
      emission: 0n,
      totalWeight: 0n,
      validShares: 0,
      dataHash: zeroHash,
    },
    signers: 1,
    finalAt: BigInt(finalAt),
  });
const finalized = (epoch: number) =>
  log("EpochFinalized", {
    epoch: BigInt(epoch),
    creditsRoot: zeroHash,
    debitsRoot: zeroHash,
    emission: 0n,
    burned: 0n,
  });

describe("rounds", () => {
  it("count from the end of the bill window, one every attest window", () => {
    const view = viewAt(1);
    const { billsEnd } = view.clock.windows(1);
    const at = (seconds: number) => roundAt(view, 1, billsEnd + seconds);
    expect([-3, 0, 5, 6, 11, 12, 600].map(at)).toEqual([0, 0, 0, 1, 1, 2, 100]);
  });

  it("draw proposers evenly by the seed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 32 }), fc.nat(2 ** 32 - 1), fc.nat(), (n, round, s) => {
        const drawn = proposerNumber(keccak256(numberToHex(s)), round, n);
        expect(drawn).toBeGreaterThanOrEqual(0);
        expect(drawn).toBeLessThan(n);
      }),
    );
    const seed = keccak256("0x07");
    const counts = [0, 0, 0, 0];
    for (let round = 0; round < 400; round++) {
      const drawn = proposerNumber(seed, round, 4);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    for (const count of counts) expect(count).toBeGreaterThan(60);
  });

  it("have no proposer before the seed is proven", () => {
    const view = viewAt(2);
    expect(proposerOf(view, 1, 0)).toBeUndefined();
    view.apply(seedProven(1));
    expect([1, 2, 3].map(operatorOf)).toContain(proposerOf(view, 1, 0));
  });

  it("give every Guardian one turn, and each the first one in some epoch", () => {
    const view = viewAt(4);
    const turns = (epoch: number) => [1, 2, 3].map((i) => turnOf(view, operatorOf(i), epoch));
    for (const epoch of [4, 5, 6]) expect([...turns(epoch)].sort()).toEqual([0, 1, 2]);
    expect([4, 5, 6].map((epoch) => turns(epoch).indexOf(0)).sort()).toEqual([0, 1, 2]);
    expect(turnOf(view, operatorOf(9), 4)).toBe(3);
  });
});

describe("stages", () => {
  it("follow the windows and what is on chain", () => {
    const view = viewAt(1);
    const { billsEnd, reportsEnd } = view.clock.windows(1);
    const stages = [];
    for (const [time, event] of [
      [billsEnd - 1, undefined],
      [billsEnd, recorded(1)],
      [reportsEnd - 1, undefined],
      [reportsEnd, inputs(1)],
      [reportsEnd, reported(1, 0)],
      [reportsEnd, undefined],
    ] as const) {
      view.setTime(time);
      stages.push(stageOf(view, 1));
      if (event !== undefined) view.apply(event);
    }
    expect(stages).toEqual([undefined, "bills", undefined, "inputs", "report", undefined]);
  });
});

describe("the next epoch to settle", () => {
  it("passes over past epochs without Guardians", () => {
    expect(nextToSettle(asView(viewAt(5)))).toBe(1);
    expect(nextToSettle(asView(viewAt(5, 0)))).toBe(5);
    const view = viewAt(5);
    view.apply(reported(1, 0));
    expect(nextToSettle(asView(view))).toBe(2);
  });
});

describe("finality", () => {
  it("is due for the oldest report that waits", () => {
    const view = viewAt(5);
    expect(finalDueAt(view)).toBeUndefined();
    view.apply(reported(1, 100), reported(2, 200));
    expect(finalDueAt(view)).toBe(100);
    view.apply(finalized(1));
    expect(finalDueAt(view)).toBe(200);
    view.apply(finalized(2));
    expect(finalDueAt(view)).toBeUndefined();
  });
});

describe("missing rounds", () => {
  // Rounds of a second from 999,990: the seed of epoch e is round 11 + 20 e.
  it("are those of seeds that are needed now and of sampled bills", () => {
    const view = viewAt(3);
    expect(missingRounds(asView(view))).toEqual([31, 71]);
    view.apply(seedProven(3));
    expect(missingRounds(asView(view))).toEqual([31]);
    view.apply(registered({ operator: operatorOf(8), activeFrom: 2 }));
    expect(missingRounds(asView(view))).toEqual([31, 51]);
    view.apply(seedProven(1), seedProven(2), recorded(1));
    view.setTime(1_000_065);
    expect(missingRounds(asView(view))).toEqual([]);
    view.setTime(1_000_066);
    expect(missingRounds(asView(view))).toEqual([77]);
  });
});
