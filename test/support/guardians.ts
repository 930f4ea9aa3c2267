import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NetworkView, NodeRecord } from "@sendingnetwork/sdk/network";
import { type Address, bytesToHex, keccak256 } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { NodeContext, Stop } from "../../agents/src/agent.ts";
import { createChain, createSending } from "../../agents/src/chain/index.ts";
import { loadConfig } from "../../agents/src/config/index.ts";
import { createNode, type Node } from "../../agents/src/node/index.ts";
import {
  createHealthServer,
  createLogger,
  createMetrics,
  type HealthServer,
  type Metrics,
} from "../../agents/src/observe/index.ts";
import { serveGuardian } from "../../agents/src/roles/guardian/index.ts";
import { fakeDeployment } from "./deployment.ts";
import { log, operatorOf, peerSecretOf, registered, SEND } from "./fakeNetwork.ts";
import { FakeView } from "./fakeView.ts";

/** A fake view with what Guardians ask on top. No identity is ever frozen. */
export class SettlementView extends FakeView {
  nextEpoch = () => this.state.settlement.next;
  licenceMembers = (): bigint[] => [];
  licenceLeaves = (): bigint[] => [];
  frozenRoot = (): bigint => 0n;
  start = async (): Promise<void> => {};
}

export type TestGuardian = {
  operator: Address;
  signerKey: `0x${string}`;
  node: Node;
  health: HealthServer;
  record(): NodeRecord;
  problems(code: string, protocol: string): Promise<number>;
  /** Ends it and starts it again on its folder. */
  restart(): Promise<void>;
};

export type GuardianNetwork = {
  view: SettlementView;
  guardians: TestGuardian[];
  stop(): Promise<void>;
};

/** Nobody listens there: what needs the chain itself fails, what needs its events works. */
const NO_CHAIN = "http://127.0.0.1:9";

/** Guardians of one network in this process: real nodes and databases; only the chain is missing. */
export async function startGuardians(count: number): Promise<GuardianNetwork> {
  const view = new SettlementView();
  const chain = createChain({ rpc: NO_CHAIN, chainId: fakeDeployment.chainId });
  const folders: string[] = [];
  const running = new Map<Address, () => Promise<void>>();

  async function start(index: number): Promise<TestGuardian> {
    const operator = operatorOf(100 + index);
    const signerKey = keccak256(operator);
    const folder = mkdtempSync(join(tmpdir(), "sdn-guardian-"));
    folders.push(folder);
    const guardian = await run(operator, signerKey, folder);
    view.apply(
      registered({
        operator,
        role: 2,
        signer: privateKeyToAccount(signerKey).address,
        bond: 100_000n * SEND,
      }),
      log("MultiaddrsChanged", {
        operator,
        multiaddrs: guardian.node
          .getMultiaddrs()
          .map((address) => bytesToHex(address.decapsulate("/p2p").bytes)),
      }),
    );
    return guardian;
  }

  async function run(
    operator: Address,
    signerKey: `0x${string}`,
    folder: string,
    listen?: string[],
  ): Promise<TestGuardian> {
    const flags = { data: folder, deployment: join(folder, "none.json"), rpc: NO_CHAIN };
    const config = loadConfig({ role: "guardian", flags, env: {} });
    const keys = { peerKey: bytesToHex(peerSecretOf(operator)), signerKey };
    const metrics: Metrics = createMetrics("guardian");
    const health = await createHealthServer({ port: 0, registry: metrics.registry });
    const node = await createNode({
      ...config,
      listen: listen ?? config.listen,
      peerKey: keys.peerKey,
    });
    const ending = new AbortController();
    const context: NodeContext = {
      config,
      keys,
      deployment: fakeDeployment,
      chain,
      sending: createSending({ chain, rpc: NO_CHAIN, deployment: fakeDeployment }),
      view: view as Pick<NetworkView, keyof NetworkView> as NetworkView,
      node,
      operator,
      log: createLogger({ name: "guardian", level: "silent" }),
      metrics,
      health,
      signal: ending.signal,
    };
    const stopRole: Stop = await serveGuardian(context);
    running.set(operator, async () => {
      ending.abort();
      await stopRole();
      await node.stop();
      await health.close();
    });
    return {
      operator,
      signerKey,
      node,
      health,
      record: () => view.node(operator) as NodeRecord,
      async problems(code, protocol) {
        const { values } = await metrics.problems.get();
        return (
          values.find(({ labels }) => labels.code === code && labels.protocol === protocol)
            ?.value ?? 0
        );
      },
      async restart() {
        const addresses = node.getMultiaddrs().map((a) => a.decapsulate("/p2p").toString());
        await running.get(operator)?.();
        Object.assign(this, await run(operator, signerKey, folder, addresses));
      },
    };
  }

  const guardians: TestGuardian[] = [];
  for (let i = 0; i < count; i++) guardians.push(await start(i));
  return {
    view,
    guardians,
    async stop() {
      for (const stop of running.values()) await stop();
      for (const folder of folders) rmSync(folder, { recursive: true });
    },
  };
}
