/** Values by the epoch from which they count. */
export class Checkpoints<T> {
  readonly #entries: { from: number; value: T }[] = [];

  /** Replaces what was to count from `from` or later. */
  set(from: number, value: T): void {
    while ((this.#entries.at(-1)?.from ?? -1) >= from) this.#entries.pop();
    this.#entries.push({ from, value });
  }

  at(epoch: number): T | undefined {
    for (let i = this.#entries.length - 1; i >= 0; i--) {
      const entry = this.#entries[i];
      if (entry !== undefined && entry.from <= epoch) return entry.value;
    }
    return undefined;
  }

  /** Epochs at which the value changed. */
  epochs(): number[] {
    return this.#entries.map(({ from }) => from);
  }
}
