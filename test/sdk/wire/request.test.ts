import { answer, ProblemCode, ProblemError, request, wire } from "@sendingnetwork/sdk/wire";
import { describe, expect, it } from "vitest";
import { connectedStreams } from "../../support/streams.ts";

const client = { send: wire.DataRequest, receive: wire.DataAnswer };
const server = { send: wire.DataAnswer, receive: wire.DataRequest };
const refuse = (problem: wire.Problem) => ({ problem });
const message = { dataHash: new Uint8Array(32).fill(1), offset: 5 };

describe("request and answer", () => {
  it("test_request_getsTheAnswer_whenServed", async () => {
    const [a, b] = await connectedStreams();
    const served = answer(
      b,
      server,
      ({ offset }) => ({ part: { total: offset, bytes: new Uint8Array() } }) as never,
      { refuse },
    );
    expect((await request(a, client, message)).part?.total).toBe(5);
    await served;
  });

  it("test_request_getsAProblem_whenHandlerRefuses", async () => {
    const [a, b] = await connectedStreams();
    const problems: wire.Problem[] = [];
    const handler = () => {
      throw new ProblemError(ProblemCode.NOT_FOUND, "No such data.");
    };
    void answer(b, server, handler, { refuse, onProblem: (_, problem) => problems.push(problem) });
    const { problem } = await request(a, client, message);
    expect(problem).toMatchObject({ code: "NOT_FOUND", message: "No such data." });
    expect(problems).toHaveLength(1);
  });

  it("test_answer_hidesDetails_whenHandlerBreaks", async () => {
    const [a, b] = await connectedStreams();
    const handler = () => Promise.reject(new Error("/secret/path"));
    void answer(b, server, handler, { refuse });
    const { problem } = await request(a, client, message);
    expect(problem?.code).toBe("UNAVAILABLE");
    expect(problem?.message).not.toContain("secret");
  });

  it("test_answer_saysWhy_whenRequestIsMalformed", async () => {
    const [a, b] = await connectedStreams();
    void answer(b, server, () => ({}), { refuse });
    const wrong = { encode: () => Uint8Array.of(0x0a, 0xff), decode: wire.DataRequest.decode };
    const { problem } = await request(a, { send: wrong, receive: wire.DataAnswer }, message);
    expect(problem?.code).toBe("MALFORMED_FRAME");
  });

  it("test_request_timesOut_whenNobodyAnswers", async () => {
    const [a, b] = await connectedStreams();
    await expect(request(a, client, message, { timeoutMs: 30 })).rejects.toMatchObject({
      code: "TIMEOUT",
    });
    expect(b.status).not.toBe("open");
  });

  it("test_request_isCancelled_whenSignalAborts", async () => {
    const [a] = await connectedStreams();
    const signal = AbortSignal.abort("enough");
    await expect(request(a, client, message, { signal })).rejects.toMatchObject({
      code: "ABORTED",
    });
  });

  it("test_request_fails_whenPeerClosesWithoutAnswer", async () => {
    const [a, b] = await connectedStreams();
    void b.close();
    await expect(request(a, client, message)).rejects.toMatchObject({ code: "NO_ANSWER" });
  });
});
