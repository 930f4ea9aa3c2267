import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Address } from "viem";
import { writeFileAtomic } from "../files/writeFileAtomic.ts";

/** What launchers and scripts read about a running agent. */
export type ReadyFile = {
  pid: number;
  role: string;
  operator: Address | null;
  peerId: string;
  /** Base URL of /health, /ready and /metrics. */
  health: string;
  multiaddrs: string[];
};

const nameIn = (folder: string) => join(folder, "ready.json");

/** Tells that the agent serves. */
export function writeReadyFile(folder: string, ready: ReadyFile): void {
  writeFileAtomic(nameIn(folder), `${JSON.stringify(ready, null, 2)}\n`);
}

/** Tells that it no longer does; also clears what a killed process left behind. */
export function removeReadyFile(folder: string): void {
  rmSync(nameIn(folder), { force: true });
}
