import { createClientNode } from "@sendingnetwork/sdk/node";
import { bytesOf, PROTOCOLS, wire } from "@sendingnetwork/sdk/wire";
import { type Hex, keccak256, zeroHash } from "viem";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLogger, createMetrics } from "../../../agents/src/observe/index.ts";
import { askNode } from "../../../agents/src/protocols/askNode.ts";
import { DataSets, fetchDataSet, serveEpochs } from "../../../agents/src/protocols/epochs/index.ts";
import { Guard } from "../../../agents/src/protocols/guard/index.ts";
import { settleEpoch } from "../../../agents/src/settlement/index.ts";
import {
  type GuardianNetwork,
  startGuardians,
  type TestGuardian,
} from "../../support/guardians.ts";
import { inputOf } from "../settlement/arbitraries.ts";

let network: GuardianNetwork;
let first: TestGuardian;
let second: TestGuardian;
let client: Awaited<ReturnType<typeof createClientNode>>;
const kept = new Map<Hex, Uint8Array<ArrayBuffer>>();

beforeEach(async () => {
  network = await startGuardians(2);
  [first, second] = network.guardians as [TestGuardian, TestGuardian];
  client = await createClientNode();
  kept.clear();
  await second.node.unhandle(PROTOCOLS.epochs);
  const guard = new Guard({
    metrics: createMetrics("guardian"),
    log: createLogger({ name: "guardian", level: "silent" }),
  });
  const { node, health } = second;
  await serveEpochs({ node, guard, health, dataSet: (hash) => kept.get(hash) });
});

afterEach(async () => {
  await client.stop();
  await network.stop();
});

function keep(bytes: Uint8Array): Hex {
  const hash = keccak256(bytes);
  kept.set(hash, new Uint8Array(bytes));
  return hash;
}

describe("data sets", () => {
  it("come whole, however many parts they take", async () => {
    for (const size of [0, 1, 512 * 1024, 1_300_000]) {
      const bytes = new Uint8Array(size).map((_, i) => i % 251);
      const hash = keep(bytes);
      expect(await fetchDataSet(client, second.record(), hash)).toEqual(bytes);
      const answer = await fetch(`${second.health.url}/epochs/${hash}`);
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    }
  });

  it("that are not kept are told so", async () => {
    await expect(fetchDataSet(client, second.record(), zeroHash)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    for (const path of [zeroHash, "0x12", "../keys.json"]) {
      expect((await fetch(`${second.health.url}/epochs/${path}`)).status).toBe(404);
    }
  });

  it("of another hash are refused", async () => {
    const hash = keep(Uint8Array.of(1, 2, 3));
    kept.set(hash, Uint8Array.of(3, 2, 1));
    await expect(fetchDataSet(client, second.record(), hash)).rejects.toMatchObject({
      code: "MALFORMED_FRAME",
    });
  });

  it("end at their end", async () => {
    const hash = keep(Uint8Array.of(1, 2, 3));
    const codecs = { send: wire.DataRequest, receive: wire.DataAnswer };
    const ask = (offset: number) =>
      askNode(client, second.record(), PROTOCOLS.epochs, codecs, {
        dataHash: bytesOf(hash),
        offset,
      });
    const { part } = await ask(2);
    expect([part?.total, [...(part?.bytes_ ?? [])]]).toEqual([3, [3]]);
    expect((await ask(99)).part?.bytes_).toHaveLength(0);
  });

  it("are found at whichever Guardian has them, kept, and fetched once", async () => {
    const { bytes, data } = settleEpoch(inputOf({}));
    const hash = keep(bytes);
    const stored: Hex[] = [];
    const { view } = network;
    const dataSets = new DataSets({ node: client, view, keep: (name) => stored.push(name) });
    expect(await dataSets.get(hash)).toEqual(data);
    kept.clear();
    expect(await dataSets.get(hash)).toEqual(data);
    expect(stored).toEqual([hash]);
    await expect(dataSets.get(zeroHash)).rejects.toMatchObject({ code: "DATA_SET_MISSING" });
    expect(first.operator).not.toBe(second.operator);
  });
});
