import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settleEpoch } from "../../../agents/src/settlement/index.ts";
import { account, billsOf, inputOf, reportItem, SEND, voucherItem } from "./arbitraries.ts";

const SYBILS = 5;

/** Vouchers between any of an operator's wallets and any of its Edges, with its deposits. */
const graph = fc.record({
  deposits: fc.array(fc.bigInt({ min: 0n, max: 10_000n * SEND }), {
    minLength: SYBILS,
    maxLength: SYBILS,
  }),
  pairs: fc.uniqueArray(
    fc.record({
      from: fc.nat(SYBILS - 1),
      to: fc.nat(SYBILS - 1),
      fee: fc.bigInt({ min: 1n, max: 20_000n * SEND }),
    }),
    { minLength: 1, maxLength: 25, selector: ({ from, to }) => `${from}-${to}` },
  ),
  latencies: fc.array(fc.nat(3_000), { minLength: SYBILS, maxLength: SYBILS }),
  honest: fc.bigInt({ min: 0n, max: 1_000_000n * SEND }),
});

describe("invariant 6: self-dealing never pays", () => {
  it("costs at least (1 - kappa) beta of what it moves, in any sybil graph", () => {
    fc.assert(
      fc.property(graph, ({ deposits, pairs, latencies, honest }) => {
        const edges = latencies.map((_, i) => ({ edge: account(i), stake: 50_000n * SEND }));
        const reports = [
          reportItem(
            1n,
            latencies.map((latency, i) => [account(i), true, latency]),
          ),
        ];
        const payers = [
          // Edges pay one another: wallet i is Edge i.
          ...deposits.map((deposit, i) => ({ payer: account(i), deposit })),
          { payer: account(250), deposit: honest },
        ];
        const vouchers = pairs.map(({ from, to, fee }) =>
          voucherItem(account(from), account(to), fee),
        );
        const idle = settleEpoch(inputOf({ edges, payers }, { reports }));
        const busy = settleEpoch(inputOf({ edges, payers }, { reports, bills: billsOf(vouchers) }));
        const gain = busy.report.totalCredits - idle.report.totalCredits;
        const cost = busy.report.totalDebits;
        expect(gain).toBeLessThanOrEqual(cost);
        const moved = busy.data.edges.reduce((sum, { collected }) => sum + collected, 0n);
        expect(cost - gain).toBeGreaterThanOrEqual(moved / 100n);
        // Traffic must not change what availability earns.
        expect(busy.data.edges.map(({ base }) => base)).toEqual(
          idle.data.edges.map(({ base }) => base),
        );
        expect(busy.report.emission).toBe(idle.report.emission);
      }),
    );
  });
});
