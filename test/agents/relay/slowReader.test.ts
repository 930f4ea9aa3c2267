import { randomBytes } from "node:crypto";
import { EdgeConnection } from "@sendingnetwork/sdk/relay";
import { digestOf } from "@sendingnetwork/sdk/typed-data";
import { bytesOf, type wire } from "@sendingnetwork/sdk/wire";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type EdgeNetwork, startEdges, type TestEdge } from "../../support/edges.ts";
import { type RawPeer, rawPeer } from "../../support/rawPeer.ts";

const MESSAGES = 400;
const SIZE = 30_000;

let network: EdgeNetwork;
let edge: TestEdge;
let reader: RawPeer;
let sender: RawPeer;

beforeAll(async () => {
  network = await startEdges(1, { freeBytes: 2 ** 40 });
  [edge] = network.edges as [TestEdge];
  reader = await rawPeer(edge);
  sender = await rawPeer(edge);
});

afterAll(async () => {
  await reader.stop();
  await sender.stop();
  await network.stop();
});

async function followFrame(key: ReturnType<EdgeNetwork["mailbox"]>): Promise<wire.Fetch> {
  const { view } = network;
  const nonce = randomBytes(32);
  const deadline = view.now() + 60;
  const request = {
    mailbox: key.address,
    edge: edge.operator,
    nonce: `0x${nonce.toString("hex")}` as const,
    deadline,
  };
  const hash = digestOf(view.deployment, "FetchRequest", request);
  return {
    mailbox: bytesOf(key.address),
    nonce: new Uint8Array(nonce),
    deadline,
    signature: bytesOf(await key.sign({ hash })),
    after: 0,
    limit: 0,
    follow: true,
  };
}

/** Follows a mailbox, but reads nothing from a moment on that the test chooses. */
async function follow(key: ReturnType<EdgeNetwork["mailbox"]>) {
  await reader.session();
  const frames = await reader.relay();
  let going: PromiseWithResolvers<void> | undefined;
  const got: wire.RelayFrame[] = [];
  frames.onFrames((batch) => {
    got.push(...batch);
    return going?.promise;
  });
  void frames.send({ id: 1, fetch: await followFrame(key) });
  await vi.waitFor(() => expect(got[0]?.fetchAnswer).toBeDefined());
  return {
    sequences: () => got.flatMap(({ deliver }) => deliver?.message?.sequence ?? []),
    stall: () => {
      going = Promise.withResolvers();
    },
    goOn: () => {
      going?.resolve();
      going = undefined;
    },
  };
}

it("a reader that stalls misses nothing that was stored, and depositors do not wait for it", async () => {
  const key = network.mailbox();
  const following = await follow(key);
  following.stall();

  const { view } = network;
  const connection = await EdgeConnection.open({ node: sender.node, view, edge: edge.record() });
  const expiry = view.now() + 600;
  const epoch = view.currentEpoch();
  for (let i = 0; i < MESSAGES; i += 20) {
    const batch = Array.from({ length: 20 }, () =>
      connection.deposit({
        mailbox: key.address,
        blind: randomBytes(32),
        payload: randomBytes(SIZE),
        expiry,
        epoch,
      }),
    );
    await Promise.all(batch);
  }
  // More than the reader's window and the Edge's buffer for it hold.
  expect(following.sequences().length).toBeLessThan(MESSAGES);
  following.goOn();
  await vi.waitFor(() => expect(new Set(following.sequences()).size).toBe(MESSAGES), 20_000);
  const sequences = following.sequences();
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  await connection.close();
});
