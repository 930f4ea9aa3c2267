import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { min, sum } from "../../../agents/src/settlement/amounts.ts";
import { settleEpoch } from "../../../agents/src/settlement/index.ts";
import { maxMinShare } from "../../../agents/src/settlement/maxMinShare.ts";
import { feeShare, yieldBound } from "../../../agents/src/settlement/payEdges.ts";
import { account, billsOf, inputOf, reportItem, SEND, voucherItem } from "./arbitraries.ts";

const [alice, bob] = [account(200), account(201)];
const [first, second, third] = [account(0), account(1), account(2)];
// Far above what the vouchers move, so that the bound of a twentieth stays out of the way.
const whale = { payer: account(299), deposit: 1_000_000n * SEND };

describe("maxMinShare", () => {
  it.each([
    [[10n, 20n, 30n], 60n, [10n, 20n, 30n]],
    // 30 / 3 = 10 for the smallest; then 20 / 2 each
    [[10n, 20n, 30n], 30n, [10n, 10n, 10n]],
    // 2 is met; 98 / 2 = 49 each, so 10 is met too; the rest goes to the third
    [[2n, 10n, 1_000n], 100n, [2n, 10n, 88n]],
    [[5n, 5n], 3n, [1n, 2n]],
    [[5n], 0n, [0n]],
    [[5n], -1n, [0n]],
  ])("of %s out of %s is %s", (wants, available, expected) => {
    const shares = maxMinShare(new Map(wants.map((want, i) => [account(i), want])), available);
    expect([...shares.values()]).toEqual(expected);
  });

  it("gives everybody an equal part or all it wants, and leaves nothing over", () => {
    const demands = fc.array(fc.bigInt({ min: 0n, max: 1_000n }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(demands, fc.bigInt({ min: 0n, max: 5_000n }), (wants, available) => {
        const shares = maxMinShare(new Map(wants.map((want, i) => [account(i), want])), available);
        const equal = available / BigInt(wants.length);
        wants.forEach((want, i) => {
          const share = shares.get(account(i)) ?? -1n;
          expect(share).toBeGreaterThanOrEqual(min(want, equal));
          expect(share).toBeLessThanOrEqual(want);
        });
        expect(sum(shares.values())).toBe(min(sum(wants), available));
      }),
    );
  });
});

describe("feeShare", () => {
  it.each([
    // 900 kept; 100 * 0.9 * 1 back
    [1_000n, 10_000, 990n],
    [1_000n, 5_000, 945n],
    [1_000n, 0, 900n],
    // 9 * 0.9 = 8.1 and 0.9 * 0.9 * 0.6666 = 0.53, both floored
    [9n, 6_666, 8n],
    [0n, 10_000, 0n],
  ])("of %s at %s bp is %s", (collected, scoreBps, expected) => {
    expect(feeShare(collected, scoreBps)).toBe(expected);
  });
});

describe("yieldBound", () => {
  it("is 0.1 % of the weight a day, pro rata", () => {
    expect(yieldBound(40_000n * SEND, 86_400)).toBe(40n * SEND);
    expect(yieldBound(40_000n * SEND, 20)).toBe((40n * SEND * 20n) / 86_400n);
  });
});

describe("an epoch by hand", () => {
  const edges = [first, second, third].map((edge, i) => ({
    edge,
    stake: ([10_000n, 20_000n, 1_000_000n][i] as bigint) * SEND,
  }));
  const reports = [
    reportItem(
      1n,
      [
        [first, true, 100],
        [second, true, 1_100],
        [third, false, 0],
      ],
      account(800),
    ),
    reportItem(
      2n,
      [
        [first, true, 200],
        [second, false, 0],
        [third, false, 0],
      ],
      account(801),
    ),
  ];

  it("pays Edges for fees and availability", () => {
    const vouchers = [voucherItem(alice, first, 10n * SEND), voucherItem(alice, second, 2n * SEND)];
    const payers = [{ payer: alice, deposit: 100n * SEND }, whale];
    const { data, report } = settleEpoch(
      inputOf({ edges, payers }, { bills: billsOf(vouchers), reports }),
    );
    // scores: 10000; 5000 * 0.75 = 3750; 0. Weights: 10000, 7500, 0 SEND. Emission: 0.1 % = 17.5 SEND.
    expect(data.edges).toMatchObject([
      {
        edge: first,
        ok: 2,
        n: 2,
        scoreBps: 10_000,
        collected: 10n * SEND,
        weight: 10_000n * SEND,
        fees: (99n * SEND) / 10n,
        base: 10n * SEND,
      },
      {
        edge: second,
        ok: 1,
        n: 2,
        scoreBps: 3_750,
        collected: 2n * SEND,
        weight: 7_500n * SEND,
        fees: (18_675n * SEND) / 10_000n,
        base: (75n * SEND) / 10n,
      },
      {
        edge: third,
        ok: 0,
        n: 2,
        scoreBps: 0,
        down: true,
        collected: 0n,
        weight: 0n,
        fees: 0n,
        base: 0n,
      },
    ]);
    expect(report.totalDebits).toBe(12n * SEND);
    expect(report.totalBurn).toBe(12n * SEND - (99n * SEND) / 10n - (18_675n * SEND) / 10_000n);
    expect(report.totalWeight).toBe(17_500n * SEND);
    expect(report.emission).toBe((175n * SEND) / 10n + report.totalWatchdogs);
  });

  it("caps the weight of a stake at 160,000 SEND", () => {
    const good = reportItem(1n, [[third, true, 10]]);
    const { data } = settleEpoch(inputOf({ edges }, { reports: [good] }));
    expect(data.edges[2]).toMatchObject({ weight: 160_000n * SEND, base: 160n * SEND });
  });

  it("pays a share for each success and for each failure that the majority saw", () => {
    const { data, report } = settleEpoch(inputOf({ edges }, { reports }));
    // First report: both successes and the failure of the third; second: first, third, but not its
    // failure of the second Edge, which is no majority.
    expect(data.watchdogs.map(({ payout, shares }) => [payout, shares])).toEqual([
      [account(800), 3],
      [account(801), 2],
    ]);
    expect(report.validShares).toBe(5);
    expect(report.totalWatchdogs).toBe(50n * SEND);
  });

  it("splits no more than the schedule among WatchDogs, by shares", () => {
    const schedule = { edges: 0n, guardians: 0n, watchdogs: 100n };
    const { data } = settleEpoch(inputOf({ edges, schedule }, { reports }));
    expect(data.watchdogs.map(({ amount }) => amount)).toEqual([60n, 40n]);
  });

  it("pays Guardians that signed the inputs by stake", () => {
    const inputSigners = [
      { guardian: account(100), stake: 100_000n * SEND },
      { guardian: account(101), stake: 200_000n * SEND },
    ];
    const { data } = settleEpoch(inputOf({ edges, inputSigners }));
    expect(data.guardians.map(({ amount }) => amount)).toEqual([100n * SEND, 200n * SEND]);
  });

  it("splits what stake earned with delegators, after commission, and leaves fees alone", () => {
    const vouchers = [voucherItem(alice, first, 10n * SEND)];
    const payers = [{ payer: alice, deposit: 100n * SEND }, whale];
    const delegations = [
      {
        operator: first,
        commissionBps: 2_000,
        delegators: [
          { delegator: bob, stake: 1_000n * SEND },
          { delegator: alice, stake: 3_000n * SEND },
        ],
      },
    ];
    const { data, report } = settleEpoch(
      inputOf({ edges, payers, delegations }, { bills: billsOf(vouchers), reports }),
    );
    // 10 SEND of base emission, 40 % from delegated stake, a fifth of that for the operator.
    expect(data.delegators).toEqual([
      { operator: first, delegator: alice, amount: (24n * SEND) / 10n },
      { operator: first, delegator: bob, amount: (8n * SEND) / 10n },
    ]);
    const credits = new Map(data.state.credits.map(({ account, amount }) => [account, amount]));
    expect(credits.get(first)).toBe((99n * SEND) / 10n + 10n * SEND - (32n * SEND) / 10n);
    expect(credits.get(alice)).toBe((24n * SEND) / 10n);
    const plain = settleEpoch(inputOf({ edges, payers }, { bills: billsOf(vouchers), reports }));
    expect(report.totalCredits).toBe(plain.report.totalCredits);
  });

  it("counts delegations up to ten times the bond, shared by all of them", () => {
    const inputSigners = [{ guardian: account(100), stake: 1_100_000n * SEND }];
    const delegations = [
      {
        operator: account(100),
        commissionBps: 0,
        delegators: [{ delegator: bob, stake: 5_000_000n * SEND }],
      },
    ];
    const { data } = settleEpoch(inputOf({ inputSigners, delegations }));
    expect(data.delegators).toMatchObject([{ amount: (300n * SEND * 10n) / 11n }]);
  });

  it("takes the surety of a payer that promised more than it has", () => {
    const vouchers = [
      voucherItem(alice, first, 5n * SEND),
      voucherItem(alice, second, 500n * SEND),
      voucherItem(bob, first, SEND),
    ];
    const payers = [
      { payer: alice, deposit: 100n * SEND },
      { payer: bob, deposit: 2n * SEND },
      whale,
    ];
    const { data, report } = settleEpoch(inputOf({ edges, payers }, { bills: billsOf(vouchers) }));
    // Alice can spend 90: 5 to the first, 85 to the second; her surety of 10 burns.
    expect(data.edges.map(({ collected }) => collected)).toEqual([6n * SEND, 85n * SEND, 0n]);
    expect(data.state.debits.map(({ amount }) => amount)).toEqual([100n * SEND, SEND, 0n]);
    expect(report.totalBurn).toBe(101n * SEND - (819n * SEND) / 10n);
  });

  it("holds a voucher key to its cap over all epochs", () => {
    const key = account(300);
    const vouchers = [voucherItem(alice, first, 4n * SEND, key)];
    const payers = [{ payer: alice, deposit: 100n * SEND }, whale];
    const voucherKeys = [{ payer: alice, key, cap: 6n * SEND }];
    const input = inputOf({ edges, payers, voucherKeys }, { bills: billsOf(vouchers) });
    const one = settleEpoch(input);
    const two = settleEpoch({ ...input, epoch: 8, previous: one.data.state });
    expect(one.report.totalDebits).toBe(4n * SEND);
    expect(two.report.totalDebits).toBe(2n * SEND);
    expect(two.data.state.keys).toEqual([{ payer: alice, key, spent: 6n * SEND }]);
    const foreign = inputOf({ edges, payers }, { bills: billsOf(vouchers) });
    expect(settleEpoch(foreign).report.totalDebits).toBe(0n);
  });
});
