import { noise } from "@libp2p/noise";
import { tcp } from "@libp2p/tcp";
import { yamux } from "@libp2p/yamux";
import { createClientNode } from "@sendingnetwork/sdk/node";
import { type FrameStream, frames, SEND_LIMIT, type Stream, wire } from "@sendingnetwork/sdk/wire";
import { createLibp2p } from "libp2p";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

const PROTOCOL = "/test/1";
const codecs = { send: wire.RelayFrame, receive: wire.RelayFrame };
type Frames = FrameStream<wire.RelayFrame, wire.RelayFrame>;

const server = await createLibp2p({
  addresses: { listen: ["/ip4/127.0.0.1/tcp/0"] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
});
let client: Awaited<ReturnType<typeof createClientNode>>;
let accept = (_stream: Stream): void => {};

beforeAll(async () => {
  client = await createClientNode();
  await server.handle(PROTOCOL, (stream) => accept(stream));
});

afterAll(async () => {
  await client.stop();
  await server.stop();
});

async function connect(): Promise<{ left: Frames; right: Frames; rightStream: Stream }> {
  const accepted = new Promise<Stream>((resolve) => {
    accept = resolve;
  });
  const stream = await client.dialProtocol(server.getMultiaddrs(), PROTOCOL);
  const left = frames(stream, codecs);
  const rightStream = await accepted;
  return { left, right: frames(rightStream, codecs), rightStream };
}

const payload = new Uint8Array(1024).fill(7);
const frame = (id: number) => ({
  id,
  deposit: { mailbox: new Uint8Array(20), blind: new Uint8Array(32), payload, expiry: 0, epoch: 1 },
});

describe("frames over TCP", () => {
  it("test_frames_arriveInOrder_whenTheReaderPausesTimeAndAgain", async () => {
    const { left, right } = await connect();
    const count = 60_000;
    let last = 0;
    // Each batch takes longer than the sender needs to fill every window and buffer.
    right.onFrames((batch) => {
      for (const { id } of batch) if (id !== ++last) throw new Error(`frame ${id}, not ${last}`);
      return new Promise((resolve) => setTimeout(resolve, 100));
    });
    for (let id = 1; id <= count; id++) {
      const wait = left.send(frame(id));
      if (wait) await wait;
    }
    await vi.waitFor(() => expect(last).toBe(count), 30_000);
    left.abort(new Error("done"));
  });

  it("test_frames_arriveInOrder_whenTheSenderOnlyWaitsWhenAsked", async () => {
    const { left, right } = await connect();
    const count = 40_000;
    let last = 0;
    right.onFrames((batch) => {
      for (const { id, deposit } of batch) {
        if (id !== ++last || deposit?.payload.length !== 1024) throw new Error(`frame ${id}`);
      }
    });
    for (let id = 1; id <= count; id++) {
      const wait = left.send(frame(id));
      if (wait) await wait;
    }
    await left.close();
    expect(await right.ended).toBeUndefined();
    expect(last).toBe(count);
  });

  it("test_send_asksToWaitAndLosesNothing_whenTheReaderStops", async () => {
    const { left, right, rightStream } = await connect();
    rightStream.pause();
    let sent = 0;
    while (left.queuedBytes < 2 ** 20) {
      left.send(frame(++sent));
      if (sent % 32 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(left.send(frame(++sent))).toBeInstanceOf(Promise);
    rightStream.resume();
    for (let id = 1; id <= sent; id++) expect((await right.read())?.id).toBe(id);
    await left.drained();
    expect(left.queuedBytes).toBe(0);
  });

  it("test_send_givesThePeerUp_whenItNeverReads", async () => {
    const { left, rightStream } = await connect();
    rightStream.pause();
    const flood = async () => {
      for (let id = 1; id < SEND_LIMIT / 256; id++) {
        left.send(frame(id));
        if (id % 32 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await expect(flood()).rejects.toMatchObject({ code: "SLOW_PEER" });
    expect((await left.closed)?.code).toBe("SLOW_PEER");
  });

  it("test_read_endsTyped_whenTheConnectionIsCut", async () => {
    const { left, right } = await connect();
    left.send(frame(1));
    expect((await right.read())?.id).toBe(1);
    for (const connection of client.getConnections()) connection.abort(new Error("cut"));
    await expect(right.read()).rejects.toMatchObject({ code: "STREAM_CLOSED" });
    await vi.waitFor(() => {
      expect(() => left.send(frame(2))).toThrow(expect.objectContaining({ code: "STREAM_CLOSED" }));
    });
  });
});
