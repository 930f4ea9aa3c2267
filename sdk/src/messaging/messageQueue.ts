/** Hands items to one reader; `onTaken` is awaited before the next one is given. */
export class MessageQueue<T> {
  readonly #onTaken: (item: T) => Promise<void>;
  readonly #isBefore: (item: T, other: T) => boolean;
  readonly #items: T[] = [];
  #wake = Promise.withResolvers<void>();
  #isClosed = false;

  constructor(
    onTaken: (item: T) => Promise<void>,
    isBefore: (item: T, other: T) => boolean = () => false,
  ) {
    this.#onTaken = onTaken;
    this.#isBefore = isBefore;
  }

  /** Adds items at the end, each before those that wait and, as `isBefore` says, should follow it. */
  push(...items: T[]): void {
    for (const item of items) {
      const place = this.#items.findIndex((other) => this.#isBefore(item, other));
      this.#items.splice(place < 0 ? this.#items.length : place, 0, item);
    }
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
