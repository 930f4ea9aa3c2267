import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createIndexerClient } from "@sendingnetwork/sdk/indexer";
import { describe, expect, inject, it } from "vitest";
import type { ScenarioResult } from "../../script/local/scenario.ts";
import { networkFile } from "./network.ts";

const { data } = inject("resumed");
const once = inject("once");
const scenario = () => JSON.parse(once.stdout.trimEnd().split("\n").at(-1) ?? "") as ScenarioResult;

describe("the next npm start over the same folder", () => {
  it("goes on with the chain, the identities and the settlements of before", async () => {
    const indexer = createIndexerClient(networkFile(data).indexer);
    expect(await indexer.count("did")).toBeGreaterThanOrEqual(scenario().indexer.dids ?? 0);
    const head = JSON.parse(readFileSync(join(data, "head.json"), "utf8"));
    expect(head.number).toBeGreaterThan(0);
  });

  it("refuses a second network over a folder in use, naming the first", async () => {
    const { bootNetwork } = await import("../../script/local/network.ts");
    const ports = { rpc: 38545, indexer: 38069, beacon: 38500 };
    const options = {
      data,
      ports,
      fresh: false,
      once: false,
      json: false,
      scenario: false,
      messages: [],
    };
    const boot = bootNetwork(process.cwd(), options, () => {}, AbortSignal.timeout(10_000));
    await expect(boot).rejects.toThrow(/runs already \(pid \d+\)/);
  });
});
