import type { NetworkView } from "@sendingnetwork/sdk/network";
import {
  concat,
  encodeAbiParameters,
  type Hex,
  keccak256,
  numberToHex,
  parseAbiParameters,
  zeroHash,
} from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLogger } from "../../../agents/src/observe/index.ts";
import { testEdge } from "../../../agents/src/roles/watchdog/testEdge.ts";
import { type EdgeNetwork, startEdges, type TestEdge } from "../../support/edges.ts";

const NULLIFIER = 42n;

let network: EdgeNetwork;
let ending: AbortController;

beforeAll(async () => {
  network = await startEdges(4);
  ending = new AbortController();
});

afterAll(async () => {
  await network.stop();
});

function test(edge: TestEdge) {
  const view = network.view as unknown as NetworkView;
  const services = {
    view,
    deployment: network.view.deployment,
    log: createLogger({ name: "watchdog", level: "silent" }),
    signal: ending.signal,
  };
  const epoch = network.view.currentEpoch();
  return testEdge(services, { epoch, nullifier: NULLIFIER, edge: edge.operator });
}

const hashOf = (salt: Hex, custody: Hex, fetched: Hex) =>
  keccak256(
    encodeAbiParameters(parseAbiParameters("bytes32, bytes32, bytes32"), [salt, custody, fetched]),
  );

describe("testing an Edge", () => {
  it("succeeds with evidence that its hash, nullifier and Edge bind", async () => {
    const [edge] = network.edges;
    if (edge === undefined) throw new Error("no Edge");
    const { latencyMs, evidenceHash, evidence } = await test(edge);
    expect(latencyMs).toBeGreaterThan(0);
    const opened = JSON.parse(evidence);
    expect(opened.custody.edge).toBe(edge.operator);
    expect(opened.fetch.edge).toBe(edge.operator);
    expect(evidenceHash).toBe(hashOf(opened.salt, opened.custody.root, opened.fetch.root));
    const bound = concat([numberToHex(NULLIFIER, { size: 32 }), opened.salt, edge.operator]);
    expect(opened.blind).toBe(keccak256(bound));
  });

  it("uses a mailbox and a peer of its own each time", async () => {
    const [edge] = network.edges;
    if (edge === undefined) throw new Error("no Edge");
    const [one, two] = [await test(edge), await test(edge)];
    expect(JSON.parse(one.evidence).mailbox).not.toBe(JSON.parse(two.evidence).mailbox);
    expect(one.evidenceHash).not.toBe(two.evidenceHash);
  });

  it("fails for an Edge that is gone, and says so without roots", async () => {
    const edge = network.edges[3];
    if (edge === undefined) throw new Error("no Edge");
    await edge.stop();
    const { latencyMs, evidenceHash, evidence } = await test(edge);
    expect(latencyMs).toBe(0);
    const opened = JSON.parse(evidence);
    expect(opened.failure).toBeDefined();
    expect(evidenceHash).toBe(hashOf(opened.salt, zeroHash, zeroHash));
  });

  it("ends at the signal without a verdict", async () => {
    const [edge] = network.edges;
    if (edge === undefined) throw new Error("no Edge");
    ending.abort();
    await expect(test(edge)).rejects.toThrow(/abort/i);
  });
});
