/** Listeners by event name. A listener that throws does not keep the others from being told. */
export class Emitter<Events extends Record<string, unknown>> {
  readonly #listeners = new Map<keyof Events, Set<(value: never) => void>>();

  /** Returns a function that unsubscribes. */
  on<name extends keyof Events>(event: name, listener: (value: Events[name]) => void): () => void {
    let listeners = this.#listeners.get(event);
    if (listeners === undefined) {
      listeners = new Set();
      this.#listeners.set(event, listeners);
    }
    const set = listeners.add(listener);
    return () => void set.delete(listener);
  }

  emit<name extends keyof Events>(event: name, value: Events[name]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        (listener as (value: Events[name]) => void)(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
