// `npm run gas`: what whole transactions cost, against the protocol's ceilings and the committed
// snapshots; calldata beside it, since a rollup charges for that too. Ends with status 1 when a ceiling
// is broken or anything rose. `--json` for machines, `--update` takes the numbers as the new snapshots.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { foundryBinary } from "./foundry.ts";
import { decimal, type Measurement, measurement, report, table } from "./measurements.ts";

/** Most that a transaction may cost, in gas. */
const ceilings: Record<string, number> = {
  "DID create": 75_000,
  "DID attribute": 33_000,
  "DID controller change": 40_000,
  "DID link with two signatures": 75_000,
  "name commit and register": 160_000,
  "licence x1": 95_000,
  "licence x5": 105_000,
  "escrow deposit": 63_000,
  "subdivide one child": 70_000,
  "bills recorded by 11 of 16 Guardians": 150_000,
  "inputs recorded by 11 of 16 Guardians": 150_000,
  "epoch settled by 11 of 16 Guardians": 150_000,
  "credit claimed first": 94_000,
  "credit claimed again": 60_000,
  "beacon round": 190_000,
  "swap ERC-20 for ERC-721": 95_000,
};

/** The like of ours in contracts that npm carries, measured in the same run: `anchor <name>`. */
const anchors: Record<string, string> = {
  "DID create": "anchor OpenZeppelin ERC-721 mint",
  "DID attribute": "anchor ERC-1056 setAttribute",
  "DID controller change": "anchor OpenZeppelin ERC-721 transfer",
  "licence issue x1": "anchor erc721a mint x1",
  "licence issue x5": "anchor erc721a mint x5",
};

const SNAPSHOTS = "test/snapshots";
const groups = ["gas", "calldata"] as const;
type Values = Record<string, number>;
type Snapshots = Record<(typeof groups)[number], Values>;

function read(folder: string): Snapshots {
  const group = (name: string): Values => {
    const text: Record<string, string> = JSON.parse(
      readFileSync(join(folder, `${name}.json`), "utf8"),
    );
    return Object.fromEntries(Object.entries(text).map(([key, value]) => [key, Number(value)]));
  };
  return { gas: group("gas"), calldata: group("calldata") };
}

function measure(): Snapshots {
  const folder = mkdtempSync(join(tmpdir(), "sdn-gas-"));
  try {
    const test = ["test", "--isolate", "--match-path", "test/contracts/gas/*.t.sol"];
    const { status, stdout, stderr } = spawnSync(
      foundryBinary("forge"),
      [...test, "--gas-snapshot-emit", "true"],
      {
        encoding: "utf8",
        env: {
          ...process.env,
          FOUNDRY_SNAPSHOTS: folder,
          // A build of its own: after a partial one in a shared folder forge may find no tests.
          FOUNDRY_OUT: "cache/gas/out",
          FOUNDRY_CACHE_PATH: "cache/gas",
        },
      },
    );
    if (status !== 0 || !existsSync(join(folder, "gas.json")))
      throw new Error(`The measuring tests failed.\n${stdout}${stderr}`);
    return read(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(snapshots: Snapshots): void {
  for (const group of groups) {
    const entries = Object.entries(snapshots[group]).sort(([a], [b]) => (a < b ? -1 : 1));
    const text = Object.fromEntries(entries.map(([key, value]) => [key, `${value}`]));
    writeFileSync(join(SNAPSHOTS, `${group}.json`), `${JSON.stringify(text, null, 2)}\n`);
  }
}

const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    update: { type: "boolean", default: false },
  },
});

const now = measure();
if (options.update) write(now);
const before = read(SNAPSHOTS);
const names = Object.keys(now.gas);
const gone = Object.keys(before.gas).filter((name) => !(name in now.gas));
const rows: Measurement[] = names.flatMap((name) => {
  const row = (
    unit: string,
    against: string,
    ours = 0,
    theirs: number | undefined = undefined,
    goal: number | null = 1,
  ) => {
    if (theirs === undefined) return [];
    const compared = { suite: "gas", name, unit, ours, against, theirs, lowerIsBetter: true };
    return [measurement({ ...compared, goal: goal ?? undefined })];
  };
  const anchor = anchors[name];
  return [
    ...row("gas", "ceiling of the protocol", now.gas[name], ceilings[name]),
    ...row("gas", "committed snapshot", now.gas[name], before.gas[name] ?? 0),
    ...row("calldata bytes", "committed snapshot", now.calldata[name], before.calldata[name] ?? 0),
    // To compare with, not to beat: an anchor does less.
    ...(anchor ? row("gas", anchor, now.gas[name], now.gas[anchor], null) : []),
  ];
});
const cell = (value: number | undefined) => (value === undefined ? "" : decimal(value));
const text = table(
  ["transaction", "gas", "ceiling", "snapshot", "anchor", "calldata bytes"],
  names.map((name) => [
    name,
    cell(now.gas[name]),
    cell(ceilings[name]),
    cell(before.gas[name]),
    cell(now.gas[anchors[name] ?? ""]),
    cell(now.calldata[name]),
  ]),
);
process.exitCode = report(rows, { json: options.json, strict: true, text });
const unmeasured = [...gone, ...Object.keys(ceilings).filter((name) => !(name in now.gas))];
if (unmeasured.length > 0) {
  console.error(`Not measured any more: ${unmeasured.join(", ")}`);
  process.exitCode = 1;
}
