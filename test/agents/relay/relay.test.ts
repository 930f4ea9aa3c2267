import { randomBytes } from "node:crypto";
import { type ClientNode, createClientNode } from "@sendingnetwork/sdk/node";
import { EdgeConnection, type MailboxMessage } from "@sendingnetwork/sdk/relay";
import type { Address } from "viem";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type EdgeNetwork, startEdges, type TestEdge } from "../../support/edges.ts";

let network: EdgeNetwork;
let client: ClientNode;
const open: EdgeConnection[] = [];

beforeAll(async () => {
  network = await startEdges(4);
  client = await createClientNode();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((connection) => connection.close()));
});

afterAll(async () => {
  await client.stop();
  await network.stop();
});

async function connect(edge: TestEdge): Promise<EdgeConnection> {
  const connection = await EdgeConnection.open({
    node: client,
    view: network.view,
    edge: edge.record(),
  });
  open.push(connection);
  return connection;
}

const edgeOf = (operator: Address | undefined) =>
  network.edges.find((edge) => edge.operator === operator) as TestEdge;

function message(mailbox: Address, text = "a message") {
  const { view } = network;
  return {
    mailbox,
    blind: randomBytes(32),
    payload: Buffer.from(text),
    expiry: view.now() + 600,
    epoch: view.currentEpoch(),
  };
}

const textsOf = (messages: readonly MailboxMessage[]) =>
  messages.map(({ payload }) => Buffer.from(payload).toString());

describe("a deposit at a responsible Edge", () => {
  it("is acknowledged by two receipts and comes to be on each responsible Edge", async () => {
    const key = network.mailbox();
    const { view } = network;
    const edges = await view.responsible(key.address, view.currentEpoch());
    const entry = await connect(edgeOf(edges[0]));
    const { receipts, messageHash } = await entry.deposit(message(key.address, "hello"));
    expect(receipts.length).toBeGreaterThanOrEqual(2);
    expect(edges).toEqual(expect.arrayContaining(receipts.map(({ edge }) => edge)));

    for (const operator of edges) {
      const connection = await connect(edgeOf(operator));
      await vi.waitFor(async () => {
        const { messages } = await connection.fetch({ mailboxKey: key });
        expect(textsOf(messages)).toEqual(["hello"]);
        expect(messages[0]?.messageHash).toBe(messageHash);
      });
    }
  });

  it("has the same effect when it is repeated", async () => {
    const [edge] = network.edges as [TestEdge];
    const key = network.mailbox({ edge, responsible: true });
    const connection = await connect(edge);
    const once = message(key.address);
    const first = await connection.deposit(once);
    const second = await connection.deposit({ ...once, expiry: once.expiry + 100 });
    expect(second.messageHash).toBe(first.messageHash);
    const { messages } = await connection.fetch({ mailboxKey: key });
    expect(messages).toHaveLength(1);
    expect(messages[0]?.expiry).toBe(once.expiry + 100);
  });

  it("survives in a burst: every acknowledged message can be read, page by page", async () => {
    const [edge] = network.edges as [TestEdge];
    const key = network.mailbox({ edge, responsible: true });
    const connection = await connect(edge);
    const texts = Array.from({ length: 500 }, (_, i) => `message ${i}`);
    await Promise.all(texts.map((text) => connection.deposit(message(key.address, text))));

    const read: string[] = [];
    for (let after = 0, more = true; more; ) {
      const page = await connection.fetch({ mailboxKey: key, after, limit: 120 });
      read.push(...textsOf(page.messages));
      after = page.messages.at(-1)?.sequence ?? after;
      more = page.more;
    }
    expect(read.toSorted()).toEqual(texts.toSorted());
  });
});

describe("a deposit is refused", () => {
  it("with the responsible Edges when this Edge is not one of them", async () => {
    const [edge] = network.edges as [TestEdge];
    const key = network.mailbox({ edge, responsible: false });
    const { view } = network;
    const edges = await view.responsible(key.address, view.currentEpoch());
    const connection = await connect(edge);
    const before = await edge.problems("NOT_RESPONSIBLE", "relay");
    const refused = connection.deposit(message(key.address));
    await expect(refused).rejects.toMatchObject({ code: "NOT_RESPONSIBLE", edges });
    expect(await edge.problems("NOT_RESPONSIBLE", "relay")).toBe(before + 1);
  });

  it.each([
    ["WRONG_EPOCH", { epoch: 7 }],
    ["EXPIRED", { expiry: 1_000 }],
    ["INVALID_REQUEST", { expiry: 4_000_000_000 }],
    ["INVALID_REQUEST", { payload: new Uint8Array(1024 * 1024 - 1024) }],
  ])("as %s for %o", async (code, change) => {
    const [edge] = network.edges as [TestEdge];
    const key = network.mailbox({ edge, responsible: true });
    const connection = await connect(edge);
    const deposit = { ...message(key.address), ...change };
    const epochs = vi.spyOn(network.view, "responsible").mockResolvedValue([edge.operator]);
    await expect(connection.deposit(deposit)).rejects.toMatchObject({ code });
    epochs.mockRestore();
  });
});

describe("a mailbox's reader", () => {
  it("is told of what is stored, then of what arrives", async () => {
    const [edge] = network.edges as [TestEdge];
    const key = network.mailbox({ edge, responsible: true });
    const sender = await connect(edge);
    await sender.deposit(message(key.address, "before"));

    const reader = await connect(edge);
    const texts = new Set<string>();
    const ending = new AbortController();
    const following = reader.follow({
      mailboxKey: key,
      onMessages: (messages) => {
        for (const text of textsOf(messages)) texts.add(text);
      },
      signal: ending.signal,
    });
    await vi.waitFor(() => expect([...texts]).toEqual(["before"]));
    await sender.deposit(message(key.address, "after"));
    await vi.waitFor(() => expect([...texts]).toEqual(["before", "after"]));
    ending.abort();
    await following;
  });

  it("gets what is pushed without being stored, and nobody else does", async () => {
    const [edge] = network.edges as [TestEdge];
    const key = network.mailbox({ edge, responsible: true });
    const sender = await connect(edge);
    const pushed = { ...message(key.address, "now or never"), expiry: 0 };
    await expect(sender.deposit(pushed)).rejects.toMatchObject({ code: "NOT_CONNECTED" });

    const reader = await connect(edge);
    const texts: string[] = [];
    const ending = new AbortController();
    const ready = Promise.withResolvers<void>();
    const following = reader.follow({
      mailboxKey: key,
      onMessages: (messages) => texts.push(...textsOf(messages)),
      onCaughtUp: ready.resolve,
      signal: ending.signal,
    });
    await ready.promise;
    await sender.deposit(pushed);
    await vi.waitFor(() => expect(texts).toEqual(["now or never"]));
    ending.abort();
    await following;
    expect((await reader.fetch({ mailboxKey: key })).messages).toEqual([]);
  });

  it("deletes what it has read, with the mailbox's signature alone", async () => {
    const [edge] = network.edges as [TestEdge];
    const key = network.mailbox({ edge, responsible: true });
    const connection = await connect(edge);
    const { messageHash } = await connection.deposit(message(key.address));
    const thief = network.mailbox();
    const theft = { address: key.address, sign: thief.sign };
    const messageHashes = [messageHash];
    await expect(connection.delete({ mailboxKey: theft, messageHashes })).rejects.toMatchObject({
      code: "INVALID_SIGNATURE",
    });
    await expect(connection.fetch({ mailboxKey: theft })).rejects.toMatchObject({
      code: "INVALID_SIGNATURE",
    });
    expect(await connection.delete({ mailboxKey: key, messageHashes })).toBe(1);
    expect(await connection.delete({ mailboxKey: key, messageHashes })).toBe(0);
    expect((await connection.fetch({ mailboxKey: key })).messages).toEqual([]);
  });
});

describe("an epoch's first seconds", () => {
  it("still take deposits for the epoch before, then no more", async () => {
    const { view } = network;
    const [edge] = network.edges as [TestEdge];
    const key = network.mailbox({ edge, responsible: true });
    const connection = await connect(edge);
    const old = message(key.address);
    view.setTime(view.clock.startOf(old.epoch + 1) + 2);
    await expect(connection.deposit(old)).resolves.toBeDefined();
    view.setTime(view.clock.startOf(old.epoch + 1) + 6);
    await expect(connection.deposit(old)).rejects.toMatchObject({ code: "WRONG_EPOCH" });
  });
});

describe("a depositor whose head is ahead", () => {
  it("is served as soon as the Edges see the new epoch", async () => {
    const { view } = network;
    const [edge] = network.edges as [TestEdge];
    const key = network.mailbox({ edge, responsible: true });
    const connection = await connect(edge);
    const epoch = view.currentEpoch() + 1;
    const early = { ...message(key.address), epoch };
    // The client knows who is responsible; the Edges wait for the block.
    const edges = await view.responsible(key.address, epoch - 1);
    vi.spyOn(view, "responsible").mockResolvedValueOnce(edges);
    view.setTime(view.clock.startOf(epoch) - 1);
    let isDone = false;
    const depositing = connection.deposit(early).finally(() => {
      isDone = true;
    });
    await new Promise((done) => setTimeout(done, 200));
    expect(isDone).toBe(false);
    view.setTime(view.clock.startOf(epoch));
    expect((await depositing).receipts.length).toBeGreaterThanOrEqual(2);
  });
});

describe("with one of three Edges down", () => {
  it("deposits are acknowledged; with two down they are refused and nothing is claimed", async () => {
    const { view } = network;
    const [entry] = network.edges as [TestEdge];
    const key = network.mailbox({ edge: entry, responsible: true });
    const edges = await view.responsible(key.address, view.currentEpoch());
    const [second, third] = edges.filter((edge) => edge !== entry.operator).map(edgeOf);
    const connection = await connect(entry);
    await third?.stop();
    const { receipts } = await connection.deposit(message(key.address));
    expect(receipts.map(({ edge }) => edge).toSorted()).toEqual(
      [entry.operator, second?.operator].toSorted(),
    );
    await second?.stop();
    const refused = connection.deposit(message(key.address));
    await expect(refused).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });
});
