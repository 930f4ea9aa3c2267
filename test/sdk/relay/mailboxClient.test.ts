import { type ClientNode, createClientNode } from "@sendingnetwork/sdk/node";
import { MailboxClient, type MailboxMessage } from "@sendingnetwork/sdk/relay";
import type { Address } from "viem";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type EdgeNetwork, startEdges } from "../../support/edges.ts";

let network: EdgeNetwork;
let node: ClientNode;
let client: MailboxClient;

beforeAll(async () => {
  network = await startEdges(5);
});

beforeAll(async () => {
  node = await createClientNode();
});

afterEach(async () => {
  await client.close();
});

afterAll(async () => {
  await node.stop();
  await network.stop();
});

const newClient = () => {
  client = new MailboxClient({ node, view: network.view });
  return client;
};

const textOf = ({ payload }: MailboxMessage) => Buffer.from(payload).toString();
const stopped: Address[] = [];

async function stop(operator: Address | undefined): Promise<void> {
  await network.edges.find((edge) => edge.operator === operator)?.stop();
  stopped.push(operator as Address);
}

/** A mailbox that every stopped Edge answers for, so that the tests share one network. */
function mailboxOf(...wanted: Address[]) {
  for (;;) {
    const key = network.mailbox();
    const edges = network.view.responsibleNow(key.address, network.view.currentEpoch()) ?? [];
    if (wanted.every((edge) => edges.includes(edge))) return { key, edges };
  }
}

describe("mailbox client", () => {
  it("test_read_returnsEachMessageOnce_whenThreeReplicasHoldIt", async () => {
    const { key } = mailboxOf();
    const texts = ["one", "two", "three"];
    for (const text of texts) {
      const sent = { mailbox: key.address, payload: Buffer.from(text) };
      expect((await newClient().deposit(sent)).receipts.length).toBeGreaterThanOrEqual(2);
    }
    const { messages, isComplete, proofs } = await client.read({ mailboxKey: key });
    expect(messages.map(textOf).sort()).toEqual([...texts].sort());
    expect(isComplete).toBe(true);
    expect(new Set(proofs.map(({ edge }) => edge)).size).toBe(3);
  });

  it("test_read_tellsOnlyWhatIsNew_whenGivenItsCursors", async () => {
    const { key } = mailboxOf();
    await newClient().deposit({ mailbox: key.address, payload: Buffer.from("old") });
    let cursors = new Map<Address, number>();
    await vi.waitFor(async () => {
      ({ cursors } = await client.read({ mailboxKey: key }));
      expect(cursors.size).toBe(3);
    });
    await client.deposit({ mailbox: key.address, payload: Buffer.from("new") });
    const { messages } = await client.read({ mailboxKey: key, cursors });
    expect(messages.map(textOf)).toEqual(["new"]);
  });

  it("test_delete_removesFromEveryReplica", async () => {
    const { key } = mailboxOf();
    const receipts: string[] = [];
    const { messageHash } = await newClient().deposit({
      mailbox: key.address,
      payload: Buffer.from("gone"),
      onReceipt: ({ edge }) => receipts.push(edge),
    });
    expect(receipts.length).toBeGreaterThanOrEqual(2);
    await vi.waitFor(async () => {
      await client.delete({ mailboxKey: key, messageHashes: [messageHash] });
      expect((await client.read({ mailboxKey: key })).messages).toEqual([]);
    });
  });

  it("test_follow_tellsStoredThenLiveMessages_throughReconnects", async () => {
    const { key } = mailboxOf();
    const sender = newClient();
    await sender.deposit({ mailbox: key.address, payload: Buffer.from("stored") });
    const readerNode = await createClientNode();
    const reader = new MailboxClient({ node: readerNode, view: network.view });
    const found = new Set<string>();
    const ending = new AbortController();
    const caughtUp: Address[] = [];
    const following = reader.follow({
      mailboxKey: key,
      onMessages: (messages) => {
        for (const message of messages) found.add(textOf(message));
      },
      onCaughtUp: (edge) => caughtUp.push(edge),
      signal: ending.signal,
    });
    await vi.waitFor(() => expect(new Set(caughtUp).size).toBe(3), 5_000);
    await sender.deposit({ mailbox: key.address, payload: Buffer.from("live") });
    await vi.waitFor(() => expect([...found].sort()).toEqual(["live", "stored"]));
    for (const edge of network.edges) {
      for (const connection of edge.node.getConnections()) connection.abort(new Error("cut"));
    }
    await vi.waitFor(async () => {
      await sender.deposit({ mailbox: key.address, payload: Buffer.from("after") });
    }, 5_000);
    await vi.waitFor(() => expect(found).toContain("after"), 8_000);
    ending.abort();
    await following;
    await reader.close();
    await readerNode.stop();
  });

  it("test_deposit_goesThroughAnotherReplica_whenOneIsDown", async () => {
    const { key, edges } = mailboxOf();
    await stop(edges[0]);
    for (let i = 0; i < 4; i++) {
      const { receipts } = await newClient().deposit({
        mailbox: key.address,
        payload: Buffer.from(`message ${i}`),
      });
      expect(receipts.map(({ edge }) => edge).sort()).toEqual([edges[1], edges[2]].sort());
      await client.close();
    }
    const { messages, isComplete } = await newClient().read({ mailboxKey: key });
    expect(messages).toHaveLength(4);
    expect(isComplete).toBe(true);
  });

  it("test_read_doesNotCallAMailboxEmpty_whenTwoOfThreeAreDown", async () => {
    const [first] = stopped as [Address];
    const second = network.edges.find(({ operator }) => operator !== first)?.operator as Address;
    const { key } = mailboxOf(first, second);
    expect((await newClient().read({ mailboxKey: key })).messages).toEqual([]);
    await client.close();
    await stop(second);
    await expect(newClient().read({ mailboxKey: key })).rejects.toMatchObject({
      code: "MAILBOX_UNREACHABLE",
    });
    await expect(
      client.deposit({ mailbox: key.address, payload: Buffer.from("x") }),
    ).rejects.toMatchObject({ code: expect.any(String) });
  });
});
