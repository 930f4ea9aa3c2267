import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fakeDeployment } from "../../support/deployment.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sdn-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const main = new URL("../../../agents/src/cli/main.ts", import.meta.url).pathname;

function start(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    output.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.err += chunk;
  });
  const ended = new Promise<number | null>((done) => child.on("close", done));
  return { child, output, ended };
}

async function run(...args: string[]) {
  const { output, ended } = start(...args);
  return { status: await ended, ...output };
}

describe("sdn", () => {
  it("--help lists the commands with examples", async () => {
    const { status, out, err } = await run("--help");
    expect(status).toBe(0);
    expect(out).toMatch(/edge/);
    expect(out).toMatch(/Examples:/);
    expect(err).toBe("");
  });

  it("edge --help tells every setting with its variable and default", async () => {
    const { status, out } = await run("edge", "--help");
    expect(status).toBe(0);
    for (const text of ["--deployment", "SDN_RPC", "0.001", "--mailbox-quota"]) {
      expect(out).toContain(text);
    }
    expect(out).not.toContain("default )");
  });

  it.each([
    ["an unknown command", ["edgy"], /unknown command 'edgy'/],
    ["an unknown flag", ["edge", "--prize", "1"], /unknown option '--prize'/],
    ["a missing setting", ["edge"], /"deployment" is missing/],
    ["a missing file", ["edge", "--deployment", "/nowhere.json"], /no deployment file/],
  ])("answers %s with one sentence and status 2", async (_, args, message) => {
    const { status, out, err } = await run(...args);
    expect(status).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe("sdn edge without a chain", () => {
  it("waits, says so every few seconds, is not ready, and ends cleanly when told to", async () => {
    const deployment = join(folder, "deployment.json");
    writeFileSync(deployment, JSON.stringify(fakeDeployment));
    const args = ["--deployment", deployment, "--data", join(folder, "edge")];
    // Port 9 is the discard service: nobody answers there.
    const { child, output, ended } = start("edge", ...args, "--rpc", "http://127.0.0.1:9");
    const lines = () =>
      output.out
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as { msg: string; health?: string });
    while (!lines().some(({ msg }) => msg === "waiting for the chain")) {
      await new Promise((done) => setTimeout(done, 100));
    }
    const health = lines().find((line) => line.health)?.health;
    const ready = await fetch(`${health}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ ready: false, waitingFor: "waiting for the chain" });
    expect((await fetch(`${health}/health`)).status).toBe(200);
    expect(await (await fetch(`${health}/metrics`)).text()).toContain("sdn_problems_total");
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(lines().at(-1)?.msg).toBe("stopped");
    expect(output.err).toBe("");
  });
});
