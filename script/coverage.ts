// `npm run coverage`: how much of contracts/ the forge tests run. Ends with status 1 below 95 % of the
// lines or 90 % of the branches. Invariant and gas tests are left out: what only they reach has no test
// that says what should happen. `--json` for machines, `--missed` lists the lines that nothing ran.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { foundryBinary } from "./foundry.ts";
import { table } from "./measurements.ts";

const LINES_GOAL = 0.95;
const BRANCHES_GOAL = 0.9;

type Ran = { lines: Hits; branches: Hits; missed: number[] };
type Hits = { hit: number; found: number };

const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    missed: { type: "boolean", default: false },
  },
});

function measure(): string {
  const folder = mkdtempSync(join(tmpdir(), "sdn-coverage-"));
  const file = join(folder, "lcov.info");
  const skipped = ["--no-match-path", "test/contracts/{invariant,gas}/*"];
  try {
    const { status, stdout, stderr } = spawnSync(
      foundryBinary("forge"),
      ["coverage", "--report", "lcov", "--report-file", file, ...skipped],
      {
        encoding: "utf8",
        maxBuffer: 1 << 28,
        env: {
          ...process.env,
          FOUNDRY_OUT: "cache/coverage/out",
          FOUNDRY_CACHE_PATH: "cache/coverage",
          FOUNDRY_FUZZ_RUNS: "64",
        },
      },
    );
    if (status !== 0) throw new Error(`The tests failed.\n${stdout}${stderr}`);
    return readFileSync(file, "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What an LCOV tracefile says of each source in contracts/. */
function parse(lcov: string): Map<string, Ran> {
  const files = new Map<string, Ran>();
  let ran: Ran | undefined;
  for (const line of lcov.split("\n")) {
    const [key, value = ""] = line.split(/:(.*)/);
    if (key === "SF") {
      ran = { lines: { hit: 0, found: 0 }, branches: { hit: 0, found: 0 }, missed: [] };
      if (value.startsWith("contracts/")) files.set(value, ran);
    }
    if (!ran) continue;
    if (key === "LF") ran.lines.found = Number(value);
    if (key === "LH") ran.lines.hit = Number(value);
    if (key === "BRF") ran.branches.found = Number(value);
    if (key === "BRH") ran.branches.hit = Number(value);
    if (key === "DA" && value.endsWith(",0")) ran.missed.push(Number(value.split(",")[0]));
  }
  return files;
}

function ratio({ hit, found }: Hits): number {
  return found === 0 ? 1 : hit / found;
}

function total(files: Map<string, Ran>, kind: "lines" | "branches"): Hits {
  const sum = { hit: 0, found: 0 };
  for (const ran of files.values()) {
    sum.hit += ran[kind].hit;
    sum.found += ran[kind].found;
  }
  return sum;
}

const files = parse(measure());
const [lines, branches] = [total(files, "lines"), total(files, "branches")];
const met = ratio(lines) >= LINES_GOAL && ratio(branches) >= BRANCHES_GOAL;
const percent = (hits: Hits) => `${(100 * ratio(hits)).toFixed(1)} %`;

if (options.json) {
  console.log(JSON.stringify({ lines, branches, met, files: Object.fromEntries(files) }));
} else {
  const row = (name: string, ran: Pick<Ran, "lines" | "branches">) => [
    name,
    percent(ran.lines),
    percent(ran.branches),
  ];
  const rows = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, it]) => row(name, it));
  console.log(table(["contract", "lines", "branches"], [...rows, row("all", { lines, branches })]));
  if (options.missed) {
    for (const [name, { missed }] of files)
      for (const line of missed) console.log(`never ran: ${name}:${line}`);
  }
}
if (!met) {
  console.error(
    `Below the goal of ${100 * LINES_GOAL} % of lines and ${100 * BRANCHES_GOAL} % of branches.`,
  );
  process.exitCode = 1;
}
