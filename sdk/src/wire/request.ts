import { SendingError } from "../errors/index.ts";
import { type Problem, ProblemCode } from "../generated/wire.js";
import { frames } from "./frames.ts";
import { ProblemError, toProblem } from "./problems.ts";
import { REQUEST_TIMEOUT_MS } from "./protocols.ts";
import type { MessageCodec, Stream } from "./stream.ts";

export type RequestOptions = {
  signal?: AbortSignal | undefined;
  /** Default: 10 s. */
  timeoutMs?: number | undefined;
  /** Largest message that is accepted, in bytes. Default: 1 MiB. */
  maxFrame?: number | undefined;
};

export type RequestCodecs<TSend, TReceive> = {
  send: MessageCodec<TSend>;
  receive: MessageCodec<TReceive>;
};

/** Aborts the stream, and with it every pending read and write, at the signal or after the time. */
function bounded(channel: { abort(error: Error): void }, options: RequestOptions): () => void {
  const { signal, timeoutMs = REQUEST_TIMEOUT_MS } = options;
  const timer = setTimeout(() => {
    channel.abort(new SendingError("The peer did not answer in time.", { code: "TIMEOUT" }));
  }, timeoutMs);
  const onAbort = (): void => {
    const cause = signal?.reason;
    channel.abort(new SendingError("The request was cancelled.", { code: "ABORTED", cause }));
  };
  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted) onAbort();
  return () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  };
}

/** Sends one message over a fresh stream and resolves with the one that answers it; closes the stream. */
export async function request<TSend, TReceive>(
  stream: Stream,
  codecs: RequestCodecs<TSend, TReceive>,
  message: Partial<TSend>,
  options: RequestOptions = {},
): Promise<TReceive> {
  const channel = frames(stream, { ...codecs, maxFrame: options.maxFrame });
  const release = bounded(channel, options);
  try {
    await channel.send(message);
    const answer = await channel.read();
    if (answer === undefined) {
      throw new SendingError("The peer closed without an answer.", { code: "NO_ANSWER" });
    }
    void channel.close();
    return answer;
  } catch (error) {
    channel.abort(error as Error);
    throw error;
  } finally {
    release();
  }
}

export type AnswerOptions<TSend> = RequestOptions & {
  /** Wraps a Problem into an answer. */
  refuse: (problem: Problem) => Partial<TSend>;
  /** Told of everything that was refused, for counters and logs. */
  onProblem?: ((error: unknown, problem: Problem) => void) | undefined;
};

/** The serving side of {@link request}: reads one message, sends what `handler` returns or why not. Never rejects. */
export async function answer<TSend, TReceive>(
  stream: Stream,
  codecs: RequestCodecs<TSend, TReceive>,
  handler: (message: TReceive) => Partial<TSend> | Promise<Partial<TSend>>,
  options: AnswerOptions<TSend>,
): Promise<void> {
  const channel = frames(stream, { ...codecs, maxFrame: options.maxFrame });
  const release = bounded(channel, options);
  try {
    const message = await channel.read();
    if (message === undefined) {
      throw new ProblemError(ProblemCode.MALFORMED_FRAME, "The stream ended before a request.");
    }
    await channel.send(await handler(message));
  } catch (error) {
    const problem = toProblem(error);
    options.onProblem?.(error, problem);
    try {
      await channel.send(options.refuse(problem));
    } catch {
      // The peer is gone; it was told of the failure by the stream's end.
    }
  }
  await channel.close();
  release();
}
