import { bytesToHex, type Hex, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIndexerClient } from "../../sdk/src/indexer/index.ts";
import { startChain, type TestChain } from "../support/chain.ts";
import { startIndexer, type TestIndexer } from "../support/indexer.ts";
import { passTo, registerLoneGuardian, settleQuietEpoch } from "../support/loneGuardian.ts";

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

  it("follows licences, their identities and the beacon", async () => {
    const issuer = chain.client(chain.account(0));
    const { licenses } = await issuer.grantLicense({ to: chain.account(8).address });
    const [id = 0n] = licenses;
    await chain.client(chain.account(8)).registerIdentity({ license: id, commitment: 99n });
    await indexer.catchUp();
    expect(await indexer.find("license", { id })).toMatchObject({
      holder: lower(chain.account(8).address),
      commitment: 99n,
    });
    const queued = await indexer.find("identityCommitment", { commitment: 99n });
    expect(queued).toMatchObject({ licenseId: id, state: "queued", leaf: null });
    await issuer.applyIdentities();
    const proven = await issuer.proveRound(evmnetRound);
    await indexer.catchUp();
    const member = await indexer.find("identityCommitment", { commitment: 99n });
    expect(member).toMatchObject({ state: "member", leaf: 0 });
    expect(await indexer.count("identityRoot")).toBe(1);
    expect(await indexer.find("beaconRound", { round: evmnetRound.round })).toMatchObject({
      randomness: proven.randomness,
    });
  });

  it("follows a Guardian and the epoch that it settles to the claims", async () => {
    const guardian = await registerLoneGuardian(chain, 9);
    const { client, activeFrom: epoch } = guardian;
    const operator = lower(guardian.operator);
    const payout = chain.account(5).address;
    const [credit, pay] = [parseEther("0.01"), parseEther("0.001")];
    const settled = await settleQuietEpoch(chain, guardian, { epoch, payout, credit, pay });
    await indexer.catchUp();
    expect(await indexer.find("node", { operator })).toMatchObject({
      role: "guardian",
      status: "active",
      activeFrom: epoch,
      bond: parseEther("100000"),
      peerVerified: true,
      multiaddrs: ["/ip4/127.0.0.1/tcp/4001"],
    });
    expect(await indexer.find("epoch", { number: epoch })).toMatchObject({
      stage: "reported",
      reportHash: settled.reportHash,
      reportSigners: 1,
      totalCredits: credit,
      totalWatchdogs: pay,
    });

    await passTo(chain, settled.finalAt);
    await client.claimCredit({
      cumulative: credit,
      second: epoch,
      proof: settled.credits.proof(0),
    });
    const share = { epoch, amount: pay, second: 1, proof: settled.watchdogs.proof(0) };
    await client.claimWatchdog({ ...share, beneficiary: payout });
    await client.leaveNode();
    await indexer.catchUp();
    expect(await indexer.find("epoch", { number: epoch })).toMatchObject({
      stage: "final",
      minted: credit + pay,
      burned: 0n,
    });
    const claims = await indexer.list("claim", { orderBy: "id", orderDirection: "asc" });
    expect(claims.items).toMatchObject([
      { kind: "credit", account: operator, amount: credit, epochNumber: null },
      { kind: "watchdog", account: lower(payout), amount: pay, epochNumber: epoch },
    ]);
    expect(await indexer.find("node", { operator })).toMatchObject({ status: "unbonding" });
  });
});

describe("the indexer's answer to a bad request", () => {
  const post = (path: string, body: string) =>
    fetch(`${indexer.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
  const graphql = (query: string) => post("/graphql", JSON.stringify({ query }));
  const sql = (text: string) =>
    fetch(`${indexer.url}/sql/db?${new URLSearchParams({ sql: text })}`);
  const statement = (text: string) => sql(JSON.stringify({ json: { sql: text, params: [] } }));

  const nested = (depth: number): string =>
    depth === 0 ? "id" : `links { items { identity { ${nested(depth - 1)} } } }`;
  const queries = {
    "is cut off": "{ dids { ",
    "asks for a column that is not there": "{ dids { items { nope } } }",
    "asks for too large a page": "{ dids(limit: 1001) { items { id } } }",
    "follows relations too deep": `{ dids { items { ${nested(6)} } } }`,
    "loops through fragments": "{ ...a } fragment a on Query { ...a }",
    "multiplies pages": "{ dids(limit: 1000) { items { links(limit: 1000) { items { did } } } } }",
  };
  for (const [what, query] of Object.entries(queries)) {
    it(`is 400 and says why when GraphQL ${what}`, async () => {
      const response = await graphql(query);
      expect(response.status).toBe(400);
      const { errors } = await response.json();
      expect(errors[0].message.length).toBeGreaterThan(10);
    });
  }

  it("is 400 for a body that is not a query, and 413 for one that is too long", async () => {
    expect((await post("/", "nonsense")).status).toBe(400);
    expect((await post("/graphql", '{"mutation":1}')).status).toBe(400);
    expect((await graphql(`{ dids { items { id } } } #${"x".repeat(70_000)}`)).status).toBe(413);
  });

  it("leaves introspection and ordinary pages alone", async () => {
    const response = await graphql(getIntrospectionQuery);
    expect(response.status).toBe(200);
    expect((await response.json()).data.__schema.types.length).toBeGreaterThan(20);
    expect((await graphql("{ dids(limit: 1000) { items { id } } }")).status).toBe(200);
  });

  it("is SQL's rows for a SELECT", async () => {
    const response = await statement("select count(*) as many from did");
    expect(response.status).toBe(200);
    expect(Number((await response.json()).rows[0].many)).toBeGreaterThan(0);
  });

  const statements = {
    "has a syntax error": "selec * from did",
    "names a table that is not there": "select * from nope",
    "would write": "delete from did",
    "is several statements": "select 1; select 2",
  };
  for (const [what, text] of Object.entries(statements)) {
    it(`is 400 with a reason when SQL ${what}`, async () => {
      const response = await statement(text);
      expect(response.status).toBe(400);
      const { error } = await response.json();
      expect(error).toMatchObject({
        code: "INVALID_SQL",
        message: expect.not.stringContaining("["),
      });
    });
  }

  it("is 400 when there is no SQL in it", async () => {
    for (const text of ["", "garbage", '{"json":{}}', "null"]) {
      expect((await sql(text)).status).toBe(400);
    }
  });

  it("is 404 in JSON for a path that is not there", async () => {
    const response = await fetch(`${indexer.url}/nope`);
    expect(response.status).toBe(404);
    expect((await response.json()).error.code).toBe("NOT_FOUND");
  });

  it("reaches the SDK's caller as INDEXER_REFUSED with the reason", async () => {
    await expect(indexer.query("{ nope }")).rejects.toMatchObject({
      code: "INDEXER_REFUSED",
      details: expect.stringContaining("nope"),
    });
    const nowhere = createIndexerClient("http://127.0.0.1:9");
    await expect(nowhere.count("did")).rejects.toMatchObject({ code: "INDEXER_UNREACHABLE" });
  });
});

/** A round that drand's evmnet has published. */
const evmnetRound = {
  round: 9_337_227,
  signature:
    "0x01d65d6128f4b2df3d08de85543d8efe06b0281d0770246ae3672e8ddd3efda0269373123458f0b5c0073eeed1c816a06809e127421513e34ee07df6987910b3",
} as const;

const getIntrospectionQuery = `{ __schema { types { kind name fields { name args { name type { ...t } }
  type { ...t } } inputFields { name type { ...t } } enumValues { name } } } }
  fragment t on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;

const bumpNonceAbi = [
  {
    type: "function",
    name: "bumpNonce",
    inputs: [{ name: "did", type: "uint256" }],
    outputs: [],
    stateMutability: "nonpayable",
  },
] as const;
