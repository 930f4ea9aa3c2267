import { readFileSync } from "node:fs";
import { type Deployment, parseDeployment } from "@sendingnetwork/sdk/network";

export type Settings = {
  deployment: Deployment;
  /** RPC addresses; one that is listed n times gets n times the requests a second. */
  rpc: string[];
  /** Milliseconds between looks for a new block. */
  pollingInterval: number;
  database: { kind: "postgres"; connectionString: string } | { kind: "pglite"; directory: string };
};

/** Ponder starts each RPC address at 20 requests a second, far below what a local node answers. */
const LOCAL_SHARE = 25;

/**
 * SDN_DEPLOYMENT: path of the deployment file. SDN_RPC: RPC addresses, separated by commas.
 * DATABASE_URL: Postgres; without it PGlite in PGLITE_DIR (default .ponder/pglite, `memory://` for
 * none on disk). SDN_POLLING_MS: by default 200 for a development network, 1000 otherwise.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const deployment = parseDeployment(readFileSync(required(env, "SDN_DEPLOYMENT"), "utf8"));
  const development = deployment.profile === "development";
  const urls = required(env, "SDN_RPC").split(",");
  const rpc = urls.flatMap((url) => Array<string>(isLocal(url) ? LOCAL_SHARE : 1).fill(url.trim()));
  const connectionString = env.DATABASE_URL;
  return {
    deployment,
    rpc,
    pollingInterval: Number(env.SDN_POLLING_MS ?? (development ? 200 : 1_000)),
    database: connectionString
      ? { kind: "postgres", connectionString }
      : { kind: "pglite", directory: env.PGLITE_DIR ?? ".ponder/pglite" },
  };
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`The indexer needs ${name} in its environment (see README.md).`);
  return value;
}

function isLocal(url: string): boolean {
  return /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(url.trim());
}
