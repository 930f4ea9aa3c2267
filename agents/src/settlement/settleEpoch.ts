import { domainOf } from "@sendingnetwork/sdk/typed-data";
import { type Address, keccak256 } from "viem";
import { scoreEpoch } from "../scoring/index.ts";
import { min, sum } from "./amounts.ts";
import { boundCharges } from "./boundCharges.ts";
import { type Charge, chargePayers } from "./chargePayers.ts";
import { BPS, DATA_VERSION } from "./constants.ts";
import { resultsByEdge } from "./earnedShares.ts";
import { encodeDataSet } from "./encodeDataSet.ts";
import { epochReport } from "./epochReport.ts";
import { billHash, nullifierKey, orderBills, orderReports, reportHash } from "./items.ts";
import { nextState } from "./nextState.ts";
import { sortedBy } from "./order.ts";
import { payDelegators } from "./payDelegators.ts";
import { payEdges } from "./payEdges.ts";
import { payWatchdogs } from "./payWatchdogs.ts";
import { splitProRata } from "./splitProRata.ts";
import type {
  DataSet,
  DelegatorRow,
  EdgeRow,
  EpochInput,
  GuardianRow,
  Settlement,
} from "./types.ts";
import { withoutConflicts } from "./withoutConflicts.ts";

/**
 * Settles an epoch: a pure function of its input set, the chain's checkpoints and the state before.
 *
 * Every amount is floored. What flooring leaves of collected fees is burned, what it leaves of an
 * emission stays unminted, so that
 * `totalDebits - totalBurn + emission == totalCredits + totalWatchdogs` holds to the wei.
 */
export function settleEpoch(input: EpochInput): Settlement {
  const { context, epoch, round, previous } = input;
  const checkpoints = ordered(input);
  const bills = orderBills(context, input.bills);
  const reports = orderReports(context, input.reports);
  const valid = withoutConflicts(reports, nullifierKey, (item) => reportHash(context, item)).map(
    ({ report }) => report,
  );
  const results = resultsByEdge(valid);
  const scores = scoreEpoch(
    checkpoints.edges.map(({ edge }) => edge),
    results,
    new Map(previous.scores.map((entry) => [entry.edge, entry])),
    checkpoints,
  );
  const charges = collect({ ...input, bills, checkpoints });
  const edges = payEdges(checkpoints, scores, collectedByEdge(charges));
  const guardians = payGuardians(checkpoints);
  const delegators = payAllDelegators(checkpoints, edges, guardians);
  const watchdogs = payWatchdogs(valid, results, (shares) =>
    min(checkpoints.schedule.watchdogs, checkpoints.shareBound * BigInt(shares)),
  );
  const data: DataSet = {
    version: DATA_VERSION,
    chainId: context.chainId,
    settlement: domainOf(context, "EpochSettlement").verifyingContract,
    epoch,
    previousHash: checkpoints.previousHash,
    inputHash: checkpoints.inputHash,
    bills,
    reports,
    edges,
    guardians,
    delegators,
    watchdogs,
    validReports: valid.length,
    state: nextState(previous, epoch, {
      credits: creditsOf(edges, guardians, delegators),
      charges,
      payers: checkpoints.payers.map(({ payer }) => payer),
      scores,
    }),
  };
  const bytes = encodeDataSet(data);
  const totalDebits = sum(charges.map(({ amount }) => amount));
  const report = epochReport(data, { round, totalDebits, dataHash: keccak256(bytes) });
  return { report, data, bytes };
}

function ordered({ checkpoints }: EpochInput): EpochInput["checkpoints"] {
  return {
    ...checkpoints,
    edges: sortedBy(checkpoints.edges, ({ edge }) => edge),
    payers: sortedBy(checkpoints.payers, ({ payer }) => payer),
    inputSigners: sortedBy(checkpoints.inputSigners, ({ guardian }) => guardian),
    delegations: sortedBy(checkpoints.delegations, ({ operator }) => operator).map((entry) => ({
      ...entry,
      delegators: sortedBy(entry.delegators, ({ delegator }) => delegator),
    })),
  };
}

/** Charges for the bills that no other bill of the same Edge contradicts, within the epoch's bound. */
function collect({ context, bills, checkpoints, previous }: EpochInput): Charge[] {
  const active = new Set(checkpoints.edges.map(({ edge }) => edge));
  const valid = withoutConflicts(
    bills.filter(({ bill }) => active.has(bill.edge)),
    ({ bill }) => bill.edge,
    (item) => billHash(context, item),
  );
  const deposited = sum(checkpoints.payers.map(({ deposit }) => deposit));
  const spent = sum(previous.debits.map(({ amount }) => amount));
  return boundCharges(
    chargePayers(valid, checkpoints, previous),
    ((deposited - spent) * BigInt(checkpoints.debitBoundBps)) / BPS,
  );
}

function collectedByEdge(charges: readonly Charge[]): Map<Address, bigint> {
  const collected = new Map<Address, bigint>();
  for (const { edge, amount } of charges) {
    if (edge !== undefined) collected.set(edge, (collected.get(edge) ?? 0n) + amount);
  }
  return collected;
}

function payGuardians({ inputSigners, schedule }: EpochInput["checkpoints"]): GuardianRow[] {
  const parts = splitProRata(
    schedule.guardians,
    inputSigners.map(({ stake }) => stake),
  );
  return inputSigners.map(({ guardian }, i) => ({ guardian, amount: parts[i] ?? 0n }));
}

/** Delegators' parts of what stake earned: base emission and Guardians' pay. Fees are for carrying. */
function payAllDelegators(
  { edges, inputSigners, delegations }: EpochInput["checkpoints"],
  edgeRows: readonly EdgeRow[],
  guardianRows: readonly GuardianRow[],
): DelegatorRow[] {
  const stakes = new Map([
    ...edges.map(({ edge, stake }) => [edge, stake] as const),
    ...inputSigners.map(({ guardian, stake }) => [guardian, stake] as const),
  ]);
  const earned = new Map([
    ...edgeRows.map(({ edge, base }) => [edge, base] as const),
    ...guardianRows.map(({ guardian, amount }) => [guardian, amount] as const),
  ]);
  return delegations.flatMap((node) =>
    payDelegators(earned.get(node.operator) ?? 0n, stakes.get(node.operator) ?? 0n, node),
  );
}

function creditsOf(
  edges: readonly EdgeRow[],
  guardians: readonly GuardianRow[],
  delegators: readonly DelegatorRow[],
): Map<Address, bigint> {
  const credits = new Map<Address, bigint>();
  const shared = new Map<Address, bigint>();
  for (const { operator, amount } of delegators) {
    shared.set(operator, (shared.get(operator) ?? 0n) + amount);
  }
  const add = (account: Address, amount: bigint) => {
    if (amount > 0n) credits.set(account, (credits.get(account) ?? 0n) + amount);
  };
  for (const { edge, fees, base } of edges) add(edge, fees + base - (shared.get(edge) ?? 0n));
  for (const { guardian, amount } of guardians) {
    add(guardian, amount - (shared.get(guardian) ?? 0n));
  }
  for (const { delegator, amount } of delegators) add(delegator, amount);
  return credits;
}
