import { frames, MAX_FRAME, ProblemError, wire } from "@sendingnetwork/sdk/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connectedStreams } from "../../support/streams.ts";

const relay = { send: wire.RelayFrame, receive: wire.RelayFrame };

function prefixed(bytes: Uint8Array): Uint8Array {
  const prefix: number[] = [];
  let rest = bytes.length;
  for (; rest >= 0x80; rest >>>= 7) prefix.push((rest & 0x7f) | 0x80);
  return Uint8Array.from([...prefix, rest, ...bytes]);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  return Uint8Array.from([...bytes, value]);
}

const fetchFrame = wire.RelayFrame.encode({
  id: 7,
  fetch: {
    mailbox: new Uint8Array(20).fill(3),
    nonce: new Uint8Array(32).fill(4),
    deadline: 1_900_000_000,
    signature: new Uint8Array(65).fill(5),
    after: 12,
    limit: 100,
    follow: true,
  },
});

/** What a reader of `bytes`, cut into chunks, ends with. */
async function outcome(bytes: Uint8Array, cuts: number[]): Promise<unknown> {
  const [a, b] = await connectedStreams();
  const right = frames(b, relay);
  let start = 0;
  for (const cut of [...cuts.map((c) => c % (bytes.length + 1)).sort((x, y) => x - y)]) {
    if (cut > start) a.send(bytes.slice(start, cut));
    start = Math.max(start, cut);
  }
  if (start < bytes.length) a.send(bytes.slice(start));
  void a.close();
  try {
    for await (const frame of right) if (typeof frame.id !== "number") return "no frame";
    return undefined;
  } catch (error) {
    return error;
  } finally {
    void right.close();
  }
}

describe("malformed frames", () => {
  it("test_read_endsWithProblemOrFrames_whenBytesAreMutated", async () => {
    const good = prefixed(fetchFrame);
    const mutations = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 8 });
    const cuts = fc.array(fc.nat(good.length), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(mutations, cuts, fc.nat(good.length), async (changes, at, keep) => {
        const bytes = Uint8Array.from([...good, ...good.slice(0, keep), ...good]);
        for (const [index, value] of changes) bytes[index] = value;
        const end = await outcome(bytes, at);
        if (end !== undefined) expect(end).toBeInstanceOf(ProblemError);
      }),
      { numRuns: 300 },
    );
  });

  it("test_read_endsWithProblemOrFrames_whenBytesAreRandom", async () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), async (given, framed) => {
        const end = await outcome(framed ? prefixed(given) : given, []);
        if (end !== undefined) expect(end).toBeInstanceOf(ProblemError);
      }),
      { numRuns: 300 },
    );
  });

  it("test_read_refusesBeforeReading_whenFrameIsTooLarge", async () => {
    const sizes = fc.integer({ min: MAX_FRAME + 1, max: 2 ** 34 });
    await fc.assert(
      fc.asyncProperty(sizes, async (size) => {
        expect(await outcome(varint(size), [])).toMatchObject({ problem: "FRAME_TOO_LARGE" });
      }),
      { numRuns: 30 },
    );
  });

  it("test_read_refuses_whenLengthPrefixDoesNotEnd", async () => {
    const end = await outcome(new Uint8Array(12).fill(0xff), []);
    expect(end).toMatchObject({ problem: "MALFORMED_FRAME" });
  });

  it("test_read_refuses_whenStreamEndsWithinAFrame", async () => {
    const good = prefixed(fetchFrame);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: good.length - 1 }), async (length) => {
        const end = await outcome(good.slice(0, length), []);
        expect(end).toMatchObject({ problem: "MALFORMED_FRAME" });
      }),
      { numRuns: 30 },
    );
  });

  it("test_read_goesOn_whenOnMalformedAllowsIt", async () => {
    const [a, b] = await connectedStreams();
    const seen: ProblemError[] = [];
    const right = frames(b, { ...relay, onMalformed: (error) => seen.push(error) > 0 });
    a.send(prefixed(Uint8Array.of(0x0a, 0xff)));
    a.send(prefixed(fetchFrame));
    expect((await right.read())?.id).toBe(7);
    expect(seen).toHaveLength(1);
  });

  it("test_send_stillWorks_whenReadingFailed", async () => {
    const [a, b] = await connectedStreams();
    const left = frames(a, relay);
    const right = frames(b, relay);
    a.send(new Uint8Array(8).fill(0xff));
    const error = await right.ended;
    right.send({ id: 1, problem: { code: "MALFORMED_FRAME", message: "no", edges: [] } as never });
    expect(error).toBeInstanceOf(ProblemError);
    expect((await left.read())?.problem?.code).toBe("MALFORMED_FRAME");
  });
});
