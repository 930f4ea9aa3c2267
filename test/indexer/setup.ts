// One chain and one indexer for the files of this folder: each has accounts of its own on it.
import type { TestProject } from "vitest/node";
import { startChain } from "../support/chain.ts";
import { startIndexer } from "../support/indexer.ts";

declare module "vitest" {
  interface ProvidedContext {
    indexed: { rpc: string; deploymentFile: string; url: string };
  }
}

export default async function setup(project: TestProject) {
  const chain = await startChain();
  const indexer = await startIndexer(chain);
  const { rpc, deploymentFile } = chain;
  project.provide("indexed", { rpc, deploymentFile, url: indexer.url });
  return async () => {
    await indexer.stop();
    await chain.stop();
  };
}
