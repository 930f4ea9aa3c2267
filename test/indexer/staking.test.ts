import { type Hex, parseEther } from "viem";
import { describe, expect, it } from "vitest";
import { freshNodeKeys } from "../support/nodeKeys.ts";
import { sharedIndexer } from "../support/sharedIndexer.ts";

const { chain, indexer } = sharedIndexer();
const bond = parseEther("10000");
const amount = parseEther("100");
const multiaddrs = ["/ip4/127.0.0.1/tcp/4001"];
const lower = (hex: string) => hex.toLowerCase() as Hex;

async function funded(index: number) {
  const account = chain.account(index);
  await chain.client(chain.account(0)).transferSend({ to: account.address, amount: bond * 2n });
  return { client: chain.client(account), address: lower(account.address) };
}

describe("delegated stake", () => {
  it("is followed from pool to pool and out", async () => {
    const [first, second, alice] = [await funded(54), await funded(55), await funded(56)];
    for (const { client } of [first, second]) {
      const node = { role: "edge", ...freshNodeKeys(), multiaddrs, bond } as const;
      await client.registerNode({ ...node, commissionBps: 700 });
    }
    const { pool } = await alice.client.delegate({ operator: first.address, amount });
    const moved = await alice.client.redelegate({
      ...{ pool, operator: second.address, amount: amount / 2n },
    });
    const { withdrawableAt } = await alice.client.undelegate({ pool, amount: parseEther("20") });
    const { fromEpoch } = await first.client.setCommission({ commissionBps: 900 });
    await indexer.catchUp();

    expect(await indexer.find("node", { operator: first.address })).toMatchObject({
      stake: bond + parseEther("30"),
      commissionBps: 900,
    });
    expect(await indexer.find("delegationPool", { id: moved.pool })).toMatchObject({
      operator: second.address,
      formerly: first.address,
      stake: amount / 2n,
    });
    const held = await indexer.list("delegation", { where: { delegator: alice.address } });
    expect(held.items.map((row) => row.pool).sort()).toEqual([pool, moved.pool].sort());
    expect(await indexer.find("unbondingEntry", { delegator: alice.address })).toMatchObject({
      ...{ operator: first.address, pool, amount: parseEther("20"), withdrawableAt },
      withdrawn: false,
    });
    const changes = { operator: first.address, fromEpoch };
    expect(await indexer.find("commissionChange", changes)).toMatchObject({
      ...{ oldBps: 700, newBps: 900 },
    });
    const stakes = await indexer.list("stakeChange", { where: { operator: first.address } });
    expect(stakes.items.length).toBeGreaterThan(0);
    const events = await indexer.list("delegationEvent", {
      ...{ where: { delegator: alice.address }, orderBy: "id", orderDirection: "asc" },
    });
    expect(events.items.map(({ kind }) => kind)).toEqual(["delegate", "redelegate", "undelegate"]);
    expect(await indexer.count("offence")).toBeGreaterThan(0);
  });
});
