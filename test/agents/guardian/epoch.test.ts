import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SettlementNetwork, startSettlementNetwork } from "../../support/settlementNetwork.ts";

let network: SettlementNetwork;

beforeAll(async () => {
  network = await startSettlementNetwork({
    guardians: 4,
    edges: 3,
    logLevel: process.env.LOG ?? "silent",
  });
}, 120_000);

afterAll(async () => {
  await network?.end();
});

describe("four Guardians", () => {
  it("settle epoch after epoch", async () => {
    const { view, passTo } = network;
    const epoch = view.currentEpoch() + 1;
    const seconds = { length: 60 };
    for (const _ of Array.from(seconds)) {
      if (view.settlement(epoch).finalized) break;
      await passTo(view.now() + 1);
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    expect(view.settlement(epoch).finalized).toBeDefined();
  });
});
