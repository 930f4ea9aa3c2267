import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { registerNode } from "@sendingnetwork/sdk/actions";
import { createNetworkView, type NetworkView, parseDeployment } from "@sendingnetwork/sdk/network";
import { type Address, type Hex, keccak256, parseEther, stringToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { NodeContext, Stop } from "../../agents/src/agent.ts";
import { createChain, createSending } from "../../agents/src/chain/index.ts";
import { loadConfig } from "../../agents/src/config/index.ts";
import { loadOrCreateKeys, updateKeys } from "../../agents/src/keys/index.ts";
import { findOperator } from "../../agents/src/lifecycle/findOperator.ts";
import { createNode, type Node, peerSigner } from "../../agents/src/node/index.ts";
import { createHealthServer, createLogger, createMetrics } from "../../agents/src/observe/index.ts";
import { beaconKey, createBeaconServer } from "../../agents/src/roles/beacon/index.ts";
import { serveGuardian } from "../../agents/src/roles/guardian/index.ts";
import { deployContracts } from "../../script/local/deploy.ts";
import { type Anvil, startAnvil } from "./anvil.ts";
import { keyOf } from "./chain.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** A Guardian in this process. */
export type TestGuardian = {
  operator: Address;
  health: string;
  node: Node;
  folder: string;
  stop(): Promise<void>;
  /** Starts it again on its folder. */
  start(): Promise<void>;
};

/** A registered Edge that serves nothing: for bills and assignments. */
export type PaperEdge = { operator: Address; signerKey: Hex };

export type SettlementNetwork = Anvil & {
  /** As the deployer sees the chain. */
  view: NetworkView;
  deployer: ReturnType<typeof createSending>;
  sendingOf(privateKey: Hex): ReturnType<typeof createSending>;
  guardians: TestGuardian[];
  edges: PaperEdge[];
  folder: string;
  beacon: string;
  /** Moves the chain to `time`, and everybody's view with it. */
  passTo(time: number): Promise<void>;
  end(): Promise<void>;
};

/** A secret by its name, the same in every run. */
export const secretOf = (name: string): Hex => keccak256(stringToHex(name));

/** A chain with our contracts, its beacon, registered Edges and running Guardians. */
export async function startSettlementNetwork(given: {
  guardians: number;
  edges: number;
  logLevel?: string;
}): Promise<SettlementNetwork> {
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

  async function fund(to: Address, amount: bigint): Promise<void> {
    await anvil.test.setBalance({ address: to, value: parseEther("100") });
    const { transferSend } = await import("@sendingnetwork/sdk/actions");
    await transferSend(deployer, { to, amount });
  }

  async function paperEdge(index: number): Promise<PaperEdge> {
    const operatorKey = secretOf(`edge operator ${index}`);
    const signerKey = secretOf(`edge signer ${index}`);
    const operator = privateKeyToAccount(operatorKey).address.toLowerCase() as Address;
    await fund(operator, parseEther("20000"));
    await registerNode(sendingOf(operatorKey), {
      role: "edge",
      signer: privateKeyToAccount(signerKey),
      peer: peerSigner(secretOf(`edge peer ${index}`)),
      multiaddrs: ["/ip4/127.0.0.1/tcp/9"],
      bond: parseEther("10000"),
    });
    return { operator, signerKey };
  }

  async function startGuardian(index: number): Promise<TestGuardian> {
    const data = join(folder, `guardian-${index}`);
    const operatorKey = secretOf(`guardian ${index}`);
    const account = privateKeyToAccount(operatorKey).address;
    await fund(account, parseEther("120000"));
    loadOrCreateKeys(data);
    updateKeys(data, { operatorKey });
    let stop: Stop = () => {};
    const guardian: TestGuardian = {
      operator: account.toLowerCase() as Address,
      health: "",
      node: undefined as unknown as Node,
      folder: data,
      stop: async () => stop(),
      start: async () => {
        const started = await runGuardian(data);
        stop = started.stop;
        guardian.health = started.health;
        guardian.node = started.node;
      },
    };
    await guardian.start();
    return guardian;
  }

  async function runGuardian(data: string) {
    const flags = { data, deployment: deploymentFile, rpc, beacon: server.url };
    const config = loadConfig({ role: "guardian", flags, env: {} });
    const keys = loadOrCreateKeys(data);
    const { peerKey, operatorKey } = keys;
    const metrics = createMetrics("guardian");
    const health = await createHealthServer({ port: 0, registry: metrics.registry });
    const log = createLogger({ name: "guardian", level: given.logLevel ?? "silent" });
    const stopping = new AbortController();
    const { signal } = stopping;
    const ownView = createNetworkView({ client: chain.public, deployment, pollMs: 50 });
    await ownView.start(signal);
    const node = await createNode({ ...config, peerKey });
    const services = { config, keys, deployment, chain, view: ownView, node, log, metrics, health };
    const sending = createSending({ chain, rpc, deployment, operatorKey });
    const context = { ...services, sending, signal };
    const operator = await findOperator({ ...context, bond: undefined, role: "guardian" });
    const stopRole = await serveGuardian({ ...context, operator } as NodeContext);
    const stop = async () => {
      stopping.abort();
      await stopRole();
      await node.stop();
      await health.close();
    };
    return { stop, node, health: health.url };
  }

  const edges: PaperEdge[] = [];
  for (let i = 0; i < given.edges; i++) edges.push(await paperEdge(i));
  const guardians: TestGuardian[] = [];
  for (let i = 0; i < given.guardians; i++) guardians.push(await startGuardian(i));

  return {
    ...anvil,
    view,
    deployer,
    sendingOf,
    guardians,
    edges,
    folder,
    beacon: server.url,
    async passTo(time) {
      const block = await chain.public.getBlock();
      if (Number(block.timestamp) < time) await anvil.pass(time - Number(block.timestamp));
      await view.waitFor(() => view.now() >= time);
    },
    async end() {
      for (const guardian of guardians) await guardian.stop();
      ending.abort();
      await server.close();
      await anvil.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
