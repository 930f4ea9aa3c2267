import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { SendingError } from "@sendingnetwork/sdk/errors";

/** Where everything of a running local network is; `<data>/network.json`, written by `npm start`. */
export interface NetworkFile {
  pid: number;
  rpc: string;
  indexer: string;
  beacon: string;
  deployment: string;
  /** Folder of the network; users' profiles lie in `<data>/users`. */
  data: string;
  agents: LocalAgent[];
}

export interface LocalAgent {
  name: string;
  role: "edge" | "watchdog" | "guardian";
  operator: `0x${string}`;
  /** Base URL of /health, /ready and /metrics. */
  health: string;
}

/** `.data/local/network.json` in this folder or one above it. */
function findNetworkFile(): string | undefined {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const path = join(folder, ".data/local/network.json");
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * The local network that `path` (or SDN_NETWORK, or the nearest data folder) describes.
 * @throws {SendingError} LOCAL_NETWORK when none runs
 */
export function readNetworkFile(path = process.env.SDN_NETWORK): NetworkFile {
  const file = path ? resolve(path) : findNetworkFile();
  if (!file || !existsSync(file)) {
    throw new SendingError("No local network is running here.", {
      code: "LOCAL_NETWORK",
      hint: "Start one with npm start, or name its network.json with --network.",
    });
  }
  return JSON.parse(readFileSync(file, "utf8"));
}
