import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startIndexer as spawnIndexer } from "../../script/local/indexer.ts";
import { createIndexerClient, type IndexerClient } from "../../sdk/src/indexer/index.ts";
import { freePort } from "./anvil.ts";
import type { TestChain } from "./chain.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

export type TestIndexer = IndexerClient & {
  /** Waits until everything that is on the chain now is in the answers. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
};

/** The real indexer over a database in memory; resolves once it answers. */
export async function startIndexer(chain: TestChain): Promise<TestIndexer> {
  const port = await freePort();
  const logs = mkdtempSync(join(tmpdir(), "sdn-indexer-"));
  const child = spawnIndexer({
    ...{ root, logs, port },
    folder: "memory://",
    rpc: chain.rpc,
    deployment: chain.deploymentFile,
  });
  const client = indexerAt(`http://127.0.0.1:${port}`, chain);
  await Promise.race([client.catchUp(), child.unexpectedExit()]);
  return Object.assign(client, {
    async stop() {
      await child.stop();
      rmSync(logs, { recursive: true, force: true });
    },
  });
}

/** An indexer that {@link startIndexer} started in another process. */
export function indexerAt(url: string, chain: Pick<TestChain, "client">) {
  const client = createIndexerClient(url);
  const reader = chain.client();
  return Object.assign(client, {
    async catchUp() {
      const head = await reader.getBlockNumber({ cacheTime: 0 });
      await client.waitForBlock(head, { timeoutMs: 60_000 });
    },
  });
}
