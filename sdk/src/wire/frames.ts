import { SendingError } from "../errors/index.ts";
import { ProblemCode } from "../generated/wire.js";
import { ProblemError } from "./problems.ts";
import { MAX_FRAME } from "./protocols.ts";
import { type BatchHandler, FrameReceiver } from "./receiver.ts";
import { FrameSender } from "./sender.ts";
import type { MessageCodec, Stream } from "./stream.ts";

export type FrameStreamOptions<TSend, TReceive> = {
  send: MessageCodec<TSend>;
  receive: MessageCodec<TReceive>;
  /** Largest frame that is accepted, in bytes. Default: 1 MiB. */
  maxFrame?: number | undefined;
  /** Called for a frame that does not decode. Return true to go on with the next one; else reading ends. */
  onMalformed?: ((error: ProblemError) => boolean | undefined) | undefined;
};

/**
 * Messages of the wire format over one libp2p stream, both ways.
 *
 * Read either by `for await` or, where every microsecond counts, by {@link onFrames}. Reading ends
 * with a {@link ProblemError} on a malformed or oversized frame; writing still works then, so that a
 * server can say why before it closes. Byte fields of received messages are views of the read
 * buffer: copy what is kept for long.
 */
export class FrameStream<TSend, TReceive> implements AsyncIterable<TReceive> {
  readonly #stream: Stream;
  readonly #codec: MessageCodec<TSend>;
  readonly #sender: FrameSender;
  readonly #receiver: FrameReceiver<TReceive>;
  readonly #closed = Promise.withResolvers<SendingError | undefined>();
  #readError: SendingError | undefined;

  constructor(stream: Stream, options: FrameStreamOptions<TSend, TReceive>) {
    this.#stream = stream;
    this.#codec = options.send;
    this.#sender = new FrameSender(stream);
    this.#receiver = new FrameReceiver(stream, options, (error) => {
      this.#readError = error;
    });
    stream.addEventListener("close", (event) => this.#onClose(event.error));
    if (stream.timeline.close !== undefined) {
      this.#onClose(stream.status === "closed" ? undefined : new Error(`Stream ${stream.status}.`));
    }
  }

  /** Resolves when the whole stream is closed, with the error that ended it, if any. Never rejects. */
  get closed(): Promise<SendingError | undefined> {
    return this.#closed.promise;
  }

  /** Resolves when no frame follows, with the error that ended reading, if any. Never rejects. */
  get ended(): Promise<SendingError | undefined> {
    return this.#receiver.ended;
  }

  /** Bytes that wait for the peer to take them. */
  get queuedBytes(): number {
    return this.#sender.queuedBytes;
  }

  /**
   * Queues a message; all of one tick leave together. Returns a promise only when the peer is slow
   * and the caller should wait for it. Throws when the stream is closed.
   */
  send(message: Partial<TSend>): Promise<void> | undefined {
    return this.sendEncoded(this.#codec.encode(message));
  }

  /** Like {@link send} for a message that is encoded already (one frame to many readers). */
  sendEncoded(frame: Uint8Array): Promise<void> | undefined {
    if (frame.length > MAX_FRAME) {
      const message = `A frame of ${frame.length} bytes is above the limit of ${MAX_FRAME}.`;
      throw new ProblemError(ProblemCode.FRAME_TOO_LARGE, message);
    }
    return this.#sender.send(frame);
  }

  /** Resolves when everything sent so far was handed to the transport. */
  drained(): Promise<void> {
    return this.#sender.drained();
  }

  /** Reads by batches, synchronously within the read event. An error that it throws resets the stream. */
  onFrames(handler: BatchHandler<TReceive>): void {
    this.#receiver.onFrames(handler);
  }

  [Symbol.asyncIterator](): AsyncIterator<TReceive> {
    return { next: () => this.#receiver.next() };
  }

  /** The next message; undefined when the peer closed its side. */
  async read(): Promise<TReceive | undefined> {
    const { value, done } = await this.#receiver.next();
    return done ? undefined : value;
  }

  /** Sends what waits, then closes the writing side; the peer's may go on. Never rejects. */
  async close(options: { signal?: AbortSignal } = {}): Promise<void> {
    try {
      await this.#sender.drained();
      await this.#stream.close(options);
    } catch (cause) {
      this.abort(
        new SendingError("The stream could not be closed.", { code: "STREAM_CLOSED", cause }),
      );
    }
  }

  /** Resets the stream; what waits in either direction is lost. */
  abort(error: Error): void {
    this.#stream.abort(error);
    this.#onClose(error);
  }

  #onClose(cause: Error | undefined): void {
    const error = cause === undefined ? undefined : closedError(cause);
    this.#sender.fail(
      error ?? new SendingError("The stream is closed.", { code: "STREAM_CLOSED" }),
    );
    // What a paused stream still holds comes with its resumption, followed by its end.
    if (error !== undefined || this.#stream.readBufferLength === 0) this.#receiver.finish(error);
    this.#closed.resolve(error ?? this.#readError);
  }
}

function closedError(cause: Error): SendingError {
  if (cause instanceof SendingError) return cause;
  return new SendingError("The stream broke off.", { code: "STREAM_CLOSED", cause });
}

/** Reads and writes messages over `stream`. */
export function frames<TSend, TReceive>(
  stream: Stream,
  options: FrameStreamOptions<TSend, TReceive>,
): FrameStream<TSend, TReceive> {
  return new FrameStream(stream, options);
}
