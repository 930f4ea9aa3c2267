// The only generator: everything in sdk/src/generated/. With --check it writes nothing and fails
// when a file differs from what it would write.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateAbis } from "./abis.ts";
import { buildArtifacts } from "./artifacts.ts";
import { generateEip712 } from "./eip712.ts";
import { generateErrors } from "./errors.ts";
import { generateIndexer } from "./indexer.ts";
import { generated, root } from "./paths.ts";
import { generateWire } from "./wire.ts";

const artifacts = buildArtifacts();
const files: Record<string, string> = {
  [`${generated}/abis.ts`]: generateAbis(artifacts),
  [`${generated}/eip712.ts`]: generateEip712(artifacts),
  [`${generated}/errors.ts`]: generateErrors(artifacts),
  [`${generated}/indexer.ts`]: generateIndexer(),
  ...generateWire(),
};

mkdirSync(join(root, generated), { recursive: true });
const present = readdirSync(join(root, generated)).map((name) => `${generated}/${name}`);
const stale = present.filter((path) => !(path in files));
const changed = Object.keys(files).filter((path) => read(path) !== files[path]);

if (process.argv.includes("--check")) {
  for (const path of [...changed, ...stale])
    console.error(`${path} is not what npm run generate makes`);
  process.exitCode = changed.length + stale.length > 0 ? 1 : 0;
} else {
  for (const path of changed) writeFileSync(join(root, path), files[path] as string);
  for (const path of stale) rmSync(join(root, path));
  console.log(
    changed.length + stale.length ? `Wrote ${[...changed, ...stale].join(", ")}` : "Up to date",
  );
}

function read(path: string): string | undefined {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
