// What the compiler says about contracts/: ABIs, NatSpec and syntax trees.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Abi } from "viem";
import { foundryBinary } from "../foundry.ts";
import { root } from "./paths.ts";

export type AstNode = {
  nodeType: string;
  name?: string;
  canonicalName?: string;
  nodes?: AstNode[];
  members?: AstNode[];
  typeDescriptions?: { typeString: string };
  underlyingType?: AstNode;
};

export type Artifact = {
  /** Path of the source, relative to the repository. */
  source: string;
  name: string;
  abi: Abi;
  ast: AstNode;
  userdoc: { errors?: Record<string, { notice?: string }[]> };
};

/** Compiles contracts/ and returns the artifacts of it and of what it imports, by source and name. */
export function buildArtifacts(): Artifact[] {
  // A folder of its own: forge recompiles everything when two runs ask for different outputs.
  const folder = join(root, "cache/generate");
  const out = join(folder, "out");
  execFileSync(foundryBinary("forge"), ["build", "--ast", "contracts"], {
    cwd: root,
    env: {
      ...process.env,
      FOUNDRY_OUT: out,
      FOUNDRY_CACHE_PATH: folder,
      FOUNDRY_OPTIMIZER: "false",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const artifacts = readdirSync(out, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".json") && !path.startsWith("build-info"))
    .map((path) => read(join(out, path)))
    .filter(({ source }) => existsSync(join(root, source)));
  return artifacts.sort((a, b) => compare(`${a.source}:${a.name}`, `${b.source}:${b.name}`));
}

/** Whether the source is this repository's. */
export function isOurs({ source }: Artifact): boolean {
  return source.startsWith("contracts/");
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function read(path: string): Artifact {
  // A source of free types only has an artifact without documentation.
  const { abi, ast, userdoc = {} } = JSON.parse(readFileSync(path, "utf8"));
  return { source: ast.absolutePath, name: basename(path, ".json"), abi, ast, userdoc };
}
