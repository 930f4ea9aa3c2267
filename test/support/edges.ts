import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NodeRecord } from "@sendingnetwork/sdk/network";
import { type Address, bytesToHex, keccak256 } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { type AgentConfig, loadConfig } from "../../agents/src/config/index.ts";
import { createNode, type Node } from "../../agents/src/node/index.ts";
import { createLogger, createMetrics, type Metrics } from "../../agents/src/observe/index.ts";
import { serveEdge } from "../../agents/src/roles/edge/index.ts";
import { log, operatorOf, peerSecretOf, registered, seedProven } from "./fakeNetwork.ts";
import { FakeView } from "./fakeView.ts";

export type TestEdge = {
  operator: Address;
  node: Node;
  metrics: Metrics;
  folder: string;
  /** What the network knows of it. */
  record(): NodeRecord;
  /** Value of sdn_problems_total. */
  problems(code: string, protocol: string): Promise<number>;
  /** Ends it; its folder stays until the network stops. */
  stop(): Promise<void>;
};

export type EdgeNetwork = {
  view: FakeView;
  edges: TestEdge[];
  /** A fresh mailbox, optionally one that a given Edge does (or does not) answer for. */
  mailbox(wanted?: {
    edge: TestEdge;
    responsible: boolean;
  }): ReturnType<typeof privateKeyToAccount>;
  stop(): Promise<void>;
};

/** Edges of one network in this process: real nodes over TCP, real databases; only the chain is missing. */
export async function startEdges(
  count: number,
  settings: Partial<AgentConfig> = {},
): Promise<EdgeNetwork> {
  const view = new FakeView();
  view.apply(seedProven(0), seedProven(1));
  const edges: TestEdge[] = [];
  for (let i = 0; i < count; i++) edges.push(await startEdge(operatorOf(i + 1), view, settings));
  return {
    view,
    edges,
    mailbox: (wanted) => findMailbox(view, wanted),
    stop: async () => {
      await Promise.all(edges.map((edge) => edge.stop()));
      for (const { folder } of edges) rmSync(folder, { recursive: true });
    },
  };
}

async function startEdge(
  operator: Address,
  view: FakeView,
  settings: Partial<AgentConfig>,
): Promise<TestEdge> {
  const folder = mkdtempSync(join(tmpdir(), "sdn-edge-"));
  const flags = { data: folder, deployment: join(folder, "none.json") };
  const config = { ...loadConfig({ role: "edge", flags, env: {} }), ...settings };
  const keys = {
    peerKey: bytesToHex(peerSecretOf(operator)),
    signerKey: keccak256(operator),
  };
  const node = await createNode({ ...config, peerKey: keys.peerKey });
  const multiaddrs = node
    .getMultiaddrs()
    .map((address) => bytesToHex(address.decapsulate("/p2p").bytes));
  view.apply(
    registered({ operator, signer: privateKeyToAccount(keys.signerKey).address, activeFrom: 1 }),
    log("MultiaddrsChanged", { operator, multiaddrs }),
  );
  const metrics = createMetrics("edge");
  const ending = new AbortController();
  const stop = await serveEdge({
    config,
    deployment: view.deployment,
    keys,
    log: createLogger({ name: "edge", level: "silent" }),
    metrics,
    node,
    operator,
    signal: ending.signal,
    view,
  });
  return {
    operator,
    node,
    metrics,
    folder,
    record: () => view.node(operator) as NodeRecord,
    async problems(code, protocol) {
      const { values } = await metrics.problems.get();
      const match = values.find(
        ({ labels }) => labels.code === code && labels.protocol === protocol,
      );
      return match?.value ?? 0;
    },
    async stop() {
      if (ending.signal.aborted) return;
      ending.abort();
      await stop();
      await node.stop();
    },
  };
}

function findMailbox(view: FakeView, wanted?: { edge: TestEdge; responsible: boolean }) {
  for (;;) {
    const account = privateKeyToAccount(generatePrivateKey());
    if (!wanted) return account;
    const edges = view.responsibleNow(account.address, view.currentEpoch()) ?? [];
    if (edges.includes(wanted.edge.operator) === wanted.responsible) return account;
  }
}
