import { clockOf, type Deployment } from "@sendingnetwork/sdk/network";
import type { LocalAgent, NetworkFile } from "./networkFile.ts";
import { readMetrics } from "./readMetrics.ts";

/** What a local network is doing. Counts are since its processes started. */
export interface NetworkStatus {
  nodes: { edge: number; watchdog: number; guardian: number };
  block: number;
  epoch: number;
  /** Seconds until the next epoch starts. */
  epochEndsIn: number;
  messages: number;
  bills: number;
  reports: number;
  settlements: number;
  claims: number;
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const most = (values: number[]) => Math.max(0, ...values);

/** Asks every agent of the network for its counters. Agents that do not answer are not counted. */
export async function networkStatus(
  network: Pick<NetworkFile, "agents">,
  deployment: Deployment,
  head: { number: number; timestamp: number },
): Promise<NetworkStatus> {
  const clock = clockOf(deployment);
  const epoch = clock.epochAt(head.timestamp);
  const answers = await Promise.all(
    network.agents.map(async (agent) => ({ agent, metrics: await readMetrics(agent.health) })),
  );
  const alive = answers.flatMap(({ agent, metrics }) => (metrics ? [{ agent, metrics }] : []));
  const of = (role: LocalAgent["role"], name: string) =>
    alive
      .filter(({ agent }) => agent.role === role)
      .map(({ metrics }) => metrics.get(`sdn_${role}_${name}`) ?? 0);
  const count = (role: LocalAgent["role"]) =>
    alive.filter(({ agent }) => agent.role === role).length;
  const roles = ["edge", "watchdog", "guardian"] as const;
  return {
    nodes: { edge: count("edge"), watchdog: count("watchdog"), guardian: count("guardian") },
    block: head.number,
    epoch,
    epochEndsIn: Math.max(0, clock.endOf(epoch) - head.timestamp),
    messages: sum(of("edge", "deposits_total")),
    bills: sum(of("edge", "bills_total")),
    reports: sum(of("watchdog", "reports_total")),
    settlements: most(of("guardian", "settlements_total")),
    claims: sum(roles.flatMap((role) => of(role, "claims_total"))),
  };
}
