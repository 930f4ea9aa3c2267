import { SendingError } from "../errors/index.ts";
import type { RequestOptions } from "../wire/index.ts";

export type Pending<Frame> = {
  /** Takes an answering frame; true: the request is complete. May throw, which fails the request. */
  onFrame: (frame: Frame) => boolean;
  reject: (error: unknown) => void;
};

const TIMEOUT_MS = 15_000;

/** Requests in flight on one stream, by id. */
export class Requests<Frame> {
  readonly #pending = new Map<number, Pending<Frame>>();
  #lastId = 0;

  nextId(): number {
    return ++this.#lastId;
  }

  /**
   * Registers a request under `id`. `read` gets its frames and returns the result when it is complete.
   * Rejects at the signal (ABORTED), after the time (TIMEOUT), and with what `read` throws.
   */
  add<Result>(
    id: number,
    read: (frame: Frame) => Result | undefined,
    { signal, timeoutMs = TIMEOUT_MS }: RequestOptions,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        this.#pending.delete(id);
      };
      const fail = (error: unknown): void => {
        end();
        reject(error);
      };
      const onAbort = (): void => {
        const cause = signal?.reason;
        fail(new SendingError("The request was cancelled.", { code: "ABORTED", cause }));
      };
      const timer = setTimeout(
        () => fail(new SendingError("The Edge did not answer in time.", { code: "TIMEOUT" })),
        timeoutMs,
      );
      const onFrame = (frame: Frame): boolean => {
        const result = read(frame);
        if (result === undefined) return false;
        end();
        resolve(result);
        return true;
      };
      this.#pending.set(id, { onFrame, reject: fail });
      signal?.addEventListener("abort", onAbort, { once: true });
      if (signal?.aborted) onAbort();
    });
  }

  /** Hands a frame to its request; false when none waits for it. */
  take(id: number, frame: Frame): boolean {
    const pending = this.#pending.get(id);
    if (pending === undefined) return false;
    try {
      pending.onFrame(frame);
    } catch (error) {
      pending.reject(error);
    }
    return true;
  }

  failAll(error: unknown): void {
    for (const { reject } of [...this.#pending.values()]) reject(error);
  }
}
