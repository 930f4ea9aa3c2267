import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createNetworkView,
  type Deployment,
  type NetworkView,
  parseDeployment,
} from "@sendingnetwork/sdk/network";
import { developerKey } from "../../agents/src/local/developer.ts";
import type { NetworkFile } from "../../agents/src/local/networkFile.ts";
import { beaconKey } from "../../agents/src/roles/beacon/index.ts";
import { type AgentPlan, agentReady, planAgents, startAgent } from "./agents.ts";
import { blocksBehind } from "./blocksBehind.ts";
import { Child } from "./Child.ts";
import { LocalChain } from "./chain.ts";
import { deployContracts } from "./deploy.ts";
import { fundOperators } from "./fund.ts";
import { indexerReached, startIndexer } from "./indexer.ts";
import type { LocalOptions } from "./options.ts";
import { freePort } from "./ports.ts";
import { Supervised } from "./Supervised.ts";

const BEACON_PERIOD = 1;
/** Seconds of epoch 0 that have passed when the contracts are deployed. */
const GENESIS_LEAD = 4;

export class AlreadyRunning extends Error {}

/** A booted network and the way to end it. */
export class LocalNetwork {
  readonly file: NetworkFile;
  readonly deployment: Deployment;
  readonly view: NetworkView;
  readonly chain: LocalChain;
  readonly #processes: Supervised[];
  readonly #abort: AbortController;
  readonly #headTimer: NodeJS.Timeout;

  constructor(parts: {
    file: NetworkFile;
    deployment: Deployment;
    view: NetworkView;
    chain: LocalChain;
    processes: Supervised[];
    abort: AbortController;
    headTimer: NodeJS.Timeout;
  }) {
    this.file = parts.file;
    this.deployment = parts.deployment;
    this.view = parts.view;
    this.chain = parts.chain;
    this.#processes = parts.processes;
    this.#abort = parts.abort;
    this.#headTimer = parts.headTimer;
  }

  /** Rejects when the chain ends, or another process keeps ending. */
  failure(): Promise<never> {
    return failureOf(this.#processes, this.chain);
  }

  /** Ends every process: agents first, the chain, with its state saved, last. */
  async stop(): Promise<void> {
    clearInterval(this.#headTimer);
    this.#abort.abort();
    await stopAll(this.#processes, this.chain);
    rmSync(join(this.file.data, "network.json"), { force: true });
  }
}

const failureOf = (processes: Supervised[], chain: LocalChain): Promise<never> =>
  Promise.race([chain.child.unexpectedExit(), ...processes.map((process) => process.failure())]);

async function stopAll(processes: Supervised[], chain: LocalChain | undefined): Promise<void> {
  await Promise.all(processes.map((process) => process.stop()));
  await chain?.stop();
}

function refuseSecondStart(data: string): void {
  const path = join(data, "network.json");
  if (!existsSync(path)) return;
  const { pid } = JSON.parse(readFileSync(path, "utf8")) as NetworkFile;
  try {
    process.kill(pid, 0);
  } catch {
    return;
  }
  throw new AlreadyRunning(
    `This network runs already (pid ${pid}). Stop it, or start another with --data <folder>.`,
  );
}

/**
 * Boots the whole network in `options.data`, or resumes what is there.
 * @param say hears one line per step
 */
export async function bootNetwork(
  root: string,
  options: LocalOptions,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<LocalNetwork> {
  const { data } = options;
  refuseSecondStart(data);
  if (options.fresh) rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });

  const logs = join(data, "logs");
  const deploymentFile = join(data, "deployment.json");
  const headFile = join(data, "head.json");
  const indexerFolder = join(data, "indexer");
  const taken = (port: number, holder?: string) =>
    say(`port ${port} is held by ${holder ?? "another program"}, trying the next`);
  const rpcPort = await freePort(options.ports.rpc, taken);
  const indexerPort = await freePort(options.ports.indexer, taken);
  const beaconPort = await freePort(options.ports.beacon, taken);

  const processes: Supervised[] = [];
  let chain: LocalChain | undefined;
  const abort = new AbortController();
  const stopped = AbortSignal.any([signal, abort.signal]);
  try {
    chain = await LocalChain.start(join(data, "chain"), logs, rpcPort);
    const resumed = chain.resumedAt !== undefined && existsSync(deploymentFile);
    const behind = resumed ? blocksBehind(headFile, chain.resumedAt ?? 0) : 0;
    if (behind > 0) {
      say(
        `the chain is ${behind} blocks older than the databases (it was not stopped cleanly): ` +
          "the indexer starts over from the chain",
      );
      rmSync(indexerFolder, { recursive: true, force: true });
    }
    if (!resumed && (existsSync(headFile) || existsSync(deploymentFile))) {
      throw new Error(
        `The chain's state is gone from ${data}, but databases of an earlier network are there. ` +
          "Start anew with npm start -- --fresh.",
      );
    }

    const beaconFolder = join(data, "nodes", "beacon");
    if (!resumed) {
      say("deploying the contracts");
      const { timestamp } = await chain.client.getBlock();
      await deployContracts({
        root,
        rpc: chain.url,
        deployment: deploymentFile,
        deployerKey: developerKey,
        beaconKey: beaconKey(beaconFolder).publicKey,
        beaconGenesis: Number(timestamp) - 60,
        beaconPeriod: BEACON_PERIOD,
        genesis: Number(timestamp) - GENESIS_LEAD,
      });
      await chain.save();
    }
    chain.keepSaving();
    const deployment = parseDeployment(JSON.parse(readFileSync(deploymentFile, "utf8")));

    say(resumed ? `resuming the chain at block ${chain.resumedAt}` : "contracts are deployed");
    const file: NetworkFile = {
      pid: process.pid,
      rpc: chain.url,
      indexer: `http://127.0.0.1:${indexerPort}`,
      beacon: `http://127.0.0.1:${beaconPort}`,
      deployment: deploymentFile,
      data,
      agents: [],
    };
    const view = createNetworkView({ client: chain.client, deployment, pollMs: 250 });
    await view.start(stopped);

    const plans = planAgents(data);
    if (!resumed) await fundOperators({ rpc: chain.url, deployment, plans });
    const places = { root, logs, rpc: chain.url, deployment: deploymentFile, beacon: file.beacon };
    const run = (start: () => Child) => processes.push(new Supervised(start, say));
    run(() => startBeacon({ ...places, folder: beaconFolder }));
    for (const plan of plans) run(() => startAgent(plan, places));
    run(() => startIndexer({ ...places, folder: indexerFolder, port: indexerPort }));
    say(`started ${processes.length + 1} processes, logs in ${logs}`);

    const broken = failureOf(processes, chain);
    file.agents = await Promise.race([broken, awaitAgents(plans, say, stopped)]);
    await Promise.race([broken, awaitEpoch(view, plans, say, stopped)]);
    const { number } = view.head();
    await Promise.race([broken, indexerReached(file.indexer, number, stopped)]);
    say("the indexer has caught up");

    writeFileSync(join(data, "network.json"), `${JSON.stringify(file, null, 2)}\n`);
    const headTimer = setInterval(() => writeFileSync(headFile, JSON.stringify(view.head())), 2000);
    return new LocalNetwork({ file, deployment, view, chain, processes, abort, headTimer });
  } catch (error) {
    abort.abort();
    await stopAll(processes, chain);
    throw error;
  }
}

function startBeacon(parameters: {
  root: string;
  logs: string;
  rpc: string;
  deployment: string;
  folder: string;
  beacon: string;
}): Child {
  const { root, logs, rpc, deployment, folder, beacon } = parameters;
  const flags = ["--rpc", rpc, "--deployment", deployment, "--data", folder, "--beacon", beacon];
  return Child.node(join(root, "agents/src/cli/main.ts"), ["beacon", ...flags], {
    name: "beacon",
    logs,
  });
}

async function awaitAgents(plans: AgentPlan[], say: (line: string) => void, signal: AbortSignal) {
  let ready = 0;
  return Promise.all(
    plans.map(async (plan) => {
      const { operator, health } = await agentReady(plan, signal);
      ready += 1;
      say(`${plan.name} is ready (${ready} of ${plans.length})`);
      return { name: plan.name, role: plan.role, operator, health };
    }),
  );
}

/** Until every Edge and Guardian counts in the current epoch and its seed is on chain. */
async function awaitEpoch(
  view: NetworkView,
  plans: AgentPlan[],
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const edges = plans.filter((plan) => plan.role === "edge").length;
  const guardians = plans.filter((plan) => plan.role === "guardian").length;
  say("waiting for the epoch in which the nodes count");
  await view.waitFor(() => {
    const epoch = view.currentEpoch();
    return (
      view.nodes("edge", epoch).length >= edges && view.nodes("guardian", epoch).length >= guardians
    );
  }, signal);
  while (!(await view.seed(view.currentEpoch()))) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  say(`epoch ${view.currentEpoch()} has its seed`);
}
