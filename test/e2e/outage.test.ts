import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createIndexerClient } from "@sendingnetwork/sdk/indexer";
import { describe, expect, inject, it } from "vitest";
import { ChatProcess } from "../../script/local/ChatProcess.ts";
import { processesOf } from "../support/processes.ts";
import { root } from "../support/root.ts";
import { networkFile } from "./network.ts";

const { data } = inject("resumed");

describe("a chain that goes away for 30 s", () => {
  it("stops nobody: messages flow meanwhile, and epochs are settled afterwards", async () => {
    const signal = AbortSignal.timeout(240_000);
    const { rpc, agents, indexer: url } = networkFile(data);
    const indexer = createIndexerClient(url);
    const anvil = processesOf(`${new URL(rpc).port} --block-time`).find((line) =>
      /^\d+ \S*anvil /.test(line),
    );
    const pid = Number(anvil?.split(" ")[0]);
    expect(pid).toBeGreaterThan(0);

    const alice = new ChatProcess({ root, data, as: "alice", args: ["--to", "bob"] });
    const bob = new ChatProcess({ root, data, as: "bob", args: ["--to", "alice"] });
    try {
      await Promise.all([alice.until("ready", 1, signal), bob.until("ready", 1, signal)]);
      alice.say("before");
      await bob.until("received", 1, signal);
      process.kill(pid, "SIGSTOP");
      try {
        alice.say("while the chain is away");
        const received = await bob.until("received", 2, signal);
        expect(received[1]?.text).toBe("while the chain is away");
        await new Promise((resolve) => setTimeout(resolve, 30_000));
      } finally {
        process.kill(pid, "SIGCONT");
      }
      alice.say("after");
      expect((await bob.until("received", 3, signal))[2]?.text).toBe("after");
      await Promise.all([alice.end(), bob.end()]);
    } finally {
      alice.kill();
      bob.kill();
    }

    const settled = () => indexer.count("epoch", { reportHash_not: null });
    const before = await settled();
    while ((await settled()) <= before) {
      signal.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    for (const { name } of agents) {
      const ready = JSON.parse(readFileSync(join(data, "nodes", name, "ready.json"), "utf8"));
      expect((await fetch(`${ready.health}/health`)).status).toBe(200);
    }
  });
});
