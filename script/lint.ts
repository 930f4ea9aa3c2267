// `npm run lint`: every check that needs no running network, one after another; all run, then the verdict.
import { spawnSync } from "node:child_process";
import { foundryBinary } from "./foundry.ts";

const checks: [name: string, command: string, ...args: string[]][] = [
  ["biome", "biome", "check", "--error-on-warnings", "."],
  ["forge fmt", foundryBinary("forge"), "fmt", "--check"],
  ["forge lint", foundryBinary("forge"), "lint", "--severity", "high", "med", "low"],
  ["solhint", "solhint", "--noPoster", "--max-warnings", "0", "{contracts,script}/**/*.sol"],
  ["dependency-cruiser", "depcruise", "sdk", "agents", "indexer", "script", "test"],
  ["knip", "knip", "--no-progress", "--exclude", "types,duplicates"],
  ["tsc", "tsc", "-p", "tsconfig.json"],
  ["tsc indexer", "tsc", "-p", "indexer/tsconfig.json"],
  ["generate", "tsx", "script/generate/index.ts", "--check"],
];

const failed: string[] = [];
for (const [name, command, ...args] of checks) {
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const ok = status === 0 && !error;
  console.log(`${ok ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (ok) continue;
  failed.push(name);
  console.log([stdout, stderr, error?.message].filter(Boolean).join("\n"));
}
if (failed.length > 0) {
  console.error(`lint: ${failed.join(", ")} failed`);
  process.exitCode = 1;
}
