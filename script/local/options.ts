import { resolve } from "node:path";
import { parseArgs } from "node:util";

/** What `npm start` was asked to do. */
export interface LocalOptions {
  /** Folder that holds everything the network keeps. */
  data: string;
  /** Start anew: delete the data folder first. */
  fresh: boolean;
  /** Run the scenario, then end. */
  once: boolean;
  /** Progress to standard error; the last line of standard output is the scenario's result as JSON. */
  json: boolean;
  /** Run the scenario once the network is ready. */
  scenario: boolean;
  /** Texts that Alice sends to Bob. */
  messages: string[];
  /** Ports to try first. */
  ports: { rpc: number; indexer: number; beacon: number };
}

export const usage = `npm start -- [options]

Boots SendingNetwork on this machine: a chain, its contracts, the indexer, a randomness beacon,
4 Edges, 3 WatchDogs and 4 Guardians; then lets Alice and Bob use it for one epoch.

  --once             end after the scenario (exit status 0 when it went through)
  --json             print the scenario's result as one line of JSON, last on standard output
  --message <text>   what Alice sends to Bob; may be given several times
  --no-scenario      only boot the network
  --fresh            forget the data folder and start anew
  --data <folder>    where the network keeps its state (default .data/local)
  --rpc-port, --indexer-port, --beacon-port <n>
                     ports to try first (8545, 42069, 8500); a taken one is replaced by a free one
  --help             this text

While it runs: npm run sdn -- chat --as alice --to bob        (and the other way round)
               npm run sdn -- status`;

export class UsageError extends Error {}

function port(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65_535) {
    throw new UsageError(`--${name} must be a port from 1 to 65535, not "${text}".`);
  }
  return value;
}

/** @throws {UsageError} on an unknown option or a bad value. `undefined`: help was asked for. */
export function parseOptions(args: string[], root: string): LocalOptions | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: {
        data: { type: "string", default: ".data/local" },
        fresh: { type: "boolean", default: false },
        once: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        "no-scenario": { type: "boolean", default: false },
        message: { type: "string", multiple: true },
        "rpc-port": { type: "string" },
        "indexer-port": { type: "string" },
        "beacon-port": { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return undefined;
    if (values["no-scenario"] && (values.once || values.message)) {
      throw new UsageError("--no-scenario leaves nothing for --once or --message to do.");
    }
    if (values.message?.some((text) => text.trim() === "")) {
      throw new UsageError("--message needs a text.");
    }
    return {
      data: resolve(root, values.data),
      fresh: values.fresh,
      once: values.once,
      json: values.json,
      scenario: !values["no-scenario"],
      messages: values.message ?? ["Hello Bob, this is Alice."],
      ports: {
        rpc: port("rpc-port", values["rpc-port"], 8545),
        indexer: port("indexer-port", values["indexer-port"], 42_069),
        beacon: port("beacon-port", values["beacon-port"], 8500),
      },
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message.split("\n")[0]} See npm start -- --help.`);
  }
}
