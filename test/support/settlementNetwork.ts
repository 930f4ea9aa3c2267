import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { grantLicense, type SendingContext, transferSend } from "@sendingnetwork/sdk/actions";
import {
  createNetworkView,
  type Deployment,
  type NetworkView,
  type NodeRecord,
  parseDeployment,
} from "@sendingnetwork/sdk/network";
import { type Address, type Hex, keccak256, parseEther, stringToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { AgentContext, NodeContext, Stop } from "../../agents/src/agent.ts";
import { type Chain, createChain, createSending } from "../../agents/src/chain/index.ts";
import { withClaims } from "../../agents/src/claims/index.ts";
import { loadConfig } from "../../agents/src/config/index.ts";
import { loadOrCreateKeys, updateKeys } from "../../agents/src/keys/index.ts";
import { findOperator } from "../../agents/src/lifecycle/findOperator.ts";
import { createNode } from "../../agents/src/node/index.ts";
import { createHealthServer, createLogger, createMetrics } from "../../agents/src/observe/index.ts";
import { beaconKey, createBeaconServer } from "../../agents/src/roles/beacon/index.ts";
import { serveEdge } from "../../agents/src/roles/edge/index.ts";
import { serveGuardian } from "../../agents/src/roles/guardian/index.ts";
import { serveWatchdog } from "../../agents/src/roles/watchdog/index.ts";
import { deployContracts } from "../../script/local/deploy.ts";
import { type Anvil, startAnvil } from "./anvil.ts";
import { keyOf } from "./chain.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

const ROLES = ["edge", "guardian", "watchdog"] as const;
type Role = (typeof ROLES)[number];

const MONEY = { edge: "12000", guardian: "120000", watchdog: "0" } as const;

/** An agent in this process: real protocols, keys and folder; only the process is shared. */
export type TestAgent = {
  role: Role;
  operator: Address;
  folder: string;
  /** Base URL of its health server while it runs. */
  health(): string;
  /** Value of sdn_problems_total. */
  problems(code: string, protocol: string): Promise<number>;
  /** Bills or reports that a Guardian has taken since it started. */
  items(kind: "bill" | "report"): Promise<number>;
  /** What the network knows of it now. */
  record(): NodeRecord;
  stop(): Promise<void>;
  /** Starts it again on its folder. */
  start(): Promise<void>;
};

export type SettlementNetwork = Anvil & {
  deployment: Deployment;
  view: NetworkView;
  chain: Chain;
  /** Holds all SEND. */
  deployer: SendingContext;
  sendingOf(privateKey: Hex): SendingContext;
  fund(to: Address, send: bigint): Promise<void>;
  agents: Record<Role, TestAgent[]>;
  /** Waits in real time; the chain's stands still. */
  hold(until: () => Awaitable<boolean>): Promise<void>;
  /** Lets the chain's time run, a second at a time, until `read` gives a value. */
  runUntil<T>(read: () => Awaitable<T | undefined | false>): Promise<T>;
  end(): Promise<void>;
};

/** A secret by its name, the same in every run. */
export const secretOf = (name: string): Hex => keccak256(stringToHex(name));

type Labels = Partial<Record<string, string | number>>;
type Awaitable<T> = T | Promise<T>;

const lower = (address: Address) => address.toLowerCase() as Address;

/** A chain with our contracts, its beacon, and agents of all roles. Its time stands still by itself. */
export async function startSettlementNetwork(
  population: Record<Role, number>,
): Promise<SettlementNetwork> {
  // Where forge may write.
  mkdirSync(join(root, "cache"), { recursive: true });
  const folder = mkdtempSync(join(root, "cache/settlement-"));
  const anvil = await startAnvil();
  const { rpc } = anvil;
  const key = beaconKey(join(folder, "beacon"));
  const genesis = Math.floor(Date.now() / 1_000) - 1;
  const deploymentFile = join(folder, "deployment.json");
  await deployContracts({
    root,
    rpc,
    deployment: deploymentFile,
    deployerKey: keyOf(0),
    beaconKey: key.publicKey,
    beaconGenesis: genesis,
    beaconPeriod: 1,
    genesis,
  });
  const deployment = parseDeployment(readFileSync(deploymentFile, "utf8"));
  const chain = createChain({ rpc, chainId: deployment.chainId });
  const ending = new AbortController();
  const view = createNetworkView({ client: chain.public, deployment, pollMs: 50 });
  await view.start(ending.signal);
  const server = await createBeaconServer({
    key,
    ...deployment.beacon,
    host: "127.0.0.1",
    port: 0,
    now: () => view.now(),
  });
  const sendingOf = (operatorKey: Hex) => createSending({ chain, rpc, deployment, operatorKey });
  const deployer = sendingOf(keyOf(0));

  async function fund(to: Address, send: bigint): Promise<void> {
    await anvil.test.setBalance({ address: to, value: parseEther("100") });
    if (send > 0n) await transferSend(deployer, { to, amount: send });
  }

  async function run(role: Role, data: string) {
    const flags = { data, deployment: deploymentFile, rpc, beacon: server.url };
    const config = loadConfig({ role, flags, env: {} });
    const keys = loadOrCreateKeys(data);
    const metrics = createMetrics(role);
    const health = await createHealthServer({ port: 0, registry: metrics.registry });
    const log = createLogger({ name: role, level: process.env.SDN_TEST_LOG ?? "silent" });
    const stopping = new AbortController();
    const { signal } = stopping;
    const ownView = createNetworkView({ client: chain.public, deployment, pollMs: 50 });
    await ownView.start(signal);
    const listen = role === "watchdog" ? [] : config.listen;
    const node = await createNode({ ...config, listen, peerKey: keys.peerKey });
    const sending = createSending({ chain, rpc, deployment, operatorKey: keys.operatorKey });
    const services = { config, keys, deployment, chain, sending, view: ownView, node };
    const context = { ...services, log, metrics, health, signal };
    const registers = role === "watchdog" ? undefined : role;
    const operator = await findOperator({ ...context, bond: undefined, role: registers });
    const full = { ...context, operator } as AgentContext & NodeContext;
    const stopRole: Stop =
      role === "edge"
        ? await withClaims(serveEdge)(full)
        : role === "guardian"
          ? await serveGuardian(full)
          : await serveWatchdog(full);
    const stop = async () => {
      stopping.abort();
      await stopRole();
      await node.stop();
      await health.close();
    };
    return { stop, health: health.url, metrics };
  }

  async function startAgent(role: Role, index: number): Promise<TestAgent> {
    const data = join(folder, `${role}-${index}`);
    const operatorKey = secretOf(`${role} ${index}`);
    const operator = lower(privateKeyToAccount(operatorKey).address);
    await fund(operator, parseEther(MONEY[role]));
    if (role === "watchdog") await grantLicense(deployer, { to: operator });
    loadOrCreateKeys(data);
    updateKeys(data, { operatorKey });
    let running: Awaited<ReturnType<typeof run>> | undefined = await run(role, data);
    async function read(name: string, matches: (labels: Labels) => boolean): Promise<number> {
      const metric = running?.metrics.registry.getSingleMetric(name);
      const { values = [] } = (await metric?.get()) ?? {};
      return values.find(({ labels }) => matches(labels))?.value ?? 0;
    }
    return {
      role,
      operator,
      folder: data,
      health: () => running?.health ?? "",
      record: () => view.node(operator) as NodeRecord,
      problems: (code, protocol) =>
        read(
          "sdn_problems_total",
          (labels) => labels.code === code && labels.protocol === protocol,
        ),
      items: (kind) => read("sdn_guardian_items_total", (labels) => labels.kind === kind),
      async stop() {
        await running?.stop();
        running = undefined;
      },
      async start() {
        running = await run(role, data);
      },
    };
  }

  const agents: Record<Role, TestAgent[]> = { edge: [], guardian: [], watchdog: [] };
  for (const role of ROLES) {
    for (let i = 0; i < population[role]; i++) agents[role].push(await startAgent(role, i));
  }

  return {
    ...anvil,
    deployment,
    view,
    chain,
    deployer,
    sendingOf,
    fund,
    agents,
    async hold(until) {
      while (!(await until())) await new Promise((resolve) => setTimeout(resolve, 100));
    },
    async runUntil(read) {
      for (;;) {
        const value = await read();
        if (value !== undefined && value !== false) return value;
        const time = view.now() + 1;
        await anvil.pass(1);
        await view.waitFor(() => view.now() >= time);
        // What agents do about a second takes them some time of their own.
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    },
    async end() {
      for (const role of ROLES.toReversed()) for (const agent of agents[role]) await agent.stop();
      ending.abort();
      await server.close();
      await anvil.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
