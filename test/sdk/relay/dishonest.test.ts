import type { NodeRecord } from "@sendingnetwork/sdk/network";
import { type ClientNode, createClientNode } from "@sendingnetwork/sdk/node";
import { EdgeConnection } from "@sendingnetwork/sdk/relay";
import { frames, PROTOCOLS, wire } from "@sendingnetwork/sdk/wire";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EdgeNetwork, startEdges, type TestEdge } from "../../support/edges.ts";

let network: EdgeNetwork;
let client: ClientNode;
const key = privateKeyToAccount(generatePrivateKey());

beforeEach(async () => {
  network = await startEdges(3);
  client = await createClientNode();
});

afterEach(async () => {
  await client.stop();
  await network.stop();
});

type Tamper = (frame: wire.RelayFrame) => Partial<wire.RelayFrame> | undefined;

/** Puts a liar between client and Edge: the real Edge's frames pass through `tamper` before they leave. */
async function openThroughLiar(edge: TestEdge, tamper: Tamper): Promise<EdgeConnection> {
  const codecs = { send: wire.RelayFrame, receive: wire.RelayFrame };
  const honest = await createClientNode();
  const connection = await honest.dial(edge.node.getMultiaddrs());
  const session = frames(await connection.newStream(PROTOCOLS.session), {
    send: wire.SessionRequest,
    receive: wire.SessionAnswer,
  });
  const { chainId, contracts } = network.view.deployment;
  const registry = new Uint8Array(Buffer.from(contracts.nodeStaking.slice(2), "hex"));
  session.send({ version: 1, chainId, registry });
  await session.read();
  const upstream = frames(await connection.newStream(PROTOCOLS.relay), codecs);
  await edge.node.unhandle(PROTOCOLS.relay);
  await edge.node.handle(PROTOCOLS.relay, (stream) => {
    const downstream = frames(stream, codecs);
    downstream.onFrames((batch) => {
      for (const frame of batch) upstream.send(frame);
    });
    upstream.onFrames((batch) => {
      for (const frame of batch) {
        const changed = tamper(frame);
        if (changed) downstream.send(changed);
      }
    });
  });
  const record = edge.record() as NodeRecord;
  return EdgeConnection.open({ node: client, view: network.view, edge: record });
}

const deposit = () => ({
  mailbox: key.address,
  blind: new Uint8Array(32).fill(1),
  payload: Buffer.from("payload"),
  expiry: network.view.now() + 600,
  epoch: network.view.currentEpoch(),
  timeoutMs: 5_000,
});

const flip = (bytes: Uint8Array, at = 3) => {
  const copy = new Uint8Array(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

describe("a dishonest Edge", () => {
  it.each<[string, (custody: wire.Custody) => wire.Custody]>([
    ["another root", (custody) => ({ ...custody, root: flip(custody.root) })],
    ["another time", (custody) => ({ ...custody, storedAt: custody.storedAt + 1 })],
    ["a broken signature", (custody) => ({ ...custody, signature: flip(custody.signature) })],
    ["another leaf", (custody) => ({ ...custody, index: custody.index + 1 })],
    ["another Edge's name", (custody) => ({ ...custody, edge: flip(custody.edge) })],
  ])("test_deposit_isNotAcknowledged_whenReceiptsHave %s", async (_, forge) => {
    const [edge] = network.edges as [TestEdge];
    const connection = await openThroughLiar(edge, (frame) =>
      frame.custody ? { ...frame, custody: forge(frame.custody) } : frame,
    );
    await expect(connection.deposit(deposit())).rejects.toMatchObject({ code: "RECEIPTS_MISSING" });
    await connection.close();
  });

  it("test_deposit_isNotAcknowledged_whenOneReceiptComesTwice", async () => {
    const [edge] = network.edges as [TestEdge];
    let first: wire.Custody | undefined;
    const connection = await openThroughLiar(edge, (frame) => {
      if (!frame.custody) return frame;
      first ??= frame.custody;
      return { ...frame, custody: first };
    });
    await expect(connection.deposit(deposit())).rejects.toMatchObject({ code: "RECEIPTS_MISSING" });
    await connection.close();
  });

  it.each<[string, (answer: wire.FetchAnswer) => wire.FetchAnswer]>([
    ["leaves a message out", (answer) => ({ ...answer, messages: [] })],
    ["claims that more follows", (answer) => ({ ...answer, more: true })],
    [
      "changes a payload",
      (answer) => ({
        ...answer,
        messages: answer.messages.map((m) => ({ ...m, payload: flip(m.payload) })),
      }),
    ],
    ["is another Edge's", (answer) => ({ ...answer, edge: flip(answer.edge) })],
  ])("test_fetch_isRefused_whenTheAnswer %s", async (_, forge) => {
    const [edge] = network.edges as [TestEdge];
    const connection = await openThroughLiar(edge, (frame) =>
      frame.fetchAnswer ? { ...frame, fetchAnswer: forge(frame.fetchAnswer) } : frame,
    );
    await connection.deposit(deposit());
    await expect(connection.fetch({ mailboxKey: key, timeoutMs: 5_000 })).rejects.toMatchObject({
      code: "INVALID_ANSWER",
    });
    await connection.close();
  });

  it("test_fetch_isRefused_whenAnEarlierAnswerIsReplayed", async () => {
    const [edge] = network.edges as [TestEdge];
    let first: wire.FetchAnswer | undefined;
    const connection = await openThroughLiar(edge, (frame) => {
      if (!frame.fetchAnswer) return frame;
      first ??= frame.fetchAnswer;
      return { ...frame, fetchAnswer: first };
    });
    expect((await connection.fetch({ mailboxKey: key })).messages).toEqual([]);
    await expect(connection.fetch({ mailboxKey: key })).rejects.toMatchObject({
      code: "INVALID_ANSWER",
    });
    await connection.close();
  });

  it("test_deposit_timesOut_whenTheEdgeIsSilent_andEndsWhenItGoes", async () => {
    const [edge, second] = network.edges as [TestEdge, TestEdge];
    const silent = await openThroughLiar(edge, () => undefined);
    await expect(silent.deposit({ ...deposit(), timeoutMs: 50 })).rejects.toMatchObject({
      code: "TIMEOUT",
    });
    await silent.close();
    const lost = await openThroughLiar(second, () => undefined);
    const pending = lost.deposit(deposit());
    setTimeout(() => void second.stop(), 20);
    await expect(pending).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  });
});
