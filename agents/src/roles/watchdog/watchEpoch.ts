import { digestOf, type Report } from "@sendingnetwork/sdk/typed-data";
import type { Address } from "viem";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import { prove } from "../../semaphore/index.ts";
import type { ReportItem } from "../../settlement/index.ts";
import { handInReport } from "./handInReport.ts";
import { type Plan, planEpoch } from "./plan.ts";
import { secretTime, until } from "./schedule.ts";
import type { Licensed, WatchdogServices } from "./services.ts";
import { testEdge } from "./testEdge.ts";

/** What became of an epoch. */
export type Outcome = "no part" | "incomplete" | "too late" | "handed in";

/**
 * One licence's work in one epoch: tests at secret times, the proof, the hand-in. Takes up where an
 * earlier process left off. An epoch without all its tests gets no report: what was not tested cannot
 * be told.
 */
export async function watchEpoch(
  services: WatchdogServices,
  licensed: Licensed,
  epoch: number,
): Promise<Outcome> {
  const { store, log } = services;
  const { license } = licensed;
  const made = store.report(epoch, license);
  const item = made ?? (await makeReport(services, licensed, epoch));
  if (typeof item === "string") return item;
  const acknowledged = await handInReport(services, license, item);
  const successes = item.report.results.filter(({ ok }) => ok).length;
  const tests = item.report.results.length;
  const outcome = acknowledged > 0 ? "handed in" : "too late";
  const text = acknowledged > 0 ? "handed in a report" : "the report was ready too late";
  log.info({ epoch, tests, successes, acknowledged }, text);
  return outcome;
}

async function makeReport(
  services: WatchdogServices,
  licensed: Licensed,
  epoch: number,
): Promise<ReportItem | "no part" | "incomplete"> {
  const { store, deployment, log, signal } = services;
  const { license, identity } = licensed;
  const plan = await planEpoch(services, licensed, epoch);
  if (plan === undefined || plan.edges.length === 0) return "no part";
  await runTests(services, license, plan);
  const done = store.tests(epoch, license);
  const results = plan.edges.flatMap((edge) => {
    const test = done.get(edge);
    if (test === undefined) return [];
    const { latencyMs, evidenceHash } = test;
    return [{ edge, ok: latencyMs > 0, latencyMs, evidenceHash }];
  });
  if (results.length < plan.edges.length) {
    log.info({ epoch, tests: results.length, of: plan.edges.length }, "too late for all tests");
    return "incomplete";
  }
  const key = generatePrivateKey();
  const fresh = { address: privateKeyToAddress(key).toLowerCase() as Address, key };
  const payout = store.payout(epoch, license, fresh);
  const { nullifier, members, scope } = plan;
  const report: Report = { epoch, nullifier, results, payout };
  const message = BigInt(digestOf(deployment, "Report", report));
  const proof = await prove({ identity, members, message, scope, signal });
  if (proof.nullifier !== nullifier) throw new TypeError("the proof has another nullifier");
  const item: ReportItem = { report, proof: proof.points };
  store.addReport(license, item);
  return item;
}

async function runTests(services: WatchdogServices, license: bigint, plan: Plan): Promise<void> {
  const { store, view, signal } = services;
  const { epoch, nullifier } = plan;
  const done = store.tests(epoch, license);
  const open = plan.edges.filter((edge) => !done.has(edge));
  await Promise.all(
    open.map(async (edge) => {
      await until(view, secretTime(view, epoch), signal);
      // Too late: an ordinary client would not ask for this epoch's Edges any more.
      if (view.currentEpoch() > epoch) return;
      store.addTest(epoch, license, await testEdge(services, { epoch, nullifier, edge }));
    }),
  );
}
