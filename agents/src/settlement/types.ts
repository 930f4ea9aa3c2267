import type { SignedVoucher } from "@sendingnetwork/sdk/payments";
import type { Bill, EpochReport, Report, SigningContext } from "@sendingnetwork/sdk/typed-data";
import type { Address, Hex } from "viem";
import type { EdgeScore, ScoreState } from "../scoring/index.ts";

/** A voucher as an Edge hands it in, and who signed: the payer, or a key that it registered. */
export type BilledVoucher = SignedVoucher & { signer: Address };

/** A bill with its leaves, ascending by payer. */
export interface BillItem {
  bill: Bill;
  signature: Hex;
  vouchers: readonly BilledVoucher[];
}

/** A WatchDog's report with its Semaphore proof (eight field elements). */
export interface ReportItem {
  report: Report;
  proof: readonly bigint[];
}

/** Most that an epoch may mint, in wei. */
export interface EmissionBounds {
  edges: bigint;
  guardians: bigint;
  watchdogs: bigint;
}

/**
 * What the chain says about an epoch. Everybody who reads the chain after the epoch's input set was
 * recorded finds the same, so that a report is a function of these and of the input set alone.
 */
export interface Checkpoints {
  /** Seconds. */
  epochLength: number;
  scoreReports: number;
  downReports: number;
  /** Edges that were active in the epoch. Wei. */
  edges: readonly { edge: Address; stake: bigint }[];
  /** Guardians whose signatures fixed the epoch's inputs. Wei. */
  inputSigners: readonly { guardian: Address; stake: bigint }[];
  /** Whose stake backed which of these nodes in the epoch; nodes without delegations may be left out. */
  delegations: readonly NodeDelegation[];
  /** Every payer and all it had deposited before the end of the epoch. Wei. */
  payers: readonly { payer: Address; deposit: bigint }[];
  /** Voucher keys that were good in the epoch; `cap` counts over all epochs. Wei. */
  voucherKeys: readonly { payer: Address; key: Address; cap: bigint }[];
  schedule: EmissionBounds;
  /** Most of the escrow that one epoch may move, in basis points. */
  debitBoundBps: number;
  /** Most that one share of a WatchDog's report earns. Wei. */
  shareBound: bigint;
  /** EIP-712 digest of the report before; zero for the first. */
  previousHash: Hex;
  /** EIP-712 digest of the recorded input set. */
  inputHash: Hex;
}

/** What others delegated to a node, at most one entry for each of them. Wei. */
export interface NodeDelegation {
  operator: Address;
  /** What the operator keeps of what delegated stake earns, in basis points. */
  commissionBps: number;
  delegators: readonly { delegator: Address; stake: bigint }[];
}

/** A value that only grows, and the epoch in which it last did. */
export interface Cumulative {
  account: Address;
  amount: bigint;
  epoch: number;
}

/** What one epoch's settlement hands to the next. Every list is ascending by its addresses. */
export interface SettlementState {
  /** Earned so far. */
  credits: readonly Cumulative[];
  /** Spent so far; one entry for every payer that ever had a deposit. */
  debits: readonly Cumulative[];
  scores: readonly ({ edge: Address } & ScoreState)[];
  /** Spent so far through each voucher key. */
  keys: readonly { payer: Address; key: Address; spent: bigint }[];
}

/** Everything that an epoch is settled from. Order within the lists does not matter. */
export interface EpochInput {
  /** The deployment, for the digests of what was signed. */
  context: SigningContext;
  epoch: number;
  /** Attestation round of the report. */
  round: number;
  bills: readonly BillItem[];
  reports: readonly ReportItem[];
  checkpoints: Checkpoints;
  previous: SettlementState;
}

/** One Edge's line: what it was measured and paid. Wei. */
export interface EdgeRow extends Pick<EdgeScore, "ok" | "n" | "down" | "jailed" | "scoreBps"> {
  edge: Address;
  collected: bigint;
  weight: bigint;
  /** What it earns of the collected fees: its part and the rebate. */
  fees: bigint;
  /** What its stake earned, delegators' parts included. */
  base: bigint;
}

/** Pay of one payout address. Wei. */
export interface WatchdogRow {
  payout: Address;
  amount: bigint;
  shares: number;
}

/** Pay of one Guardian that signed the inputs, delegators' parts included. Wei. */
export interface GuardianRow {
  guardian: Address;
  amount: bigint;
}

/** What a delegator gets of what a node's stake earned. Wei. */
export interface DelegatorRow {
  operator: Address;
  delegator: Address;
  amount: bigint;
}

/** What is published under a report's `dataHash`: inputs, outcome and state of one epoch. */
export interface DataSet {
  version: number;
  chainId: number;
  /** EpochSettlement. */
  settlement: Address;
  epoch: number;
  previousHash: Hex;
  inputHash: Hex;
  bills: readonly BillItem[];
  reports: readonly ReportItem[];
  edges: readonly EdgeRow[];
  guardians: readonly GuardianRow[];
  /** Ascending by operator, then by delegator. */
  delegators: readonly DelegatorRow[];
  watchdogs: readonly WatchdogRow[];
  /** Reports that counted; sizes the assignments two epochs later. */
  validReports: number;
  state: SettlementState;
}

export interface Settlement {
  report: EpochReport;
  data: DataSet;
  /** The data set as published: `report.dataHash` is its keccak-256. */
  bytes: Uint8Array;
}
