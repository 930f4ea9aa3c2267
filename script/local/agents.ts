import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Address, type Hex, isHex } from "viem";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import { loadOrCreateKeys, updateKeys } from "../../agents/src/keys/index.ts";
import { Child } from "./Child.ts";

export type AgentRole = "edge" | "watchdog" | "guardian";

/** How many of each the local network runs. */
export const population: Record<AgentRole, number> = { edge: 4, watchdog: 3, guardian: 4 };

export interface AgentPlan {
  name: string;
  role: AgentRole;
  folder: string;
  operator: Address;
}

/** What an agent says about itself once it serves. */
export interface ReadyAgent {
  pid: number;
  role: AgentRole;
  operator: Address;
  health: string;
}

/** The agents of a data folder with their operators' accounts; keys are made on first sight. */
export function planAgents(data: string): AgentPlan[] {
  const roles = Object.entries(population) as [AgentRole, number][];
  return roles.flatMap(([role, count]) =>
    Array.from({ length: count }, (_, index) => {
      const name = `${role}-${index + 1}`;
      const folder = join(data, "nodes", name);
      return { name, role, folder, operator: privateKeyToAddress(operatorKey(folder)) };
    }),
  );
}

function operatorKey(folder: string): Hex {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { operatorKey: stored } = loadOrCreateKeys(folder);
  if (stored && isHex(stored)) return stored;
  const drawn = generatePrivateKey();
  updateKeys(folder, { operatorKey: drawn });
  return drawn;
}

export function startAgent(
  plan: AgentPlan,
  parameters: { root: string; logs: string; rpc: string; deployment: string; beacon: string },
  env: Record<string, string> = {},
): Child {
  const { root, logs, rpc, deployment, beacon } = parameters;
  rmSync(join(plan.folder, "ready.json"), { force: true });
  const args = [plan.role, "--rpc", rpc, "--deployment", deployment, "--data", plan.folder];
  if (plan.role !== "edge") args.push("--beacon", beacon);
  return Child.node(join(root, "agents/src/cli/main.ts"), args, {
    name: plan.name,
    logs,
    env,
  });
}

/** Waits until the agent serves. */
export async function agentReady(plan: AgentPlan, signal: AbortSignal): Promise<ReadyAgent> {
  const file = join(plan.folder, "ready.json");
  for (;;) {
    signal.throwIfAborted();
    if (existsSync(file)) {
      const ready = JSON.parse(readFileSync(file, "utf8")) as ReadyAgent;
      const answer = await fetch(`${ready.health}/ready`).catch(() => undefined);
      if (answer?.ok) return ready;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
