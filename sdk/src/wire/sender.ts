import { SendingError } from "../errors/index.ts";
import { COALESCE_BYTES, SEND_HIGH_WATER, SEND_LIMIT } from "./protocols.ts";
import type { Stream } from "./stream.ts";

// After the sockets of this turn of the event loop were read, so that what their data caused leaves
// together; a page has no such phase and flushes at the end of the task.
const nextTick: (flush: () => void) => void =
  typeof setImmediate === "function" ? (flush) => void setImmediate(flush) : queueMicrotask;

function prefixLength(length: number): number {
  return length < 0x80 ? 1 : length < 0x4000 ? 2 : length < 0x200000 ? 3 : 4;
}

/** The writing half of a frame stream: coalesces frames and keeps to the stream's backpressure. */
export class FrameSender {
  readonly #stream: Stream;
  #frames: Uint8Array[] = [];
  #first = 0;
  #bytes = 0;
  #scheduled = false;
  #drained: PromiseWithResolvers<void> | undefined;
  #error: SendingError | undefined;

  constructor(stream: Stream) {
    this.#stream = stream;
    // Not `onDrain()`: its promise is made once and stays resolved after the first drain.
    stream.addEventListener("drain", this.#flush);
  }

  /** Bytes that wait for the peer. */
  get queuedBytes(): number {
    return this.#bytes;
  }

  /** Queues one encoded frame. Returns a promise only when the caller should wait before the next. */
  send(frame: Uint8Array): Promise<void> | undefined {
    if (this.#error !== undefined) throw this.#error;
    this.#frames.push(frame);
    this.#bytes += frame.length + prefixLength(frame.length);
    if (this.#bytes > SEND_LIMIT) {
      const details = `${this.#bytes} bytes wait`;
      const error = new SendingError("The peer reads too slowly.", { code: "SLOW_PEER", details });
      this.fail(error);
      this.#stream.abort(error);
      throw error;
    }
    if (this.#bytes >= COALESCE_BYTES) this.#write(COALESCE_BYTES);
    if (this.#bytes > 0 && !this.#scheduled) {
      this.#scheduled = true;
      nextTick(this.#flush);
    }
    return this.#bytes > SEND_HIGH_WATER ? this.drained() : undefined;
  }

  /** Resolves when nothing waits any more. Rejects when the stream ends before. */
  drained(): Promise<void> {
    if (this.#error !== undefined) return Promise.reject(this.#error);
    if (this.#bytes === 0) return Promise.resolve();
    if (this.#drained === undefined) {
      this.#drained = Promise.withResolvers();
      // Callers may ignore backpressure; the stream's end reaches them by other ways.
      this.#drained.promise.catch(() => {});
      this.#flush();
    }
    return this.#drained?.promise ?? Promise.resolve();
  }

  /** Drops what waits; every later send throws `error`. */
  fail(error: SendingError): void {
    if (this.#error !== undefined) return;
    this.#error = error;
    this.#stream.removeEventListener("drain", this.#flush);
    this.#frames = [];
    this.#bytes = 0;
    this.#drained?.reject(error);
    this.#drained = undefined;
  }

  #flush = (): void => {
    this.#scheduled = false;
    this.#write(1);
  };

  /** Writes while at least `minimum` bytes wait and the stream takes them. */
  #write(minimum: number): void {
    if (this.#error !== undefined) return;
    try {
      while (this.#bytes >= minimum && !this.#stream.writableNeedsDrain) {
        this.#stream.send(this.#take());
      }
    } catch (cause) {
      this.fail(new SendingError("The stream is closed.", { code: "STREAM_CLOSED", cause }));
      return;
    }
    if (this.#bytes > 0) return;
    this.#drained?.resolve();
    this.#drained = undefined;
  }

  /** The next write: whole frames up to the coalescing size, at least one. */
  #take(): Uint8Array {
    let last = this.#first;
    let size = 0;
    while (last < this.#frames.length) {
      const { length } = this.#frames[last] as Uint8Array;
      const next = size + length + prefixLength(length);
      if (last > this.#first && next > COALESCE_BYTES) break;
      size = next;
      last++;
    }
    const out = new Uint8Array(size);
    let position = 0;
    for (let i = this.#first; i < last; i++) {
      const frame = this.#frames[i] as Uint8Array;
      let rest = frame.length;
      while (rest >= 0x80) {
        out[position++] = (rest & 0x7f) | 0x80;
        rest >>>= 7;
      }
      out[position++] = rest;
      out.set(frame, position);
      position += frame.length;
    }
    this.#first = last;
    this.#bytes -= size;
    if (last === this.#frames.length) {
      this.#frames = [];
      this.#first = 0;
    }
    return out;
  }
}
