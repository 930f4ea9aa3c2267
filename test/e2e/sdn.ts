import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { expect } from "vitest";
import { root } from "../support/root.ts";

/** `npm run sdn` on the network whose data folder is `data`, without a terminal. */
export function startSdn(data: string, ...args: string[]): ChildProcess {
  return spawn("npm", ["run", "--silent", "sdn", "--", ...args], {
    cwd: root,
    env: { ...process.env, SDN_NETWORK: join(data, "network.json") },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

export async function finished(child: ChildProcess) {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { status, stdout, stderr };
}

/** Runs a command that must succeed; what it prints with `--json`. */
export async function sdnJson(data: string, ...args: string[]) {
  const { status, stdout, stderr } = await finished(startSdn(data, ...args, "--json"));
  expect(status, `sdn ${args.join(" ")}\n${stderr}`).toBe(0);
  return JSON.parse(stdout);
}
