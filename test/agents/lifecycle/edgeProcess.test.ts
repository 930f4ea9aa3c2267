import { type ChildProcess, fork } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getNode, transferSend } from "@sendingnetwork/sdk/actions";
import { parseEther } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ReadyFile } from "../../../agents/src/lifecycle/readyFile.ts";
import { keyOf, startChain, type TestChain } from "../../support/chain.ts";

const main = new URL("../../../agents/src/cli/main.ts", import.meta.url).pathname;
const operatorKey = keyOf(5);
const operator = privateKeyToAccount(operatorKey).address;

let chain: TestChain;
let folder: string;
let stopChain: () => Promise<void>;
const running: ChildProcess[] = [];

beforeAll(async () => {
  chain = await startChain();
  let stopped: Promise<void> | undefined;
  stopChain = () => {
    stopped ??= chain.stop();
    return stopped;
  };
  folder = mkdtempSync(join(tmpdir(), "sdn-life-"));
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});
afterAll(async () => {
  await stopChain();
  rmSync(folder, { recursive: true });
});

const data = () => join(folder, "edge");
const readyFile = () => join(data(), "ready.json");

function startEdge(...more: string[]) {
  const { rpc, deploymentFile } = chain;
  const args = ["edge", "--rpc", rpc, "--deployment", deploymentFile, "--data", data(), ...more];
  const child = fork(main, args, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  running.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<number | null>((done) => child.on("exit", done));
  return {
    child,
    ended,
    said: (text: string) => until(() => output.includes(text)),
    async ready(): Promise<ReadyFile> {
      await until(() => {
        if (child.exitCode !== null) throw new Error(output);
        return existsSync(readyFile());
      });
      return JSON.parse(readFileSync(readyFile(), "utf8"));
    },
  };
}

async function until(isDone: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isDone())) await new Promise((done) => setTimeout(done, 50));
}

const onChain = () => getNode(chain.client(), { operator });
const isReady = async (health: string) => (await fetch(`${health}/ready`)).ok;

describe("an Edge's process", () => {
  it("waits for its bond, registers itself, serves, and ends when told to", async () => {
    mkdirSync(data(), { recursive: true });
    writeFileSync(join(data(), "keys.json"), JSON.stringify({ operatorKey }));
    const edge = startEdge();
    await edge.said("cannot register yet");
    const amount = parseEther("10000");
    await transferSend(chain.client(chain.account(0)), { to: operator, amount });

    const ready = await edge.ready();
    expect(ready).toMatchObject({ role: "edge", operator: operator.toLowerCase() });
    expect(await isReady(ready.health)).toBe(true);
    const node = await onChain();
    expect(node).toMatchObject({ role: "edge", bond: amount });
    expect(ready.multiaddrs).toEqual(
      node?.multiaddrs.map((address) => `${address}/p2p/${ready.peerId}`),
    );

    edge.child.kill("SIGTERM");
    expect(await edge.ended).toBe(0);
    expect(existsSync(readyFile())).toBe(false);
  });

  it("tells the chain when its addresses have changed, and ends with its launcher", async () => {
    const edge = startEdge("--announce", "/dns4/edge.example/tcp/4001");
    await edge.ready();
    expect((await onChain())?.multiaddrs).toEqual(["/dns4/edge.example/tcp/4001"]);
    edge.child.disconnect();
    expect(await edge.ended).toBe(0);
  });

  it("refuses to run for an operator whose node has other keys", async () => {
    const keys = readFileSync(join(data(), "keys.json"), "utf8");
    const { operatorKey: kept } = JSON.parse(keys);
    writeFileSync(join(data(), "keys.json"), JSON.stringify({ operatorKey: kept }));
    const edge = startEdge();
    await edge.said("The operator's registered node is another one than this.");
    expect(await edge.ended).toBe(2);
    writeFileSync(join(data(), "keys.json"), keys);
  });

  it("goes on serving while the chain is away", async () => {
    const edge = startEdge();
    const { health } = await edge.ready();
    await stopChain();
    await edge.said("the chain does not answer");
    expect(await isReady(health)).toBe(true);
    edge.child.kill("SIGINT");
    expect(await edge.ended).toBe(0);
  });
});
