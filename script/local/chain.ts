import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { createPublicClient, type Hex, http, type PublicClient } from "viem";
import { foundryBinary } from "../foundry.ts";
import { Child } from "./Child.ts";

const BLOCK_SECONDS = 1;
/** The deployment comes in bursts, and anvil forgets what misses a full block. */
const BLOCK_GAS = "200000000";

interface SavedState {
  best_block_number: number | string;
  block: { timestamp: string };
}

/**
 * The local chain. Its state is saved every few seconds and when it stops. A stopped network is
 * stopped time: the first block after a pause is one second younger than the last one before it, so
 * no epoch passes while nobody runs.
 */
export class LocalChain {
  readonly url: string;
  readonly client: PublicClient;
  readonly child: Child;
  /** Height that the saved state had; undefined for a new chain. */
  readonly resumedAt: number | undefined;
  readonly #file: string;
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> | undefined;

  private constructor(port: number, file: string, child: Child, resumedAt: number | undefined) {
    this.url = `http://127.0.0.1:${port}`;
    this.client = createPublicClient({ transport: http(this.url), pollingInterval: 100 });
    this.child = child;
    this.resumedAt = resumedAt;
    this.#file = file;
  }

  static async start(folder: string, logs: string, port: number): Promise<LocalChain> {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "state.json");
    const args = ["--port", `${port}`, "--block-time", `${BLOCK_SECONDS}`, "--mixed-mining"];
    args.push("--gas-limit", BLOCK_GAS);
    let resumedAt: number | undefined;
    if (existsSync(file)) {
      const saved: SavedState = JSON.parse(readFileSync(file, "utf8"));
      resumedAt = Number(saved.best_block_number);
      args.push("--load-state", file);
      args.push("--timestamp", `${Number(saved.block.timestamp) + BLOCK_SECONDS}`);
    }
    const child = Child.program(foundryBinary("anvil"), args, {
      name: "chain",
      logs,
      signal: "SIGINT",
    });
    const chain = new LocalChain(port, file, child, resumedAt);
    await Promise.race([chain.#answers(), child.unexpectedExit()]);
    return chain;
  }

  async #answers(): Promise<void> {
    for (;;) {
      try {
        await this.client.getBlockNumber({ cacheTime: 0 });
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    }
  }

  /** Starts saving; each save waits at least twenty times as long as the last one took. */
  keepSaving(everyMs = 3000): void {
    const next = (delay: number) => {
      this.#timer = setTimeout(async () => {
        const started = performance.now();
        await this.save().catch(() => {});
        if (this.#timer) next(Math.max(everyMs, 20 * (performance.now() - started)));
      }, delay);
    };
    next(everyMs);
  }

  /** Writes the whole state, blocks and logs included; a crash leaves the file of before. */
  save(): Promise<void> {
    this.#saving ??= this.#save().finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  async #save(): Promise<void> {
    const request = this.client.request as (call: { method: string; params: [] }) => Promise<Hex>;
    const dump = await request({ method: "anvil_dumpState", params: [] });
    const draft = `${this.#file}.draft`;
    writeFileSync(draft, gunzipSync(Buffer.from(dump.slice(2), "hex")));
    renameSync(draft, this.#file);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.child.running) await this.save().catch(() => {});
    await this.child.stop();
  }
}
