import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const guard = join(dirname(fileURLToPath(import.meta.url)), "guard.ts");

interface ChildOptions {
  name: string;
  logs: string;
  env?: Record<string, string>;
  cwd?: string;
  /** Signal that ends it cleanly. */
  signal?: NodeJS.Signals;
}

/**
 * One process of the network, its output in `<logs>/<name>.log`. Detached, so that Ctrl-C reaches
 * only the launcher, which then ends the processes in order; an IPC channel ends them when the
 * launcher itself is killed.
 */
export class Child {
  readonly name: string;
  readonly log: string;
  readonly #process: ChildProcess;
  readonly #exit: Promise<number>;
  #stopping = false;

  private constructor(process: ChildProcess, options: ChildOptions) {
    this.name = options.name;
    this.log = join(options.logs, `${options.name}.log`);
    this.#process = process;
    mkdirSync(options.logs, { recursive: true });
    const file = createWriteStream(this.log, { flags: "a" });
    process.stdout?.pipe(file, { end: false });
    process.stderr?.pipe(file, { end: false });
    this.#exit = new Promise((resolve) => {
      process.once("error", (error) => {
        file.end(`${error.message}\n`);
        resolve(127);
      });
      process.once("exit", (code, signal) => {
        file.end();
        resolve(code ?? (signal === "SIGKILL" ? 137 : 0));
      });
    });
  }

  /** A Node program of ours, which ends by itself when its IPC channel closes. */
  static node(script: string, args: string[], options: ChildOptions): Child {
    return new Child(
      spawn(process.execPath, [script, ...args], {
        detached: true,
        cwd: options.cwd,
        env: {
          ...process.env,
          NODE_NO_WARNINGS: "1",
          // All agents load the same modules: compiled once, they start in half the time.
          NODE_COMPILE_CACHE: join(options.logs, "../cache"),
          ...options.env,
        },
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      }),
      options,
    );
  }

  /** Any other program, behind a guard that ends it with `options.signal`. */
  static program(command: string, args: string[], options: ChildOptions): Child {
    return Child.node(guard, [options.signal ?? "SIGINT", command, ...args], options);
  }

  get running(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Exit status, once it has ended. */
  get exit(): Promise<number> {
    return this.#exit;
  }

  /** Rejects when the process ends although nobody stopped it. */
  async unexpectedExit(): Promise<never> {
    const status = await this.#exit;
    if (this.#stopping) return new Promise(() => {});
    throw new Error(`${this.name} ended with status ${status}.\n${this.tail()}\nSee ${this.log}`);
  }

  /** The last lines of its log. */
  tail(lines = 8): string {
    try {
      return readFileSync(this.log, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
    } catch {
      return "";
    }
  }

  /** Asks it to end and kills it when it has not within `graceMs`. */
  async stop(graceMs = 8000): Promise<void> {
    this.#stopping = true;
    if (!this.running) return;
    this.#process.kill("SIGTERM");
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), graceMs);
    await this.#exit;
    clearTimeout(timer);
  }
}
