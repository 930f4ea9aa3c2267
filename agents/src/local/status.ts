import { createIndexerClient } from "@sendingnetwork/sdk/indexer";
import { clockOf, type Deployment } from "@sendingnetwork/sdk/network";
import type { LocalAgent, NetworkFile } from "./networkFile.ts";
import { readMetrics } from "./readMetrics.ts";

/** What a local network is doing. Messages, bills and reports are counted since the agents started. */
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

/** Asks every agent and the indexer. What does not answer counts nothing. */
export async function networkStatus(
  network: Pick<NetworkFile, "agents" | "indexer">,
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
  const indexer = createIndexerClient(network.indexer);
  const [settlements, claims] = await Promise.all([
    indexer.count("epoch", { reportHash_not: null }).catch(() => 0),
    indexer.count("claim").catch(() => 0),
  ]);
  return {
    nodes: { edge: count("edge"), watchdog: count("watchdog"), guardian: count("guardian") },
    block: head.number,
    epoch,
    epochEndsIn: Math.max(0, clock.endOf(epoch) - head.timestamp),
    messages: sum(of("edge", 'messages_total{way="deposited"}')),
    bills: most(of("guardian", 'items_total{kind="bill"}')),
    reports: most(of("guardian", 'items_total{kind="report"}')),
    settlements,
    claims,
  };
}
