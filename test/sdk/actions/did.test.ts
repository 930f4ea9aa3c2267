import { bytesToHex, type Hex } from "viem";
import { getBlock } from "viem/actions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatDid, parseDid, scopes } from "../../../sdk/src/actions/index.ts";
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
    const nothing = { nonce: 0, linkCount: 0, deviceCount: 0, profile: null, recovery: null };
    const changedAt = expect.any(BigInt);
    expect(await client.getDid({ did })).toEqual({ did, controller, changedAt, ...nothing });
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

describe("a primary DID", () => {
  it("is one of the wallet's links, until the link ends", async () => {
    const client = chain.client(chain.account(1));
    const { did } = await client.createDid();
    const account = chain.account(4);
    const [wallet, address] = [chain.client(account), account.address];
    await expect(wallet.setPrimary({ did })).rejects.toMatchObject({ code: "NOT_LINKED" });
    await client.linkWallet({ did, wallet: account });
    await wallet.setPrimary({ did });
    expect(await client.getPrimary({ wallet: address })).toBe(did);
    await wallet.clearPrimary();
    expect(await client.getPrimary({ wallet: address })).toBe(null);
    await wallet.setPrimary({ did });
    await client.bumpNonce({ did });
    expect(await client.getPrimary({ wallet: address })).toBe(null);
  });
});

describe("session keys", () => {
  const key = "0x00000000000000000000000000000000000005E5";

  it("act in their scope until they end", async () => {
    const client = chain.client(chain.account(1));
    const { did } = await client.createDid();
    const { timestamp } = await getBlock(client);
    const expiry = Number(timestamp) + 3_600;
    expect(await client.getSessionKey({ did, key })).toBe(null);
    await client.authorizeSessionKey({ did, key, scope: scopes.login, expiry });
    expect(await client.getSessionKey({ did, key })).toEqual({ scope: 1, expiry });
    await client.revokeSessionKey({ did, key });
    expect(await client.getSessionKey({ did, key })).toBe(null);
  });

  it("are refused before anything is sent when they make no sense", async () => {
    const client = chain.client(chain.account(1));
    const session = { did: formatDid(31_337, 5n), key, scope: 1, expiry: 1 } as const;
    const refused = (parameters: object) =>
      client.authorizeSessionKey({ ...session, ...parameters });
    await expect(refused({ scope: 0 })).rejects.toMatchObject({ code: "INVALID_SCOPE" });
    await expect(refused({ key: "0x12" })).rejects.toMatchObject({ code: "INVALID_ADDRESS" });
    await expect(refused({ expiry: 1.5 })).rejects.toMatchObject({ code: "INVALID_TIME" });
    await expect(
      client.setAttribute({ did: session.did, name: "x".repeat(33), value: "" }),
    ).rejects.toMatchObject({ code: "INVALID_ATTRIBUTE" });
    await expect(client.setProfile({ did: session.did, contentId: "0x12" })).rejects.toMatchObject({
      code: "INVALID_BYTES",
    });
  });
});

describe("recovery", () => {
  it("moves the DID after the delay, unless the controller objects", async () => {
    const client = chain.client(chain.account(1));
    const guard = chain.client(chain.account(2));
    const newHolder = chain.account(3).address;
    const { did } = await client.createDid();
    await client.setProfile({ did, contentId: random() });
    await client.setRecovery({ did, recovery: chain.account(2).address });
    await guard.startRecovery({ did, newHolder });
    await client.cancelRecovery({ did });
    const { readyAt } = await guard.startRecovery({ did, newHolder });
    const { recovery } = await client.getDid({ did });
    expect(recovery).toMatchObject({ pending: { newHolder, readyAt } });
    await expect(guard.finishRecovery({ did })).rejects.toMatchObject({
      code: "RECOVERY_NOT_READY",
    });
    await chain.pass(chain.deployment.schedule.unbonding);
    expect(await guard.finishRecovery({ did })).toMatchObject({ controller: newHolder });
    expect(await client.getDid({ did })).toMatchObject({
      ...{ controller: newHolder, nonce: 1, profile: null, recovery: null },
    });
  });
});

describe("signed calls", () => {
  it("act for the signer, whoever sends them, once", async () => {
    const holder = chain.account(9);
    const client = chain.client(holder);
    const relayer = chain.client(chain.account(1));
    const salt = random();
    const signed = await client.signCalls({ calls: [await client.createDid.call({ salt })] });
    await relayer.sendSignedCalls({ signed });
    await expect(client.createDid({ salt })).rejects.toMatchObject({ code: "DID_EXISTS" });
    await expect(relayer.sendSignedCalls({ signed })).rejects.toMatchObject({
      errorName: "InvalidSignature",
    });
  });

  it("may depend on a DID's nonce, or be cancelled", async () => {
    const client = chain.client(chain.account(9));
    const relayer = chain.client(chain.account(1));
    const { did } = await client.createDid();
    const calls = [await client.setProfile.call({ did, contentId: random() })];
    const bound = await client.signCalls({ calls, whileNonceOf: did });
    await client.bumpNonce({ did });
    await expect(relayer.sendSignedCalls({ signed: bound })).rejects.toMatchObject({
      errorName: "StaleNonce",
    });
    const signed = await client.signCalls({ calls });
    await client.cancelSignedCalls({ contract: "didRegistry" });
    await expect(relayer.sendSignedCalls({ signed })).rejects.toMatchObject({
      errorName: "InvalidSignature",
    });
  });

  it("are of one contract that takes them", async () => {
    const client = chain.client(chain.account(9));
    await expect(client.signCalls({ calls: [] })).rejects.toMatchObject({ code: "INVALID_BATCH" });
    const calls = [{ ...(await client.createDid.call()), contract: "sendToken" as const }];
    await expect(client.signCalls({ calls })).rejects.toMatchObject({ code: "INVALID_BATCH" });
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
