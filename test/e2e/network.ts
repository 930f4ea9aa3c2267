// Boots the network as a user does and hands it to every end-to-end file: first `npm start -- --once
// --json`, whose outcome scenario.test.ts judges; then `npm start` again over the same folder, which
// stays up for the others.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { NetworkFile } from "../../agents/src/local/networkFile.ts";
import { processesOf } from "../support/processes.ts";
import { root } from "../support/root.ts";

/** The text that the first run is given. */
export const givenText = 'ünïcödé "quotes" and a 👋';

declare module "vitest" {
  interface ProvidedContext {
    /** First run: exit status, standard output, and processes of its folder that outlived it. */
    once: { status: number | null; stdout: string; stderr: string; left: string[] };
    /** Second run over the same folder. */
    resumed: { data: string; seconds: number };
  }
}

function npmStart(...args: string[]): ChildProcess {
  return spawn("npm", ["start", "--", ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
}

function collect(child: ChildProcess) {
  const output = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => (output.stdout += chunk));
  child.stderr?.on("data", (chunk) => (output.stderr += chunk));
  return output;
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once("close", (status) => resolve(status)));

export default async function setup(project: TestProject) {
  const data = mkdtempSync(join(tmpdir(), "sdn-e2e-"));
  const ports = ["--rpc-port", "28545", "--indexer-port", "28069", "--beacon-port", "28500"];
  const folder = ["--data", data, ...ports];

  const first = npmStart(...folder, "--once", "--json", "--message", givenText);
  const output = collect(first);
  const status = await ended(first);
  project.provide("once", { status, ...output, left: processesOf(data) });

  const started = performance.now();
  const network = npmStart(...folder, "--no-scenario");
  const resumedOutput = collect(network);
  const file = join(data, "network.json");
  const exited = ended(network).then((code) => {
    throw new Error(`npm start ended with ${code}\n${resumedOutput.stdout}${resumedOutput.stderr}`);
  });
  exited.catch(() => {});
  const up = async () => {
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  await Promise.race([up(), exited]);
  project.provide("resumed", { data, seconds: (performance.now() - started) / 1000 });

  return async () => {
    network.kill("SIGTERM");
    await exited.catch(() => {});
    const left = processesOf(data);
    rmSync(data, { recursive: true, force: true });
    // Vitest fails the run when its teardown throws.
    if (left.length > 0) throw new Error(`SIGTERM to npm left processes:\n${left.join("\n")}`);
  };
}

/** The running network's addresses. */
export function networkFile(data: string): NetworkFile {
  return JSON.parse(readFileSync(join(data, "network.json"), "utf8"));
}
