import {
  type FrameStream,
  frames,
  fromProblem,
  ProblemCode,
  ProblemError,
  type Stream,
  wire,
} from "@sendingnetwork/sdk/wire";
import { MAX_QUEUED_BYTES, RECEIPT_TIMEOUT_MS } from "./constants.ts";

type Pending = { resolve(receipt: wire.Custody): void; reject(error: Error): void; since: number };

/** An open /sdn/replica/1 stream to another Edge, shared by everything that goes there. */
export class ReplicaLink {
  readonly #frames: FrameStream<wire.RelayFrame, wire.RelayFrame>;
  readonly #pending = new Map<number, Pending>();
  readonly #timer: NodeJS.Timeout;
  #nextId = 1;
  /** Resolves when the link can no longer be used. */
  readonly closed: Promise<void>;

  constructor(stream: Stream) {
    this.#frames = frames(stream, { send: wire.RelayFrame, receive: wire.RelayFrame });
    this.#frames.onFrames((batch) => {
      for (const frame of batch) this.#settle(frame);
    });
    this.#timer = setInterval(() => this.#expire(), RECEIPT_TIMEOUT_MS / 5);
    this.closed = Promise.race([this.#frames.ended, this.#frames.closed]).then((error) => {
      clearInterval(this.#timer);
      for (const { reject } of this.#pending.values()) reject(unavailable(error));
      this.#pending.clear();
      this.#frames.abort(unavailable(error));
    });
  }

  /** Resolves with the other Edge's receipt. Throws its Problem, or UNAVAILABLE. */
  deposit(deposit: wire.Deposit): Promise<wire.Custody> {
    if (this.#frames.queuedBytes > MAX_QUEUED_BYTES) {
      return Promise.reject(unavailable(new Error("it takes messages too slowly")));
    }
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      try {
        void this.#frames.send({ id, deposit });
        this.#pending.set(id, { resolve, reject, since: performance.now() });
      } catch (cause) {
        reject(unavailable(cause));
      }
    });
  }

  close(): Promise<void> {
    return this.#frames.close();
  }

  #settle({ id, custody, problem }: wire.RelayFrame): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    if (custody) pending.resolve(custody);
    else pending.reject(problem ? fromProblem(problem) : unavailable());
  }

  /** Ids grow, so the map's order is that of age. */
  #expire(): void {
    const oldest = performance.now() - RECEIPT_TIMEOUT_MS;
    for (const [id, { since, reject }] of this.#pending) {
      if (since > oldest) return;
      this.#pending.delete(id);
      reject(unavailable(new Error("it gave no receipt in time")));
    }
  }
}

export function unavailable(cause?: unknown): ProblemError {
  const text = "Another responsible Edge could not be reached.";
  return new ProblemError(ProblemCode.UNAVAILABLE, text, { cause });
}
