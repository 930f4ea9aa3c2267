import { inject } from "vitest";
import { chainAt } from "./chain.ts";
import { indexerAt } from "./indexer.ts";

/**
 * The chain and the indexer that test/indexer/*.test.ts share. Others act on them too: use accounts of
 * your own, and never count what they may add.
 */
export function sharedIndexer() {
  const { rpc, deploymentFile, url } = inject("indexed");
  const chain = chainAt(rpc, deploymentFile);
  return { chain, indexer: indexerAt(url, chain) };
}
