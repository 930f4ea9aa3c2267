import fc from "fast-check";
import { keccak256 } from "viem";
import { describe, expect, it } from "vitest";
import {
  decodeDataSet,
  type EpochInput,
  encodeDataSet,
  recompute,
  settleEpoch,
} from "../../../agents/src/settlement/index.ts";
import { cumulativeTree, watchdogsTree } from "../../../agents/src/settlement/trees.ts";
import {
  account,
  billItem,
  context,
  epochInput,
  inputOf,
  reportItem,
  SEND,
  voucherItem,
} from "./arbitraries.ts";

const total = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);

/** Settles the same items `times` epochs running. */
function settleSeries(input: EpochInput, times: number) {
  let previous = input.previous;
  return Array.from({ length: times }, (_, i) => {
    const settled = settleEpoch({ ...input, epoch: input.epoch + i, previous });
    previous = settled.data.state;
    return settled;
  });
}

describe("settleEpoch", () => {
  it("accounts for every wei", () => {
    fc.assert(
      fc.property(epochInput, (input) => {
        const { report, data } = settleEpoch(input);
        expect(report.totalDebits - report.totalBurn + report.emission).toBe(
          report.totalCredits + report.totalWatchdogs,
        );
        expect(report.totalBurn).toBeGreaterThanOrEqual(0n);
        const { schedule } = input.checkpoints;
        expect(report.emission).toBeLessThanOrEqual(
          schedule.edges + schedule.guardians + schedule.watchdogs,
        );
        expect(report.totalCredits).toBe(total(data.state.credits.map(({ amount }) => amount)));
        expect(report.totalDebits).toBe(total(data.state.debits.map(({ amount }) => amount)));
        expect(report.totalWatchdogs).toBe(total(data.watchdogs.map(({ amount }) => amount)));
        expect(cumulativeTree(data.state.credits).amount).toBe(report.totalCredits);
        expect(watchdogsTree(data.watchdogs).second).toBe(BigInt(report.validShares));
      }),
    );
  });

  it("does not depend on the order of what goes in", () => {
    const shuffled = epochInput.chain((input) => {
      const { bills, reports, checkpoints } = input;
      const mix = <T>(items: readonly T[]) =>
        fc.shuffledSubarray([...items], { minLength: items.length });
      return fc
        .tuple(
          mix(bills),
          mix(reports),
          mix(checkpoints.edges),
          mix(checkpoints.payers),
          mix(checkpoints.inputSigners),
        )
        .map(([bills, reports, edges, payers, inputSigners]) => ({
          input,
          other: {
            ...input,
            bills,
            reports,
            checkpoints: { ...checkpoints, edges, payers, inputSigners },
          },
        }));
    });
    fc.assert(
      fc.property(shuffled, ({ input, other }) => {
        expect(settleEpoch(other).report).toEqual(settleEpoch(input).report);
      }),
    );
  });

  it("invariant 5: debits stay within deposits, cumulative values only grow", () => {
    fc.assert(
      fc.property(epochInput, (input) => {
        const deposits = new Map(
          input.checkpoints.payers.map(({ payer, deposit }) => [payer, deposit]),
        );
        const caps = new Map(input.checkpoints.voucherKeys.map(({ key, cap }) => [key, cap]));
        let before = input.previous;
        for (const { data } of settleSeries(input, 4)) {
          for (const { account, amount } of data.state.debits) {
            expect(amount).toBeLessThanOrEqual(deposits.get(account) ?? 0n);
          }
          for (const { key, spent } of data.state.keys) {
            expect(spent).toBeLessThanOrEqual(caps.get(key) ?? 0n);
          }
          for (const list of ["credits", "debits"] as const) {
            const now = new Map(data.state[list].map((entry) => [entry.account, entry]));
            for (const { account, amount, epoch } of before[list]) {
              expect(now.get(account)?.amount ?? -1n).toBeGreaterThanOrEqual(amount);
              expect(now.get(account)?.epoch ?? -1).toBeGreaterThanOrEqual(epoch);
            }
          }
          before = data.state;
        }
      }),
    );
  });

  it("invariant 8: moves at most a twentieth of the escrow in one epoch", () => {
    fc.assert(
      fc.property(epochInput, (input) => {
        const escrow = total(input.checkpoints.payers.map(({ deposit }) => deposit));
        expect(settleEpoch(input).report.totalDebits * 20n).toBeLessThanOrEqual(escrow);
      }),
    );
  });

  it("takes an exact copy once, and two different items of one author not at all", () => {
    const checkpoints = {
      edges: [{ edge: account(0), stake: 10_000n * SEND }],
      payers: [{ payer: account(200), deposit: 1_000n * SEND }],
    };
    const bill = billItem(account(0), [voucherItem(account(200), account(0), SEND)]);
    const other = billItem(account(0), [voucherItem(account(200), account(0), 2n * SEND)]);
    const report = reportItem(5n, [[account(0), true, 100]]);
    const against = reportItem(5n, [[account(0), false, 0]]);

    const plain = settleEpoch(inputOf(checkpoints, { bills: [bill], reports: [report] })).report;
    const copied = settleEpoch(
      inputOf(checkpoints, { bills: [bill, bill], reports: [report, report] }),
    ).report;
    expect([copied.totalDebits, copied.validShares]).toEqual([plain.totalDebits, 1]);
    expect(plain.totalDebits).toBe(SEND);

    const voided = settleEpoch(
      inputOf(checkpoints, { bills: [bill, other], reports: [report, against] }),
    );
    expect([voided.report.totalDebits, voided.report.validShares]).toEqual([0n, 0]);
    expect(voided.data.validReports).toBe(0);
    expect(voided.data.bills).toHaveLength(2);
  });

  it("charges nothing for the bill of an Edge that was not active", () => {
    const bill = billItem(account(1), [voucherItem(account(200), account(1), SEND)]);
    const payers = [{ payer: account(200), deposit: 1_000n * SEND }];
    const edges = [{ edge: account(0), stake: SEND }];
    expect(settleEpoch(inputOf({ edges, payers }, { bills: [bill] })).report.totalDebits).toBe(0n);
  });

  it("publishes a data set that reads back and recomputes to the same report", () => {
    fc.assert(
      fc.property(epochInput, (input) => {
        const settled = settleEpoch(input);
        const data = decodeDataSet(settled.bytes);
        expect(data).toEqual(settled.data);
        expect(encodeDataSet(data)).toEqual(settled.bytes);
        expect(keccak256(settled.bytes)).toBe(settled.report.dataHash);
        const { checkpoints, previous, round } = input;
        const again = recompute(data, { context, checkpoints, previous, round });
        expect(again.report).toEqual(settled.report);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["text", new TextEncoder().encode("settlement")],
    ["another object", Uint8Array.of(0xa1, 0x61, 0x61, 0x01)],
  ])("refuses %s as a data set", (_, bytes) => {
    expect(() => decodeDataSet(bytes)).toThrow(
      expect.objectContaining({ code: "INVALID_DATA_SET" }),
    );
  });
});
