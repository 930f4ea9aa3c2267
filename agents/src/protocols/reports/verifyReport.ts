import {
  assignmentOf,
  type NetworkView,
  semaphoreScope,
  testsPerWatchdog,
} from "@sendingnetwork/sdk/network";
import { digestOf } from "@sendingnetwork/sdk/typed-data";
import { ProblemCode, ProblemError } from "@sendingnetwork/sdk/wire";
import { zeroAddress } from "viem";
import { isEligible } from "../../scoring/index.ts";
import type { ReportItem } from "../../settlement/index.ts";

/** What of the network a report is checked against. */
export type ReportView = Pick<
  NetworkView,
  "deployment" | "nodes" | "licenceMembers" | "frozenRoot" | "seedNow"
>;

/** What a Semaphore proof of a report must show. */
export type ReportStatement = {
  epoch: number;
  /** Frozen root of the identity set. */
  root: bigint;
  nullifier: bigint;
  /** The report's EIP-712 digest. */
  message: bigint;
  scope: bigint;
  points: readonly bigint[];
};

export type ReportChecks = {
  /** Reports that counted two epochs before, as known when the epoch started; 0: not known. */
  validReports(epoch: number): Promise<number>;
  /** Whether the proof shows what it must. Throws when that cannot be told now. */
  isProof(statement: ReportStatement): Promise<boolean>;
};

/**
 * Checks everything about a report but the truth of its results: made by a member of the frozen set,
 * about exactly the Edges that its nullifier drew, in the order drawn.
 * @throws ProblemError INVALID_REQUEST, UNAUTHORIZED, INVALID_SIGNATURE or UNAVAILABLE
 */
export async function verifyReport(
  view: ReportView,
  checks: ReportChecks,
  item: ReportItem,
): Promise<ReportItem> {
  const { report, proof } = item;
  const { epoch, nullifier, results } = report;
  const root = view.frozenRoot(epoch);
  const seed = view.seedNow(epoch);
  if (root === 0n)
    throw refusal(ProblemCode.UNAUTHORIZED, "No identity was frozen for this epoch.");
  if (seed === undefined)
    throw refusal(ProblemCode.UNAVAILABLE, "The epoch's seed is not proven yet.");
  if (report.payout === zeroAddress) {
    throw refusal(ProblemCode.INVALID_REQUEST, "A report names where its pay goes.");
  }
  const edges = view.nodes("edge", epoch).map(({ operator }) => operator);
  const members = view.licenceMembers(epoch).filter((member) => member !== 0n).length;
  if (!isEligible(nullifier, edges.length, members)) {
    throw refusal(ProblemCode.UNAUTHORIZED, "This nullifier does not report in this epoch.");
  }
  const count = testsPerWatchdog(edges.length, await checks.validReports(epoch));
  const assigned = assignmentOf(nullifier, edges, count);
  const isAssigned =
    results.length === assigned.length && results.every(({ edge }, i) => edge === assigned[i]);
  if (!isAssigned) {
    throw refusal(
      ProblemCode.INVALID_REQUEST,
      "The results are not about the Edges drawn by the nullifier.",
    );
  }
  if (results.some(({ ok, latencyMs }) => ok !== latencyMs > 0)) {
    throw refusal(ProblemCode.INVALID_REQUEST, "Successes have a latency, failures have none.");
  }
  const statement = {
    epoch,
    root,
    nullifier,
    message: BigInt(digestOf(view.deployment, "Report", report)),
    scope: semaphoreScope(view.deployment, epoch, seed),
    points: proof,
  };
  if (!(await checks.isProof(statement))) {
    throw refusal(ProblemCode.INVALID_SIGNATURE, "The report's Semaphore proof is not valid.");
  }
  return item;
}

function refusal(code: ProblemCode, message: string): ProblemError {
  return new ProblemError(code, message);
}
