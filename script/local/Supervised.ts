import type { Child } from "./Child.ts";

const RESTARTS = 5;
const WINDOW_MS = 60_000;
const PAUSE_MS = 500;

/**
 * A process that is started again when it ends by itself, as an operator's service manager would,
 * until it has done so too often.
 */
export class Supervised {
  readonly #start: () => Child;
  readonly #say: (line: string) => void;
  readonly #failure: Promise<never>;
  #child: Child;
  #stopping = false;

  constructor(start: () => Child, say: (line: string) => void) {
    this.#start = start;
    this.#say = say;
    this.#child = start();
    this.#failure = this.#supervise();
    this.#failure.catch(() => {});
  }

  async #supervise(): Promise<never> {
    const ends: number[] = [];
    for (;;) {
      const failure: Error = await this.#child.unexpectedExit().catch((error) => error);
      const now = performance.now();
      ends.push(now);
      if (ends.filter((time) => now - time < WINDOW_MS).length > RESTARTS) throw failure;
      const status = await this.#child.exit;
      this.#say(`${this.#child.name} ended with status ${status}; starting it again`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      if (this.#stopping) return new Promise(() => {});
      this.#child = this.#start();
    }
  }

  /** Rejects when it was started in vain too often. */
  failure(): Promise<never> {
    return this.#failure;
  }

  stop(): Promise<void> {
    this.#stopping = true;
    return this.#child.stop();
  }
}
