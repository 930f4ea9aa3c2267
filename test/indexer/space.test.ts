import type { Hex } from "viem";
import { getBlock } from "viem/actions";
import { describe, expect, it } from "vitest";
import {
  addressInSegment,
  formatSegment,
  formatUnicast,
  parseSegment,
} from "../../sdk/src/addresses/index.ts";
import { sharedIndexer } from "../support/sharedIndexer.ts";

const { chain, indexer } = sharedIndexer();
const lower = (hex: string) => hex.toLowerCase() as Hex;
const [alice, bob] = [chain.account(23), chain.account(24)];
const client = chain.client(alice);

let tops = 0x1700n;
async function grant() {
  const expiry = Number((await getBlock(client)).timestamp) + 1_000_000;
  const segment = formatSegment({ prefix: ++tops, bits: 16 });
  await chain.client(chain.account(0)).grantSegment({ segment, to: alice.address, expiry });
  return { segment, expiry };
}
const addressAt = (segment: string, host: bigint) =>
  formatUnicast(addressInSegment(parseSegment(segment), host));

describe("the address space", () => {
  it("is a tree of segments, with their history", async () => {
    const { segment: parent, expiry } = await grant();
    const { children } = await client.subdivide({ parent, bits: 24, count: 3, expiry: expiry - 9 });
    const [first = "", second = ""] = children;
    await client.transferSegment({ segment: first, to: bob.address });
    await client.extendSegment({ segment: first, expiry });
    await client.reclaimSegments({ segments: [second] });
    await client.subdivide({ parent, bits: 24, index: 1, to: bob.address, expiry });
    await indexer.catchUp();

    expect(await indexer.find("segment", { id: parent })).toMatchObject({
      ...{ holder: lower(alice.address), expiry, parent: null, bits: 16, childBits: 24 },
      ...{ generation: 1, emancipated: true, status: "held" },
    });
    const tree = await indexer.list("segment", { where: { parent }, orderBy: "tokenId" });
    expect(tree.items).toMatchObject([
      { id: first, holder: lower(bob.address), expiry, emancipated: true, generation: 1 },
      { id: second, holder: lower(bob.address), expiry, emancipated: true, generation: 2 },
      { id: children[2], holder: lower(alice.address), emancipated: false, status: "held" },
    ]);
    const events = async (segment: string) => {
      const page = await indexer.list("segmentEvent", { where: { segment }, orderBy: "id" });
      return page.items.map(({ kind }) => kind);
    };
    expect(await events(first)).toEqual(["created", "emancipated", "transferred", "extended"]);
    expect(await events(second)).toEqual(["created", "burned", "created"]);
    expect(await events(parent)).toEqual(["granted"]);
  });

  it("keeps leases, and bindings as long as their tenancy", async () => {
    const { segment, expiry } = await grant();
    const tenant = chain.client(bob);
    const wallet = chain.account(25);
    const unicast = addressAt(segment, 5n);
    await client.leaseSegment({ segment, tenant: bob.address, expires: expiry });
    await tenant.bindAddress({ unicast, wallet });
    await client.transferSegment({ segment, to: chain.account(26).address });
    await indexer.catchUp();
    const where = { segment };
    expect(await indexer.find("segment", { id: segment })).toMatchObject({
      ...{ tenant: lower(bob.address), leaseEnd: expiry },
    });
    expect((await indexer.list("binding", { where })).items).toMatchObject([
      {
        address: unicast,
        wallet: lower(wallet.address),
        operator: lower(bob.address),
        active: true,
        until: expiry,
      },
    ]);

    await tenant.endLease({ segment });
    await indexer.catchUp();
    expect((await indexer.list("lease", { where })).items).toMatchObject([
      { tenant: lower(bob.address), expires: expiry, endedAt: expect.any(Number) },
    ]);
    expect(await indexer.count("binding", { segment, active: true })).toBe(0);
    expect(await indexer.find("segment", { id: segment })).toMatchObject({ tenant: null });
  });

  it("ends the bindings that a child takes over, and no others", async () => {
    const { segment: parent, expiry } = await grant();
    const host = (1n << 225n) + 7n;
    const [inside, outside] = [addressAt(parent, 5n), addressAt(parent, host)];
    await client.bindAddress({ unicast: inside, wallet: chain.account(27) });
    await client.bindAddress({ unicast: outside, wallet: chain.account(28) });
    await client.subdivide({ parent, bits: 24, count: 2, expiry });
    await indexer.catchUp();
    const { items } = await indexer.list("binding", { where: { segment: parent, active: true } });
    expect(items.map(({ address }) => address)).toEqual([outside]);
    expect((await client.whois({ unicast: outside })).wallet).toBe(chain.account(28).address);
    expect((await client.whois({ unicast: inside })).wallet).toBeNull();

    await client.unbindAddress({ unicast: outside });
    await indexer.catchUp();
    expect(await indexer.count("binding", { segment: parent, active: true })).toBe(0);
  });
});
