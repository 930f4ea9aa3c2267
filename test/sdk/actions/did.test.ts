import { bytesToHex, type Hex } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatDid, parseDid } from "../../../sdk/src/actions/index.ts";
import { startChain, type TestChain } from "../../support/chain.ts";

let chain: TestChain;
beforeAll(async () => {
  chain = await startChain();
});
afterAll(() => chain?.stop());

const random = (): Hex => bytesToHex(crypto.getRandomValues(new Uint8Array(32)));

describe("createDid", () => {
  it("returns the DID that the chain then knows", async () => {
    const client = chain.client(chain.account(1));
    const { did, controller } = await client.createDid();
    expect(did).toMatch(/^did:sdn:31337:[0-9a-f]{40}$/);
    expect(controller).toBe(chain.account(1).address);
    expect(await client.getDid({ did })).toEqual({ did, controller, nonce: 0, linkCount: 0 });
  });

  it("throws DID_EXISTS for a salt that the account has used", async () => {
    const client = chain.client(chain.account(1));
    const salt = random();
    await client.createDid({ salt });
    await expect(client.createDid({ salt })).rejects.toMatchObject({
      name: "ContractError",
      code: "DID_EXISTS",
      errorName: "DidExists",
    });
  });

  it("takes as many calls of one account at a time as come", async () => {
    const client = chain.client(chain.account(2));
    const created = await Promise.all(Array.from({ length: 12 }, () => client.createDid()));
    expect(new Set(created.map(({ did }) => did)).size).toBe(12);
  });

  it("leaves no gap in the nonces where one of several calls fails", async () => {
    const client = chain.client(chain.account(3));
    const salt = random();
    await client.createDid({ salt });
    const calls = [client.createDid(), client.createDid({ salt }), client.createDid()];
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    await client.createDid();
  });

  it("throws NO_ACCOUNT for a client without one", async () => {
    await expect(chain.client().createDid()).rejects.toMatchObject({ code: "NO_ACCOUNT" });
  });

  it("throws what the signal was aborted with", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(chain.client(chain.account(1)).createDid({ signal })).rejects.toThrow("enough");
  });
});

describe("linkWallet", () => {
  it("links a wallet that signs, by the controller's call", async () => {
    const client = chain.client(chain.account(1));
    const { did } = await client.createDid();
    const wallet = chain.account(4);
    await client.linkWallet({ did, wallet });
    expect(await client.isLinked({ did, wallet: wallet.address })).toBe(true);
    expect(await client.getDidsOf({ wallet: wallet.address })).toContain(did);
  });

  it("links by both sides' signatures when somebody else sends", async () => {
    const { did } = await chain.client(chain.account(1)).createDid();
    const stranger = chain.client(chain.account(5));
    const [controller, wallet] = [chain.account(1), chain.account(6)];
    await stranger.linkWallet({ did, wallet, controller });
    expect(await stranger.isLinked({ did, wallet: wallet.address })).toBe(true);
  });

  it("throws when the controller who signs does not hold the DID", async () => {
    const { did } = await chain.client(chain.account(1)).createDid();
    const stranger = chain.client(chain.account(5));
    const [controller, wallet] = [chain.account(6), chain.account(7)];
    await expect(stranger.linkWallet({ did, wallet, controller })).rejects.toMatchObject({
      errorName: "InvalidSignature",
    });
  });

  it("throws ALREADY_LINKED for a linked pair, which unlinkWallet frees again", async () => {
    const client = chain.client(chain.account(1));
    const { did } = await client.createDid();
    const wallet = chain.account(8);
    await client.linkWallet({ did, wallet });
    await expect(client.linkWallet({ did, wallet })).rejects.toMatchObject({
      code: "ALREADY_LINKED",
    });
    await chain.client(wallet).unlinkWallet({ did, wallet: wallet.address });
    await client.linkWallet({ did, wallet });
  });
});

describe("devices", () => {
  it("go from none to active to removed, and never back", async () => {
    const client = chain.client(chain.account(1));
    const { did } = await client.createDid();
    const deviceId = random();
    const keys = { identityKey: random(), signingKey: random() };
    expect(await client.getDevice({ did, deviceId })).toMatchObject({ state: "none" });
    await client.addDevice({ did, deviceId, ...keys });
    expect(await client.getDevice({ did, deviceId })).toMatchObject({ state: "active", ...keys });
    await client.removeDevice({ did, deviceId });
    expect(await client.getDevice({ did, deviceId })).toMatchObject({ state: "removed" });
    await expect(client.addDevice({ did, deviceId, ...keys })).rejects.toMatchObject({
      errorName: "DeviceExists",
    });
  });

  it("are the controller's alone to add", async () => {
    const { did } = await chain.client(chain.account(1)).createDid();
    const device = { did, deviceId: random(), identityKey: random(), signingKey: random() };
    await expect(chain.client(chain.account(2)).addDevice(device)).rejects.toMatchObject({
      errorName: "NotController",
      details: expect.stringContaining(chain.account(2).address),
    });
  });
});

describe("a DID's text", () => {
  it("is read back", () => {
    expect(parseDid(formatDid(31_337, 0xabcn))).toMatchObject({ chainId: 31_337, id: 0xabcn });
  });

  for (const text of [
    "",
    "did:sdn:1:ab",
    `did:sdn:0:${"0".repeat(40)}`,
    `did:eth:1:${"a".repeat(40)}`,
  ]) {
    it(`is refused as ${text || "nothing"}`, () => {
      expect(() => parseDid(text)).toThrow(expect.objectContaining({ code: "INVALID_DID" }));
    });
  }

  it("of another chain is refused by every action", async () => {
    const did = formatDid(1, 5n);
    await expect(chain.client().getDid({ did })).rejects.toMatchObject({ code: "WRONG_CHAIN" });
  });
});
