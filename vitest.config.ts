import { defineConfig } from "vitest/config";

// unit: everything that boots in seconds. indexer: one chain and indexer shared by its files. e2e: one real network shared by its files.
export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/{sdk,agents,script}/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 90_000,
          pool: "forks",
        },
      },
      {
        test: {
          name: "indexer",
          include: ["test/indexer/**/*.test.ts"],
          globalSetup: ["test/indexer/setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 90_000,
          pool: "forks",
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/e2e/network.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          pool: "forks",
          fileParallelism: false,
        },
      },
    ],
  },
});
