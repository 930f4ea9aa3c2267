import type { EpochReport } from "@sendingnetwork/sdk/typed-data";
import type { Hex } from "viem";
import { sum } from "./amounts.ts";
import { cumulativeTree, edgesTree, watchdogsTree } from "./trees.ts";
import type { DataSet } from "./types.ts";

/** The report that a data set leads to: its roots and its totals. */
export function epochReport(
  data: DataSet,
  { round, totalDebits, dataHash }: { round: number; totalDebits: bigint; dataHash: Hex },
): EpochReport {
  const fees = sum(data.edges.map((row) => row.fees));
  const base = sum(data.edges.map((row) => row.base));
  const guardians = sum(data.guardians.map(({ amount }) => amount));
  const watchdogs = watchdogsTree(data.watchdogs);
  return {
    epoch: data.epoch,
    round,
    previousHash: data.previousHash,
    inputHash: data.inputHash,
    debitsRoot: cumulativeTree(data.state.debits).root,
    creditsRoot: cumulativeTree(data.state.credits).root,
    edgesRoot: edgesTree(data.edges).root,
    watchdogsRoot: watchdogs.root,
    totalDebits,
    totalCredits: fees + base + guardians,
    totalBurn: totalDebits - fees,
    totalWatchdogs: watchdogs.amount,
    emission: base + guardians + watchdogs.amount,
    totalWeight: sum(data.edges.map(({ weight }) => weight)),
    validShares: Number(watchdogs.second),
    dataHash,
  };
}
