import { SendingError } from "../errors/index.ts";
import { ProblemCode } from "../generated/wire.js";
import { FrameDecoder } from "./decoder.ts";
import { ProblemError } from "./problems.ts";
import { MAX_FRAME, RECEIVE_HIGH_WATER, STREAM_WINDOW } from "./protocols.ts";
import type { MessageCodec, Stream } from "./stream.ts";

/** Gets the frames of one read at once; while the promise it may return is pending, the peer pauses. */
export type BatchHandler<T> = (batch: T[]) => void | Promise<void>;

export type ReceiverOptions<T> = {
  receive: MessageCodec<T>;
  maxFrame?: number | undefined;
  onMalformed?: ((error: ProblemError) => boolean | undefined) | undefined;
};

/** The reading half of a frame stream: decodes in batches and bounds what waits for the reader. */
export class FrameReceiver<T> {
  readonly #stream: Stream;
  readonly #options: ReceiverOptions<T>;
  readonly #decoder: FrameDecoder;
  readonly #onError: (error: SendingError) => void;
  readonly #ended = Promise.withResolvers<SendingError | undefined>();
  #batch: T[] = [];
  #queue: T[] = [];
  #head = 0;
  #queuedBytes = 0;
  #handler: BatchHandler<T> | undefined;
  #handling = false;
  #reader: PromiseWithResolvers<IteratorResult<T>> | undefined;
  #paused = false;
  /** Within `stream.resume()`, which hands on what it held back before it lets the peer go on. */
  #resuming = false;
  #done = false;
  #error: SendingError | undefined;

  constructor(stream: Stream, options: ReceiverOptions<T>, onError: (error: SendingError) => void) {
    this.#stream = stream;
    this.#options = options;
    this.#onError = onError;
    this.#decoder = new FrameDecoder(options.maxFrame ?? MAX_FRAME, this.#decode);
    // A pause stops the peer only after what its window allows; less room would reset the stream.
    stream.maxReadBufferLength = Math.max(stream.maxReadBufferLength, STREAM_WINDOW * 2);
    stream.addEventListener("end", this.#onEnd);
    stream.addEventListener("message", this.#onMessage);
    if (stream.readableEnded) this.#onEnd();
  }

  /** Resolves once no frame follows, with the error that ended reading, if any. */
  get ended(): Promise<SendingError | undefined> {
    return this.#ended.promise;
  }

  /** Hands every frame from here on, and those that wait, to `handler`. */
  onFrames(handler: BatchHandler<T>): void {
    this.#handler = handler;
    this.#deliver();
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#head < this.#queue.length) {
      const value = this.#queue[this.#head++] as T;
      if (this.#head === this.#queue.length) this.#emptied();
      return Promise.resolve({ value, done: false });
    }
    if (this.#error !== undefined) return Promise.reject(this.#error);
    if (this.#done) return Promise.resolve({ value: undefined, done: true });
    this.#reader ??= Promise.withResolvers();
    return this.#reader.promise;
  }

  /** No frame follows. */
  finish(error: SendingError | undefined): void {
    if (this.#done) return;
    this.#done = true;
    this.#error = error;
    this.#stream.removeEventListener("message", this.#onMessage);
    this.#stream.removeEventListener("end", this.#onEnd);
    if (error !== undefined) this.#onError(error);
    this.#settle();
  }

  #onEnd = (): void => {
    // Also dispatched on a reset, just before the close event that carries the error.
    if (this.#stream.status === "aborted" || this.#stream.status === "reset") return;
    const isPartial = this.#decoder.isPartial;
    const message = "The stream ended within a frame.";
    this.finish(isPartial ? new ProblemError(ProblemCode.MALFORMED_FRAME, message) : undefined);
  };

  #onMessage = (event: { data: Uint8Array | Iterable<Uint8Array> }): void => {
    let problem: SendingError | undefined;
    try {
      if (event.data instanceof Uint8Array) this.#decoder.push(event.data);
      else for (const chunk of event.data) this.#decoder.push(chunk);
    } catch (error) {
      problem = ownError(error);
    }
    if (this.#batch.length > 0) {
      const batch = this.#batch;
      this.#batch = [];
      if (this.#queue.length === 0) this.#queue = batch;
      else for (const frame of batch) this.#queue.push(frame);
      this.#deliver();
    }
    if (problem !== undefined) this.finish(problem);
  };

  #decode = (bytes: Uint8Array): void => {
    let frame: T;
    try {
      frame = this.#options.receive.decode(bytes);
    } catch (cause) {
      const message = "A frame does not hold the expected message.";
      const error = new ProblemError(ProblemCode.MALFORMED_FRAME, message, { cause });
      if (this.#options.onMalformed?.(error) === true) return;
      throw error;
    }
    this.#queuedBytes += bytes.length;
    this.#batch.push(frame);
  };

  #deliver(): void {
    if (this.#resuming) return;
    if (this.#handler !== undefined) {
      if (!this.#handling) this.#runHandler(this.#handler);
    } else if (this.#reader !== undefined && this.#head < this.#queue.length) {
      const reader = this.#reader;
      this.#reader = undefined;
      reader.resolve(this.next());
    }
    if (this.#queuedBytes > RECEIVE_HIGH_WATER) this.#pause();
  }

  #runHandler(handler: BatchHandler<T>): void {
    while (this.#head < this.#queue.length) {
      const batch = this.#head === 0 ? this.#queue : this.#queue.slice(this.#head);
      this.#clear();
      let result: void | Promise<void>;
      try {
        result = handler(batch);
      } catch (error) {
        this.#handlerFailed(error);
        return;
      }
      if (result instanceof Promise) {
        this.#handling = true;
        this.#pause();
        result.then(this.#handled, (error) => this.#handlerFailed(error));
        return;
      }
      // Only now: what was held back comes after this batch.
      if (this.#head === this.#queue.length) this.#resume();
    }
    this.#settle();
  }

  #handled = (): void => {
    this.#handling = false;
    if (this.#head === this.#queue.length) this.#resume();
    if (this.#handler !== undefined) this.#runHandler(this.#handler);
  };

  #handlerFailed(cause: unknown): void {
    const error = ownError(cause);
    this.#queue = [];
    this.#head = 0;
    this.#handler = undefined;
    this.#handling = false;
    this.finish(error);
    this.#stream.abort(error);
  }

  #emptied(): void {
    this.#clear();
    this.#resume();
    this.#settle();
  }

  #clear(): void {
    this.#queue = [];
    this.#head = 0;
    this.#queuedBytes = 0;
  }

  /** Tells whoever waits for the end, once everything that came before it was handed on. */
  #settle(): void {
    if (!this.#done || this.#handling || this.#head < this.#queue.length) return;
    this.#ended.resolve(this.#error);
    const reader = this.#reader;
    this.#reader = undefined;
    reader?.resolve(this.next());
  }

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    try {
      this.#stream.pause();
    } catch {
      // The readable end is already closing: nothing more arrives.
    }
  }

  #resume(): void {
    if (!this.#paused || this.#handling) return;
    this.#paused = false;
    this.#resuming = true;
    try {
      this.#stream.resume();
    } catch {
      // As above.
    }
    // A pause from within would be undone by the rest of resume(), and nothing would bound the peer.
    this.#resuming = false;
    if (this.#queuedBytes > RECEIVE_HIGH_WATER && this.#handler === undefined) this.#pause();
  }
}

function ownError(cause: unknown): SendingError {
  if (cause instanceof SendingError) return cause;
  return new SendingError("A frame's handler failed.", { code: "HANDLER_FAILED", cause });
}
