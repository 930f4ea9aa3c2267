import type { NetworkStatus } from "../../agents/src/local/status.ts";

const EVERY_LINE_MS = 10_000;

const text = (status: NetworkStatus) =>
  [
    `edges ${status.nodes.edge}, watchdogs ${status.nodes.watchdog}, guardians ${status.nodes.guardian}`,
    `epoch ${status.epoch} (next in ${status.epochEndsIn} s)`,
    `messages ${status.messages}`,
    `bills ${status.bills}`,
    `reports ${status.reports}`,
    `settlements ${status.settlements}`,
    `claims ${status.claims}`,
  ].join(" | ");

/**
 * One line that always says what is going on: rewritten in place on a terminal, and one line now and
 * then where output is kept.
 */
export class StatusLine {
  readonly #stream: NodeJS.WriteStream;
  #shown = "";
  #printedAt = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** Prints a line that stays, above the status. */
  say(line: string): void {
    this.#clear();
    this.#stream.write(`${line}\n`);
    if (this.#stream.isTTY) this.#stream.write(this.#shown);
  }

  show(status: NetworkStatus): void {
    if (this.#stream.isTTY) {
      this.#clear();
      this.#shown = text(status).slice(0, (this.#stream.columns ?? 120) - 1);
      this.#stream.write(this.#shown);
    } else if (performance.now() - this.#printedAt >= EVERY_LINE_MS) {
      this.#printedAt = performance.now();
      this.#stream.write(`${text(status)}\n`);
    }
  }

  end(): void {
    this.#clear();
    this.#shown = "";
  }

  #clear(): void {
    if (this.#stream.isTTY && this.#shown) this.#stream.write("\r\u001b[2K");
  }
}
