import { randomBytes } from "node:crypto";
import { digestOf } from "@sendingnetwork/sdk/typed-data";
import { bytesOf, frames, PROTOCOLS, wire } from "@sendingnetwork/sdk/wire";
import { type Address, bytesToHex } from "viem";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type EdgeNetwork, startEdges, type TestEdge } from "../../support/edges.ts";
import { type RawPeer, rawPeer } from "../../support/rawPeer.ts";

let network: EdgeNetwork;
let edge: TestEdge;
const peers: RawPeer[] = [];

beforeAll(async () => {
  network = await startEdges(3);
  [edge] = network.edges as [TestEdge];
});

afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.stop()));
});

afterAll(() => network.stop());

async function arrive(seed?: Uint8Array): Promise<RawPeer> {
  const peer = await rawPeer(edge, seed);
  peers.push(peer);
  return peer;
}

async function inSession(): Promise<RawPeer> {
  const peer = await arrive();
  await peer.session();
  return peer;
}

/** One frame of raw bytes, with its length in front. */
function frameOf(bytes: Uint8Array): Uint8Array {
  return Uint8Array.of(bytes.length, ...bytes);
}

const garbage = frameOf(Uint8Array.of(0x12, 0xff, 0xff, 0xff, 0x01));

function depositFrame(mailbox: Address) {
  const { view } = network;
  return {
    mailbox: bytesOf(mailbox),
    blind: new Uint8Array(randomBytes(32)),
    payload: new Uint8Array(10),
    expiry: view.now() + 600,
    epoch: view.currentEpoch(),
  };
}

describe("a session", () => {
  it.each([
    ["UNSUPPORTED_VERSION", { version: 2 }],
    ["WRONG_NETWORK", { chainId: 1 }],
    ["WRONG_NETWORK", { registry: new Uint8Array(20) }],
    ["MALFORMED_FRAME", { payer: new Uint8Array(19) }],
  ])("is refused as %s for %o", async (code, change) => {
    const before = await edge.problems(code, "session");
    const { problem, welcome } = await (await arrive()).session(change);
    expect(problem?.code).toBe(code);
    expect(welcome).toBeUndefined();
    expect(await edge.problems(code, "session")).toBe(before + 1);
  });

  it("is asked for before anything else", async () => {
    const relay = await (await arrive()).relay();
    void relay.send({ id: 5, deposit: depositFrame(network.mailbox().address) });
    expect(await relay.read()).toMatchObject({ id: 5, problem: { code: "NO_SESSION" } });
    expect(await relay.read()).toBeUndefined();
  });

  it("states the Edge, the epoch and what is free", async () => {
    const { welcome } = await (await arrive()).session();
    expect(bytesToHex(welcome?.edge ?? new Uint8Array())).toBe(edge.operator);
    expect(welcome).toMatchObject({
      epoch: network.view.currentEpoch(),
      freeBytes: 16 * 1024 * 1024,
      creditBytes: 0,
    });
  });
});

describe("a relay stream", () => {
  it("answers a malformed frame with a Problem and goes on", async () => {
    const peer = await inSession();
    const stream = await peer.stream(PROTOCOLS.relay);
    const relay = frames(stream, { send: wire.RelayFrame, receive: wire.RelayFrame });
    stream.send(garbage);
    expect((await relay.read())?.problem?.code).toBe("MALFORMED_FRAME");
    void relay.send({ id: 7, deposit: depositFrame(network.mailbox().address) });
    expect((await relay.read())?.id).toBe(7);
  });

  it("of a peer that keeps sending malformed frames is dropped, and stays so for a while", async () => {
    const seed = new Uint8Array(randomBytes(32));
    const peer = await arrive(seed);
    await peer.session();
    const stream = await peer.stream(PROTOCOLS.relay);
    for (let i = 0; i < 10; i++) stream.send(garbage);
    await vi.waitFor(() => expect(peer.connection.status).not.toBe("open"), 5_000);
    const { problem } = await (await arrive(seed)).session();
    expect(problem?.code).toBe("TOO_MANY_REQUESTS");
    // Others are served as before.
    expect((await (await arrive()).session()).welcome).toBeDefined();
  });

  it("ends at a frame above the limit, after saying so", async () => {
    const peer = await inSession();
    const stream = await peer.stream(PROTOCOLS.relay);
    const relay = frames(stream, { send: wire.RelayFrame, receive: wire.RelayFrame });
    // Length prefix of 2 MiB.
    stream.send(Uint8Array.of(0x80, 0x80, 0x80, 0x01));
    expect((await relay.read())?.problem?.code).toBe("FRAME_TOO_LARGE");
    expect(await relay.read()).toBeUndefined();
    expect(await edge.problems("FRAME_TOO_LARGE", "relay")).toBeGreaterThan(0);
  });

  it.each([
    ["MALFORMED_FRAME", { blind: new Uint8Array(31) }],
    ["MALFORMED_FRAME", { mailbox: new Uint8Array(21) }],
  ])("refuses a deposit as %s for %o", async (code, change) => {
    const relay = await (await inSession()).relay();
    const key = network.mailbox();
    void relay.send({ id: 3, deposit: { ...depositFrame(key.address), ...change } });
    expect(await relay.read()).toMatchObject({ id: 3, problem: { code } });
  });

  it("refuses what only Edges say", async () => {
    const relay = await (await inSession()).relay();
    void relay.send({ id: 4, ack: { replicas: 3 } });
    expect(await relay.read()).toMatchObject({ id: 4, problem: { code: "INVALID_REQUEST" } });
  });

  it("is not opened for a later version of the protocol", async () => {
    const peer = await inSession();
    await expect(peer.stream("/sdn/relay/2")).rejects.toMatchObject({
      name: "UnsupportedProtocolError",
    });
  });
});

describe("a fetch", () => {
  async function signedFetch(changes: { deadline?: number; edge?: Address } = {}) {
    const { view } = network;
    const key = network.mailbox();
    const nonce = randomBytes(32);
    const deadline = changes.deadline ?? view.now() + 60;
    const hash = digestOf(view.deployment, "FetchRequest", {
      mailbox: key.address,
      edge: changes.edge ?? edge.operator,
      nonce: `0x${nonce.toString("hex")}`,
      deadline,
    });
    const signature = bytesOf(await key.sign({ hash }));
    const mailbox = bytesOf(key.address);
    return {
      mailbox,
      nonce: new Uint8Array(nonce),
      deadline,
      signature,
      after: 0,
      limit: 0,
      follow: false,
    };
  }

  it("serves once: its nonce does not work again, on any connection", async () => {
    const fetch = await signedFetch();
    const relay = await (await inSession()).relay();
    void relay.send({ id: 1, fetch });
    expect((await relay.read())?.fetchAnswer).toBeDefined();
    const other = await (await inSession()).relay();
    void other.send({ id: 1, fetch });
    expect((await other.read())?.problem?.code).toBe("UNAUTHORIZED");
  });

  it.each([
    ["EXPIRED", { deadline: 1_000 }],
    ["INVALID_REQUEST", { deadline: 4_000_000_000 }],
    ["INVALID_SIGNATURE", { edge: `0x${"77".repeat(20)}` as Address }],
  ])("is refused as %s for %o", async (code, changes) => {
    const relay = await (await inSession()).relay();
    void relay.send({ id: 1, fetch: await signedFetch(changes) });
    expect((await relay.read())?.problem?.code).toBe(code);
  });
});

describe("a replica stream", () => {
  it("is for active Edges, known by their peer id", async () => {
    const peer = await inSession();
    const stream = await peer.stream(PROTOCOLS.replica);
    const replica = frames(stream, { send: wire.RelayFrame, receive: wire.RelayFrame });
    void replica.send({ id: 6, deposit: depositFrame(network.mailbox().address) });
    expect(await replica.read()).toMatchObject({ id: 6, problem: { code: "UNAUTHORIZED" } });
    expect(await edge.problems("UNAUTHORIZED", "replica")).toBe(1);
  });

  it("takes a copy from a responsible Edge, but none that is not to be stored", async () => {
    const [, other] = network.edges as [TestEdge, TestEdge];
    const connection = await other.node.dial(edge.node.getMultiaddrs());
    const { chainId, contracts } = network.view.deployment;
    const hello = { version: 1, chainId, registry: bytesOf(contracts.nodeStaking) };
    const session = frames(await connection.newStream(PROTOCOLS.session), {
      send: wire.SessionRequest,
      receive: wire.SessionAnswer,
    });
    void session.send(hello);
    expect((await session.read())?.welcome).toBeDefined();
    const replica = frames(await connection.newStream(PROTOCOLS.replica), {
      send: wire.RelayFrame,
      receive: wire.RelayFrame,
    });
    const deposit = depositFrame(network.mailbox().address);
    void replica.send({ id: 1, deposit });
    const { custody } = (await replica.read()) ?? {};
    expect(bytesToHex(custody?.edge ?? new Uint8Array())).toBe(edge.operator);
    void replica.send({ id: 2, deposit: { ...deposit, expiry: 0 } });
    expect((await replica.read())?.problem?.code).toBe("INVALID_REQUEST");
  });
});
