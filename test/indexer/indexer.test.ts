import { bytesToHex, type Hex, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChain, type TestChain } from "../support/chain.ts";
import { startIndexer, type TestIndexer } from "../support/indexer.ts";

let chain: TestChain;
let indexer: TestIndexer;
beforeAll(async () => {
  chain = await startChain();
  indexer = await startIndexer(chain);
});
afterAll(async () => {
  await indexer?.stop();
  await chain?.stop();
});

const random = (): Hex => bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
const lower = (hex: string) => hex.toLowerCase() as Hex;

describe("the indexer", () => {
  it("reports the block that it has reached", async () => {
    const { chainId, block, ready } = await indexer.status();
    expect(chainId).toBe(31_337);
    expect(ready).toBe(true);
    expect(BigInt(block)).toBe(await chain.client().getBlockNumber({ cacheTime: 0 }));
  });

  it("throws INDEXER_BEHIND for a block that does not come", async () => {
    const waiting = indexer.waitForBlock(10n ** 9n, { timeoutMs: 200 });
    await expect(waiting).rejects.toMatchObject({ code: "INDEXER_BEHIND" });
  });

  it("serves health and metrics", async () => {
    expect((await fetch(`${indexer.url}/health`)).status).toBe(200);
    expect(await (await fetch(`${indexer.url}/metrics`)).text()).toContain("ponder_");
  });

  it("follows a DID, its links and its devices", async () => {
    const client = chain.client(chain.account(1));
    const { did } = await client.createDid();
    const wallets = [chain.account(4), chain.account(5)] as const;
    for (const wallet of wallets) await client.linkWallet({ did, wallet });
    const device = { did, deviceId: random(), identityKey: random(), signingKey: random() };
    await client.addDevice(device);
    await client.unlinkWallet({ did, wallet: wallets[1].address });
    await indexer.catchUp();

    expect(await indexer.find("did", { id: did })).toMatchObject({
      controller: lower(chain.account(1).address),
      nonce: 0,
    });
    const linked = await indexer.list("link", { where: { did, active: true } });
    expect(linked.items.map(({ wallet }) => wallet)).toEqual([lower(wallets[0].address)]);
    expect(await indexer.find("device", { did })).toMatchObject({ ...device, state: "active" });

    await client.writeContract({
      ...{ address: chain.deployment.contracts.didRegistry, abi: bumpNonceAbi },
      ...{ functionName: "bumpNonce", args: [BigInt(`0x${did.split(":")[3]}`)] },
      account: chain.account(1),
    });
    await indexer.catchUp();
    expect(await indexer.count("link", { did, active: true })).toBe(0);
    expect(await indexer.find("device", { did })).toMatchObject({ state: "removed" });
    expect(await indexer.find("did", { id: did })).toMatchObject({ nonce: 1 });
  });

  it("answers a query that follows relations", async () => {
    const client = chain.client(chain.account(2));
    const { did } = await client.createDid();
    await client.linkWallet({ did, wallet: chain.account(6) });
    await indexer.catchUp();
    const answer = await indexer.query<{ did: { links: { items: { wallet: Hex }[] } } }>(
      "query ($id: String!) { did(id: $id) { links { items { wallet } } } }",
      { id: did },
    );
    expect(answer.did.links.items).toEqual([{ wallet: lower(chain.account(6).address) }]);
  });

  it("pages through a table with cursors", async () => {
    const client = chain.client(chain.account(3));
    const made = await Promise.all(Array.from({ length: 7 }, () => client.createDid()));
    await indexer.catchUp();
    const where = { controller: lower(chain.account(3).address) };
    const seen: string[] = [];
    for await (const { id } of indexer.each("did", { where, limit: 3 })) seen.push(id);
    expect(seen.sort()).toEqual(made.map(({ did }) => did).sort());
    expect(await indexer.count("did", where)).toBe(7);
  });

  it("keeps balances, deposits and voucher keys", async () => {
    const owner = chain.client(chain.account(0));
    const payer = chain.client(chain.account(7));
    const { address } = chain.account(7);
    await owner.transferSend({ to: address, amount: parseEther("100") });
    await payer.deposit({ amount: parseEther("30") });
    await payer.deposit({ amount: parseEther("12") });
    const key = chain.account(8).address;
    await payer.setVoucherKey({ key, toEpoch: 2 ** 53 - 1, cap: 5n });
    await indexer.catchUp();
    const account = await indexer.find("account", { address: lower(address) });
    expect(account?.balance).toBe(parseEther("58"));
    const stored = await indexer.find("payer", { address: lower(address) });
    expect(stored?.deposited).toBe(parseEther("42"));
    expect(await indexer.count("deposit", { payer: lower(address) })).toBe(2);
    expect(await indexer.find("voucherKey", { key: lower(key) })).toMatchObject({ cap: 5n });
    const token = await indexer.find("token", { symbol: "SEND" });
    expect(token?.minted).toBeGreaterThan(0n);
    expect(token?.burned).toBe(0n);
  });
});

const bumpNonceAbi = [
  {
    type: "function",
    name: "bumpNonce",
    inputs: [{ name: "did", type: "uint256" }],
    outputs: [],
    stateMutability: "nonpayable",
  },
] as const;
