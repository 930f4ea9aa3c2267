/** Hands items to one reader, in order; `onTaken` is awaited before the next one is given. */
export class MessageQueue<T> {
  readonly #onTaken: (item: T) => Promise<void>;
  readonly #items: T[] = [];
  #wake = Promise.withResolvers<void>();
  #isClosed = false;

  constructor(onTaken: (item: T) => Promise<void>) {
    this.#onTaken = onTaken;
  }

  push(...items: T[]): void {
    this.#items.push(...items);
    this.#wake.resolve();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake.resolve();
  }

  /** Ends at the signal, or when the queue is closed and empty. */
  async *read(signal?: AbortSignal): AsyncGenerator<T, void> {
    const onAbort = (): void => this.#wake.resolve();
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      while (!signal?.aborted) {
        const item = this.#items.shift();
        if (item !== undefined) {
          yield item;
          await this.#onTaken(item);
          continue;
        }
        if (this.#isClosed) return;
        await this.#wake.promise;
        this.#wake = Promise.withResolvers();
      }
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
  }
}
