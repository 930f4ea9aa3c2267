import { frames, MAX_FRAME, ProblemError, wire } from "@sendingnetwork/sdk/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connectedStreams } from "../../support/streams.ts";

const relay = { send: wire.RelayFrame, receive: wire.RelayFrame };

function deposit(id: number, size: number): wire.RelayFrame {
  const payload = new Uint8Array(size).fill(id & 0xff);
  const mailbox = new Uint8Array(20).fill(1);
  return { id, deposit: { mailbox, blind: new Uint8Array(32), payload, expiry: 9, epoch: 3 } };
}

async function pair() {
  const [a, b] = await connectedStreams();
  return { a, b, left: frames(a, relay), right: frames(b, relay) };
}

describe("frames", () => {
  it("test_frames_arriveInOrderAndWhole_whenOfAnySize", async () => {
    const sizes = fc.array(fc.oneof(fc.nat(2000), fc.integer({ min: 60_000, max: 200_000 })), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(sizes, async (given) => {
        const { left, right } = await pair();
        for (const [id, size] of given.entries()) left.send(deposit(id + 1, size));
        void left.close();
        const got: number[] = [];
        for await (const frame of right) {
          expect(frame.id).toBe(got.length + 1);
          expect(frame.deposit?.payload.every((byte) => byte === (frame.id & 0xff))).toBe(true);
          got.push(frame.deposit?.payload.length ?? -1);
        }
        expect(got).toEqual(given);
        await right.close();
      }),
      { numRuns: 25 },
    );
  });

  it("test_frames_leaveTogether_whenWrittenInOneTick", async () => {
    const { a, left, right } = await pair();
    const writes: number[] = [];
    const send = a.send.bind(a);
    a.send = (data) => {
      writes.push(data.byteLength);
      return send(data);
    };
    for (let id = 1; id <= 100; id++) left.send(deposit(id, 1024));
    await left.drained();
    expect(writes.length).toBeLessThanOrEqual(5);
    expect(Math.max(...writes)).toBeLessThanOrEqual(32 * 1024);
    for (let id = 1; id <= 100; id++) expect((await right.read())?.id).toBe(id);
  });

  it("test_onFrames_getsEveryFrameInOrder_whenHandlerIsSlow", async () => {
    const { left, right } = await pair();
    const got: number[] = [];
    let running = 0;
    right.onFrames(async (batch) => {
      expect(++running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 2));
      for (const frame of batch) got.push(frame.id);
      running--;
    });
    for (let id = 1; id <= 3000; id++) await left.send(deposit(id, 1024));
    void left.close();
    expect(await right.ended).toBeUndefined();
    expect(got).toEqual(Array.from({ length: 3000 }, (_, i) => i + 1));
  });

  it("test_onFrames_getsWhatWaited_whenAttachedLate", async () => {
    const { left, right } = await pair();
    for (let id = 1; id <= 3; id++) left.send(deposit(id, 10));
    await left.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const got: number[] = [];
    right.onFrames((batch) => {
      for (const frame of batch) got.push(frame.id);
    });
    await right.ended;
    expect(got).toEqual([1, 2, 3]);
  });

  it("test_onFrames_resetsTheStream_whenHandlerThrows", async () => {
    const { left, right } = await pair();
    right.onFrames(() => {
      throw new Error("bug");
    });
    left.send(deposit(1, 1));
    expect((await right.ended)?.code).toBe("HANDLER_FAILED");
    expect((await left.closed)?.code).toBe("STREAM_CLOSED");
  });

  it("test_send_throwsTypedError_whenStreamWasReset", async () => {
    const { left, right } = await pair();
    right.abort(new Error("gone"));
    expect((await left.closed)?.code).toBe("STREAM_CLOSED");
    expect(() => left.send(deposit(1, 1))).toThrow(
      expect.objectContaining({ code: "STREAM_CLOSED" }),
    );
    await expect(left.read()).rejects.toMatchObject({ code: "STREAM_CLOSED" });
  });

  it("test_send_refuses_whenFrameIsTooLarge", async () => {
    const { left } = await pair();
    expect(() => left.send(deposit(1, MAX_FRAME))).toThrow(ProblemError);
  });
});
