import fc from "fast-check";
import { type Address, type Hex, keccak256, numberToHex, pad, zeroHash } from "viem";
import {
  type BilledVoucher,
  type BillItem,
  billTree,
  type Checkpoints,
  EMPTY_STATE,
  type EpochInput,
  type ReportItem,
} from "../../../agents/src/settlement/index.ts";

export const SEND = 10n ** 18n;

/** Addresses that sort as their numbers do. */
export const account = (number: number): Address => numberToHex(number + 1, { size: 20 });

export const context = {
  chainId: 31_337,
  contracts: {
    didRegistry: account(9_001),
    nodeStaking: account(9_002),
    paymentEscrow: account(9_003),
    epochSettlement: account(9_004),
  },
};

const signature = (seed: string): Hex =>
  `0x${keccak256(pad(numberToHex(seed.length))).slice(2)}${keccak256(`0x${seed}`).slice(2)}1b`;

export function voucherItem(
  payer: Address,
  payee: Address,
  fee: bigint,
  signer = payer,
  epoch = 7,
): BilledVoucher {
  return {
    ...{ payer, payee, epoch, fee, bytesCarried: 1_024, seq: 1 },
    signature: signature(payer.slice(2) + payee.slice(2)),
    signer,
  };
}

export function billItem(edge: Address, vouchers: readonly BilledVoucher[], epoch = 7): BillItem {
  const sorted = [...vouchers].sort((a, b) => (a.payer < b.payer ? -1 : 1));
  const tree = billTree(context, sorted);
  return {
    bill: {
      edge,
      epoch,
      root: tree.root,
      fee: tree.amount,
      bytesCarried: Number(tree.second),
      count: sorted.length,
    },
    signature: signature(edge.slice(2)),
    vouchers: sorted,
  };
}

/** Groups vouchers into one bill per payee. */
export function billsOf(vouchers: readonly BilledVoucher[]): BillItem[] {
  const payees = [...new Set(vouchers.map(({ payee }) => payee))];
  return payees.map((payee) =>
    billItem(
      payee,
      vouchers.filter((voucher) => voucher.payee === payee),
    ),
  );
}

export function reportItem(
  nullifier: bigint,
  results: readonly [Address, boolean, number][],
  payout = account(800),
): ReportItem {
  return {
    report: {
      epoch: 7,
      nullifier,
      results: results.map(([edge, ok, latencyMs]) => {
        return { edge, ok, latencyMs, evidenceHash: keccak256(edge) };
      }),
      payout,
    },
    proof: [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n],
  };
}

export const checkpoints: Checkpoints = {
  epochLength: 86_400,
  scoreReports: 1,
  downReports: 2,
  edges: [],
  inputSigners: [],
  delegations: [],
  payers: [],
  voucherKeys: [],
  schedule: { edges: 1_000n * SEND, guardians: 300n * SEND, watchdogs: 200n * SEND },
  debitBoundBps: 500,
  shareBound: 10n * SEND,
  previousHash: zeroHash,
  inputHash: keccak256("0x01"),
};

export function inputOf(given: Partial<Checkpoints>, rest: Partial<EpochInput> = {}): EpochInput {
  return {
    context,
    epoch: 7,
    round: 0,
    bills: [],
    reports: [],
    checkpoints: { ...checkpoints, ...given },
    previous: EMPTY_STATE,
    ...rest,
  };
}

/** One entry for every node and delegator that is named. */
function delegationsOf(
  delegated: readonly (readonly [node: number, delegator: number, stake: bigint])[],
  commissionBps: number,
): Checkpoints["delegations"] {
  const nodes = [...new Set(delegated.map(([node]) => node))];
  return nodes.map((node) => ({
    operator: account(node < 6 ? node : 94 + node),
    commissionBps,
    delegators: [
      ...new Map(
        delegated.filter(([it]) => it === node).map(([, delegator, stake]) => [delegator, stake]),
      ),
    ].map(([delegator, stake]) => ({ delegator: account(400 + delegator), stake })),
  }));
}

const wei = fc.bigInt({ min: 1n, max: 1_000n * SEND });

/** Edges 0.., Guardians 100.., payers 200.., keys 300... with vouchers and reports between them. */
export const epochInput: fc.Arbitrary<EpochInput> = fc
  .record({
    edges: fc.array(fc.bigInt({ min: 0n, max: 400_000n * SEND }), { minLength: 1, maxLength: 6 }),
    guardians: fc.array(wei, { maxLength: 4 }),
    payers: fc.array(wei, { maxLength: 6 }),
    pairs: fc.array(
      fc.tuple(fc.nat(5), fc.nat(6), fc.bigInt({ min: 1n, max: 300n * SEND }), fc.boolean()),
      { maxLength: 20 },
    ),
    caps: fc.array(fc.bigInt({ min: 0n, max: 200n * SEND }), { minLength: 6, maxLength: 6 }),
    reports: fc.array(
      fc.tuple(fc.nat(4), fc.array(fc.tuple(fc.boolean(), fc.nat(3_000))), fc.nat(3)),
      { maxLength: 6 },
    ),
    // By node (Edges first, then Guardians) and delegator (400..).
    delegated: fc.array(
      fc.tuple(fc.nat(9), fc.nat(4), fc.bigInt({ min: 1n, max: 200_000n * SEND })),
      { maxLength: 12 },
    ),
    commissionBps: fc.nat(5_000),
    epochLength: fc.constantFrom(20, 3_600, 86_400),
  })
  .map(({ edges, guardians, payers, pairs, caps, reports, epochLength, ...others }) => {
    const byPair = new Map(
      pairs.map(([payer, payee, fee, keyed]) => [
        `${payer}-${payee}`,
        voucherItem(
          account(200 + payer),
          account(payee),
          fee,
          account((keyed ? 300 : 200) + payer),
        ),
      ]),
    );
    return inputOf(
      {
        epochLength,
        edges: edges.map((stake, i) => ({ edge: account(i), stake })),
        inputSigners: guardians.map((stake, i) => ({ guardian: account(100 + i), stake })),
        delegations: delegationsOf(others.delegated, others.commissionBps),
        payers: payers.map((deposit, i) => ({ payer: account(200 + i), deposit })),
        voucherKeys: caps.map((cap, i) => ({
          payer: account(200 + i),
          key: account(300 + i),
          cap,
        })),
      },
      {
        bills: billsOf([...byPair.values()]),
        reports: reports.map(([nullifier, results, payout]) =>
          reportItem(
            BigInt(nullifier),
            results.slice(0, edges.length).map(([ok, latency], i) => [account(i), ok, latency]),
            account(800 + payout),
          ),
        ),
      },
    );
  });
