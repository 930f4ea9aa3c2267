import type { SendingContext } from "@sendingnetwork/sdk/actions";
import { createNetworkView, type Deployment, type NetworkView } from "@sendingnetwork/sdk/network";
import type { Address } from "viem";
import { type Chain, createChain, createSending, waitForChain } from "./chain/index.ts";
import { type AgentConfig, loadConfig, loadDeployment, type Role } from "./config/index.ts";
import { type AgentKeys, loadOrCreateKeys } from "./keys/index.ts";
import { findOperator } from "./lifecycle/findOperator.ts";
import { removeReadyFile, writeReadyFile } from "./lifecycle/readyFile.ts";
import { stopOnSignals } from "./lifecycle/stopOnSignals.ts";
import { within } from "./lifecycle/within.ts";
import { createNode, type Node } from "./node/index.ts";
import {
  createHealthServer,
  createLogger,
  createMetrics,
  type Health,
  type Logger,
  type Metrics,
} from "./observe/index.ts";

/** What every agent works with. */
export type AgentContext = {
  config: AgentConfig;
  keys: AgentKeys;
  deployment: Deployment;
  chain: Chain;
  /** For the SDK's actions, as the operator. */
  sending: SendingContext;
  /** Started and caught up once. */
  view: NetworkView;
  /** Listens for Edges and Guardians, only dials for the others. */
  node: Node;
  /** Account of the operator key; undefined without one. */
  operator: Address | undefined;
  log: Logger;
  metrics: Metrics;
  health: Health;
  /** Aborted when the agent is to end. */
  signal: AbortSignal;
};

/** An Edge or Guardian: registered (or waiting for its first epoch) under `operator`. */
export type NodeContext = AgentContext & { operator: Address };

type ContextOf<R extends Role> = R extends "edge" | "guardian" ? NodeContext : AgentContext;

/** Ends what a role started; given at most 8 seconds. */
export type Stop = () => void | Promise<void>;

export type RunAgentOptions<R extends Role> = {
  role: R;
  /** Flags as commander gives them. */
  options: Record<string, string | undefined>;
  /** Starts the role's work and resolves once it serves. */
  serve(context: ContextOf<R>): Promise<Stop>;
};

const STOP_MS = 8_000;

/**
 * The life of an agent: configuration, keys, chain, view, node, registration, the role's own work,
 * ready.json; then, on SIGINT, SIGTERM or the launcher's end, all of it backwards. Resolves when done.
 */
export async function runAgent<R extends Role>(parameters: RunAgentOptions<R>): Promise<void> {
  const { role, options, serve } = parameters;
  const config = loadConfig({ role, flags: options });
  const deployment = loadDeployment(config.deployment);
  const keys = loadOrCreateKeys(config.data);
  const log = createLogger({ name: role, level: config.logLevel });
  const metrics = createMetrics(role);
  removeReadyFile(config.data);

  const { signal, release } = stopOnSignals(log);
  const onRejection = (error: unknown) => log.error({ error }, "a failure that nothing waited for");
  process.on("unhandledRejection", onRejection);
  const undo: Stop[] = [() => process.off("unhandledRejection", onRejection), release];

  try {
    const health = await createHealthServer({ port: config.health, registry: metrics.registry });
    undo.push(() => health.close());
    log.info({ health: health.url, data: config.data }, "starting");

    health.setReady("waiting for the chain");
    const { rpc } = config;
    const chain = createChain({ rpc, chainId: deployment.chainId });
    await waitForChain(chain, { log, signal });
    const { operatorKey } = keys;
    const sending = createSending({ chain, rpc, deployment, operatorKey });
    const view = createNetworkView({ client: chain.public, deployment });
    view.on("stalled", () => log.warn("the chain does not answer; serving on what is known"));
    view.on("recovered", () => log.info("the chain answers again"));
    await view.start(signal);

    const registers = role === "edge" || role === "guardian";
    const { listen, announce, maxConnections } = config;
    const { peerKey } = keys;
    const node = await createNode({
      peerKey,
      listen: registers ? listen : [],
      announce,
      maxConnections,
    });
    undo.push(() => node.stop());
    const peerId = node.peerId.toString();
    const services = { config, keys, deployment, chain, sending, view, node };
    const context = { ...services, log, metrics, health, signal };

    health.setReady("waiting for the registration");
    const { bond } = config;
    const operator = await findOperator({ ...context, bond, role: registers ? role : undefined });

    health.setReady("starting the role");
    undo.push(await serve({ ...context, operator } as ContextOf<R>));
    health.tell("role", () => role);
    health.tell("operator", () => operator);
    health.tell("peerId", () => peerId);
    health.tell("epoch", () => view.currentEpoch());
    health.tell("block", () => view.head().number);
    health.setReady(undefined);

    const multiaddrs = node.getMultiaddrs().map(String);
    const ready = { operator: operator ?? null, peerId, health: health.url, multiaddrs };
    writeReadyFile(config.data, { pid: process.pid, role, ...ready });
    undo.push(() => removeReadyFile(config.data));
    log.info(ready, "ready");
    await new Promise((done) => signal.addEventListener("abort", done, { once: true }));
  } catch (error) {
    // Being told to stop while still starting is no failure.
    if (!signal.aborted) throw error;
  } finally {
    for (const step of undo.reverse()) {
      const done = Promise.resolve().then(step);
      done.catch((error: unknown) => log.error({ error }, "could not end cleanly"));
      await within(
        STOP_MS,
        done.catch(() => {}),
      );
    }
    log.info("stopped");
  }
}
