import { join } from "node:path";
import { Child } from "./Child.ts";

/** The Ponder indexer over embedded PGlite, answering GraphQL and SQL on `port`. */
export function startIndexer(parameters: {
  root: string;
  logs: string;
  folder: string;
  port: number;
  rpc: string;
  deployment: string;
}): Child {
  const { root, logs, folder, port, rpc, deployment } = parameters;
  const ponder = join(root, "node_modules/ponder/dist/esm/bin/ponder.js");
  const command = ["start", "--schema", "sdn", "--port", `${port}`, "--hostname", "127.0.0.1"];
  // SIGTERM would leave the schema locked for 25 s.
  return Child.program(process.execPath, [ponder, ...command, "--log-format", "json"], {
    name: "indexer",
    logs,
    signal: "SIGINT",
    cwd: join(root, "indexer"),
    env: {
      SDN_RPC: rpc,
      SDN_DEPLOYMENT: deployment,
      PGLITE_DIR: folder,
      PONDER_TELEMETRY_DISABLED: "1",
    },
  });
}

/** Waits until the indexer has processed block `target`; its /ready alone does not say that. */
export async function indexerReached(url: string, target: number, signal: AbortSignal) {
  for (;;) {
    signal.throwIfAborted();
    try {
      const status = (await (await fetch(`${url}/status`)).json()) as Record<
        string,
        { block?: { number?: number } }
      >;
      const heights = Object.values(status).map((chain) => chain.block?.number ?? -1);
      if (heights.length > 0 && heights.every((height) => height >= target)) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
