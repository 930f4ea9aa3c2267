import { describe, expect, inject, it } from "vitest";
import { finished, startSdn } from "./sdn.ts";

const { data } = inject("resumed");

const sdn = (...args: string[]) => startSdn(data, ...args);

describe("sdn chat without a terminal", () => {
  it("turns a line in into a message out, between two processes, both ways", async () => {
    const alice = sdn("chat", "--as", "alice", "--to", "bob");
    const bob = sdn("chat", "--as", "bob", "--to", "alice");
    const ends = Promise.all([finished(alice), finished(bob)]);
    alice.stdin?.end("one\ntwo, with ümlauts\n\nthree\n");
    bob.stdin?.end("four\n");
    const [fromAlice, fromBob] = await ends;
    expect(fromAlice.status, fromAlice.stderr).toBe(0);
    expect(fromBob.status, fromBob.stderr).toBe(0);
    expect(fromBob.stdout).toBe("one\ntwo, with ümlauts\nthree\n");
    expect(fromAlice.stdout).toBe("four\n");
  });

  it("makes a newcomer an identity, whom others then reach by the wallet's address", async () => {
    const prepared = await finished(sdn("chat", "--as", "carol", "--prepare", "--json"));
    expect(prepared.status, prepared.stderr).toBe(0);
    const events = prepared.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { wallet, did } = events.find(({ type }) => type === "ready");
    expect(did).toMatch(/^did:sdn:31337:[0-9a-f]{40}$/);
    const alice = sdn("chat", "--as", "alice", "--to", wallet, "--linger", "0");
    alice.stdin?.end("hello carol\n");
    expect((await finished(alice)).status).toBe(0);
    const carol = sdn("chat", "--as", "carol", "--to", "alice", "--linger", "5");
    carol.stdin?.end();
    const read = await finished(carol);
    expect(read.status, read.stderr).toBe(0);
    expect(read.stdout).toBe("hello carol\n");
  });

  it("says what is wrong with a recipient, and how to name one", async () => {
    const bad = sdn("chat", "--as", "alice", "--to", "no/body");
    bad.stdin?.end("x\n");
    const { status, stderr } = await finished(bad);
    expect(status).not.toBe(0);
    expect(stderr).toContain("no/body");
    expect(stderr).toMatch(/hint .*(DID|address)/s);
  });
});

describe("sdn status and faucet", () => {
  it("tells every node, the epoch and the counters as JSON", async () => {
    const { status, stdout, stderr } = await finished(sdn("status", "--json"));
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ nodes: { edge: 4, watchdog: 3, guardian: 4 } });
  });

  it("hands out SEND, and refuses what is not an address", async () => {
    const to = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    expect((await finished(sdn("faucet", "--to", to, "--send", "12.5"))).status).toBe(0);
    const refused = await finished(sdn("faucet", "--to", "0x1234"));
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('"0x1234" is not an address');
  });
});
