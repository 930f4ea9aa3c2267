import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** What `sdn chat --json` prints, one object a line. */
export type ChatEvent =
  | { type: "ready"; did: string; wallet: string; deviceId: string }
  | { type: "sent"; id: string; text: string; epoch: number; receipts: { edge: string }[] }
  | { type: "received"; id: string; from: string; text: string }
  | { type: "paid"; edge: string; epoch: number; fee: string; bytes: number }
  | { type: "problem"; message: string };

/** `sdn chat` as a process of its own, driven through its standard input and output. */
export class ChatProcess {
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #name: string;
  readonly #exit: Promise<number>;
  readonly #events: ChatEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #ended = false;

  constructor(parameters: { root: string; data: string; as: string; args: string[] }) {
    const { root, data, as, args } = parameters;
    this.#name = as;
    const main = join(root, "agents/src/cli/main.ts");
    const network = join(data, "network.json");
    this.#process = spawn(
      process.execPath,
      [main, "chat", "--network", network, "--as", as, "--json", ...args],
      { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, NODE_NO_WARNINGS: "1" } },
    );
    this.#process.stderr.pipe(createWriteStream(join(data, "logs", `${as}.log`), { flags: "a" }));
    createInterface({ input: this.#process.stdout }).on("line", (line) => {
      this.#events.push(JSON.parse(line) as ChatEvent);
      this.#wake();
    });
    this.#exit = new Promise((resolve) => {
      this.#process.once("close", (code) => {
        this.#ended = true;
        resolve(code ?? 1);
        this.#wake();
      });
    });
  }

  #wake(): void {
    for (const check of this.#waiting) check();
  }

  say(text: string): void {
    this.#process.stdin.write(`${text.replaceAll("\n", " ")}\n`);
  }

  /** All events of one type so far. */
  all<T extends ChatEvent["type"]>(type: T): Extract<ChatEvent, { type: T }>[] {
    return this.#events.filter(
      (event): event is Extract<ChatEvent, { type: T }> => event.type === type,
    );
  }

  /** Waits for `count` events of one type. */
  async until<T extends ChatEvent["type"]>(type: T, count: number, signal: AbortSignal) {
    for (;;) {
      const found = this.all(type);
      if (found.length >= count) return found;
      signal.throwIfAborted();
      if (this.#ended) {
        const problems = this.all("problem").map(({ message }) => message);
        throw new Error(`${this.#name}'s chat ended early. ${problems.join(" ")}`);
      }
      await new Promise<void>((resolve) => {
        const check = () => {
          this.#waiting.delete(check);
          signal.removeEventListener("abort", check);
          resolve();
        };
        this.#waiting.add(check);
        signal.addEventListener("abort", check);
      });
    }
  }

  /** Closes its input and waits for its end. @throws when its exit status is not 0 */
  async end(): Promise<void> {
    this.#process.stdin.end();
    const status = await this.#exit;
    if (status === 0) return;
    const problems = this.all("problem").map(({ message }) => message);
    throw new Error(`${this.#name}'s chat ended with status ${status}. ${problems.join(" ")}`);
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }
}
