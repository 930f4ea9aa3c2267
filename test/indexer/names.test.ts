import { describe, expect, it } from "vitest";
import { registerNow } from "../support/names.ts";
import { sharedIndexer } from "../support/sharedIndexer.ts";

const { chain, indexer } = sharedIndexer();
const lower = (hex: string) => hex.toLowerCase() as `0x${string}`;
const accountOf = (index: number) => lower(chain.account(index).address);
const clientOf = (index: number) => chain.client(chain.account(index));

describe("the indexer", () => {
  it("follows a name from its purchase to its next holder", async () => {
    const records = {
      texts: { url: "https://indexed.example" },
      addresses: { 0: "0x0014aa" },
    } as const;
    const { node, expiry, price } = await registerNow(chain, 10, {
      ...{ name: "indexedname", primary: true, records },
    });
    await indexer.catchUp();
    expect(await indexer.find("name", { node })).toMatchObject({
      ...{ name: "indexedname.sdn", label: "indexedname", parent: null, expiry, version: 1 },
      ...{ holder: accountOf(10), pointsToHolder: true, resolver: null },
    });
    expect(await indexer.find("reverseName", { wallet: accountOf(10) })).toMatchObject({
      name: "indexedname.sdn",
    });

    await clientOf(11).renewName({ name: "indexedname" });
    await clientOf(10).setRecords({ name: "indexedname", texts: { url: null, email: "a@b.c" } });
    await clientOf(10).transferName({ name: "indexedname", to: accountOf(12) });
    await indexer.catchUp();
    expect(await indexer.find("name", { node })).toMatchObject({
      ...{ holder: accountOf(12), pointsToHolder: false, expiry: expiry + 365 * 86_400 },
    });
    const events = await indexer.list("nameEvent", { where: { node } });
    expect(events.items).toMatchObject([
      { kind: "registered", account: accountOf(10), payer: accountOf(10), price, expiry },
      { kind: "renewed", payer: accountOf(11), price },
      { kind: "transferred", account: accountOf(12) },
    ]);
    const present = await indexer.list("nameRecord", { where: { node, value_not: "" } });
    const values = present.items.map(({ kind, key, value }) => [kind, key, value]);
    expect(values.sort()).toEqual([
      ["address", "0", "0x0014aa"],
      ["text", "email", "a@b.c"],
    ]);
    expect(await indexer.count("nameRecordChange", { node, kind: "text" })).toBe(3);
  });

  it("keeps subnames as a tree", async () => {
    await registerNow(chain, 13, { name: "treename" });
    await clientOf(13).setSubname({ name: "phone.treename.sdn", holder: accountOf(14) });
    await clientOf(14).setSubname({ name: "left.phone.treename.sdn" });
    await indexer.catchUp();
    type Tree = { names: { items: { name: string; subnames: Tree["names"] }[] } };
    const { names } = await indexer.query<Tree>(
      `{ names(where: { name: "treename.sdn" }) {
        items { name subnames(limit: 9) { items { name holder
          subnames(limit: 9) { items { name holder } } } } } } }`,
    );
    expect(names.items).toMatchObject([
      {
        name: "treename.sdn",
        subnames: {
          items: [
            {
              ...{ name: "phone.treename.sdn", holder: accountOf(14) },
              subnames: { items: [{ name: "left.phone.treename.sdn", holder: accountOf(14) }] },
            },
          ],
        },
      },
    ]);
    await clientOf(13).removeSubname({ name: "phone.treename.sdn" });
    await indexer.catchUp();
    const gone = await indexer.find("name", { name: "phone.treename.sdn" });
    expect(gone).toMatchObject({ holder: null, version: 1 });
  });

  it("takes whatever a stranger writes", async () => {
    const { node } = await registerNow(chain, 15, { name: "strangewords" });
    const texts = { "nul\0key": "nul\0value", ["k".repeat(5_000)]: "v".repeat(5_000) };
    await clientOf(15).setRecords({ name: "strangewords", texts });
    await indexer.catchUp();
    expect(await indexer.count("nameRecord", { node, kind: "text" })).toBe(2);
    const record = await indexer.find("nameRecord", { node, value: "nul\uFFFDvalue" });
    expect(record).toMatchObject({ key: "nul\uFFFDkey" });
  });
});
