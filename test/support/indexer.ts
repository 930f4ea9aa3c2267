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
  const client = createIndexerClient(`http://127.0.0.1:${port}`);
  const reader = chain.client();
  const catchUp = async () => {
    const head = await reader.getBlockNumber({ cacheTime: 0 });
    await Promise.race([client.waitForBlock(head, { timeoutMs: 60_000 }), child.unexpectedExit()]);
  };
  await catchUp();
  return Object.assign(client, {
    catchUp,
    async stop() {
      await child.stop();
      rmSync(logs, { recursive: true, force: true });
    },
  });
}
