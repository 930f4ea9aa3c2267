import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, inject, it } from "vitest";
import { ChatProcess } from "../../script/local/ChatProcess.ts";
import { root } from "../support/root.ts";

const { data } = inject("resumed");
const chats: ChatProcess[] = [];
const chat = (as: string, to: string) => {
  const process = new ChatProcess({ root, data, as, args: ["--to", to] });
  chats.push(process);
  return process;
};

afterAll(() => {
  for (const process of chats) process.kill();
});

const pidOf = (name: string): number =>
  JSON.parse(readFileSync(join(data, "nodes", name, "ready.json"), "utf8")).pid;

describe("an Edge killed while messages flow", () => {
  it("comes back with every acknowledged message", async () => {
    const signal = AbortSignal.timeout(120_000);
    const dave = new ChatProcess({ root, data, as: "dave", args: ["--prepare"] });
    await dave.end();
    const alice = chat("alice", "dave");
    const texts = Array.from({ length: 40 }, (_, index) => `message ${index}`);
    for (const [index, text] of texts.entries()) {
      alice.say(text);
      // Each Edge dies once, so every mailbox loses one of its replicas in mid-flow.
      if (index % 10 === 5) {
        await alice.until("sent", index - 4, signal);
        process.kill(pidOf(`edge-${Math.ceil(index / 10)}`), "SIGKILL");
      }
    }
    const sent = await alice.until("sent", texts.length, signal);
    expect(sent.every(({ receipts }) => receipts.length >= 2)).toBe(true);

    const reader = chat("dave", "alice");
    const received = await reader.until("received", texts.length, signal);
    expect(received.map(({ text }) => text).sort()).toEqual([...texts].sort());
    await Promise.all([alice.end(), reader.end()]);
  });
});
