import { bytesToHex, type Hex, stringToHex } from "viem";
import { getBlock } from "viem/actions";
import { describe, expect, it } from "vitest";
import { sharedIndexer } from "../support/sharedIndexer.ts";

const { chain, indexer } = sharedIndexer();
const random = (): Hex => bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
const lower = (hex: string) => hex.toLowerCase() as Hex;
const client = chain.client(chain.account(1));

describe("identities", () => {
  it("keep what hangs on a DID, and its history after it ended", async () => {
    const { did } = await client.createDid();
    const wallet = chain.account(2);
    const key = chain.account(3).address;
    const device = { deviceId: random(), identityKey: random(), signingKey: random() };
    const expiry = Number((await getBlock(client)).timestamp) + 3_600;
    const contentId = random();
    const name = "did/svc/Messages";
    await client.linkWallet({ did, wallet });
    await chain.client(wallet).setPrimary({ did });
    await client.addDevice({ did, ...device });
    await client.authorizeSessionKey({ did, key, scope: 3, expiry });
    await client.setAttribute({ did, name, value: "https://a.example/" });
    await client.setAttribute({ did, name, value: "https://b.example/" });
    await client.revokeAttribute({ did, name, value: "https://a.example/" });
    await client.setProfile({ did, contentId });
    await client.setRecovery({ did, recovery: wallet.address });
    await indexer.catchUp();

    const guard = lower(wallet.address);
    expect(await indexer.find("did", { id: did })).toMatchObject({
      profile: contentId,
      recovery: guard,
    });
    expect(await indexer.find("primaryDid", { wallet: guard })).toMatchObject({ did });
    expect(await indexer.find("sessionKey", { did })).toMatchObject({
      ...{ key: lower(key), scope: 3, expiry, active: true },
    });
    const current = await indexer.list("attribute", { where: { did, active: true } });
    expect(current.items.map(({ value }) => value)).toEqual([stringToHex("https://b.example/")]);
    expect(await indexer.count("attribute", { did })).toBe(2);

    await client.bumpNonce({ did });
    await indexer.catchUp();
    const nothing = { profile: null, recovery: null, nonce: 1 };
    expect(await indexer.find("did", { id: did })).toMatchObject(nothing);
    expect(await indexer.find("primaryDid", { wallet: guard })).toBeUndefined();
    for (const table of ["link", "sessionKey", "attribute"] as const) {
      expect(await indexer.count(table, { did, active: true }), table).toBe(0);
    }
    const { items } = await indexer.list("didEvent", { where: { did } });
    expect(items.map((event) => event.name).sort()).toEqual(
      [
        ...["DidCreated", "WalletLinked", "PrimarySet", "DeviceAdded", "SessionKeyAuthorized"],
        ...["AttributeChanged", "AttributeChanged", "AttributeChanged", "ProfileSet"],
        ...["RecoverySet", "DidNonceBumped"],
      ].sort(),
    );
  });

  it("end a primary with its link, and a session key when it is revoked", async () => {
    const { did } = await client.createDid();
    const wallet = chain.account(4);
    const key = chain.account(3).address;
    const expiry = Number((await getBlock(client)).timestamp) + 3_600;
    await client.linkWallet({ did, wallet });
    await chain.client(wallet).setPrimary({ did });
    await chain.client(wallet).unlinkWallet({ did, wallet: wallet.address });
    await client.authorizeSessionKey({ did, key, scope: 1, expiry });
    await client.revokeSessionKey({ did, key });
    await indexer.catchUp();
    expect(await indexer.find("primaryDid", { wallet: lower(wallet.address) })).toBeUndefined();
    expect(await indexer.find("sessionKey", { did })).toMatchObject({ active: false });
  });

  it("show recoveries while they are pending, and how they ended", async () => {
    const { did } = await client.createDid();
    const guard = chain.client(chain.account(5));
    const newHolder = chain.account(6).address;
    await client.setRecovery({ did, recovery: chain.account(5).address });
    await guard.startRecovery({ did, newHolder });
    await client.cancelRecovery({ did });
    await guard.startRecovery({ did, newHolder });
    const { readyAt } = await guard.startRecovery({ did, newHolder });
    await indexer.catchUp();
    const pending = await indexer.list("recovery", { where: { did, state: "pending" } });
    expect(pending.items).toMatchObject([{ newHolder: lower(newHolder), readyAt }]);

    await chain.pass(30);
    await guard.finishRecovery({ did });
    await indexer.catchUp();
    const { items } = await indexer.list("recovery", { where: { did } });
    expect(items.map(({ state }) => state).sort()).toEqual(["cancelled", "finished", "replaced"]);
    expect(await indexer.find("did", { id: did })).toMatchObject({
      controller: lower(newHolder),
      nonce: 1,
    });
  });
});
