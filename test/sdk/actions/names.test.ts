import { erc721Abi, type Hex, keccak256, parseEther, toHex } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contractCall } from "../../../sdk/src/actions/calls/contractCall.ts";
import type {
  RegisterNameParameters,
  RegistrationProgress,
} from "../../../sdk/src/actions/index.ts";
import { startChain, type TestChain } from "../../support/chain.ts";
import { registerNow } from "../../support/names.ts";

const YEAR = 365 * 86_400;

let chain: TestChain;
beforeAll(async () => {
  chain = await startChain();
});
afterAll(() => chain?.stop());

const clientOf = (index: number) => chain.client(chain.account(index));

const register = (index: number, parameters: RegisterNameParameters) =>
  registerNow(chain, index, parameters);

describe("registerName", () => {
  it("commits, waits and registers", async () => {
    const steps: string[] = [];
    const onProgress = ({ step }: RegistrationProgress) => steps.push(step);
    const result = await register(10, { name: "Alice", primary: true, onProgress });
    expect([...new Set(steps)]).toEqual(["committing", "waiting", "registering"]);
    const holder = chain.account(10).address;
    expect(result).toMatchObject({ name: "alice.sdn", holder, price: parseEther("0.002") });
    const client = clientOf(10);
    expect(await client.getName({ name: "alice" })).toEqual({
      ...{ name: "alice.sdn", node: result.node, status: "live", holder, version: 1 },
      expiry: result.expiry,
      resolver: expect.stringMatching(new RegExp(chain.deployment.contracts.nameResolver, "i")),
    });
    expect(await client.resolveName({ name: "ALICE.sdn" })).toEqual({
      ...{ name: "alice.sdn", wallet: holder, did: null },
    });
    expect(await client.lookupName({ wallet: holder })).toBe("alice.sdn");
  });

  it("goes on with a commitment that was cut off", async () => {
    const secret = keccak256(toHex("kept"));
    const steps: string[] = [];
    const parameters = { name: "resumed.sdn", duration: 2 * YEAR, secret };
    await clientOf(10).commitName(parameters);
    await chain.pass(10);
    const onProgress = ({ step }: RegistrationProgress) => steps.push(step);
    const { price } = await register(10, { ...parameters, onProgress });
    expect(steps).toEqual(["registering"]);
    expect(price).toBe(parseEther("0.004"));
  });

  it("writes records in the same transaction", async () => {
    const records = { address: chain.account(12).address, texts: { url: "https://sdn.example" } };
    await register(11, { name: "withrecords", records });
    const client = clientOf(11);
    const found = await client.getRecords({ name: "withrecords", texts: ["url", "avatar"] });
    expect(found).toMatchObject({ address: records.address, texts: records.texts });
  });

  it("throws NAME_TAKEN, INVALID_NAME and INVALID_DURATION before any transaction", async () => {
    const client = clientOf(11);
    const count = () => client.getTransactionCount({ address: chain.account(11).address });
    const before = await count();
    const refused = (parameters: RegisterNameParameters, code: string) =>
      expect(client.registerName(parameters)).rejects.toMatchObject({ code });
    await refused({ name: "alice.sdn" }, "NAME_TAKEN");
    await refused({ name: "pаypal.sdn" }, "INVALID_NAME");
    await refused({ name: "alice.eth" }, "INVALID_NAME");
    await refused({ name: "ab" }, "INVALID_NAME");
    await refused({ name: "shorttime", duration: 3_600 }, "INVALID_DURATION");
    await refused({ name: "badrecord", records: { contenthash: "0x123" } }, "INVALID_RECORD");
    expect(await count()).toBe(before);
  });

  it("tells what the contract refuses with", async () => {
    const parameters = { name: "toofresh", secret: keccak256(toHex("fresh")) };
    await expect(clientOf(11).revealName(parameters)).rejects.toMatchObject({
      code: "COMMITMENT_NOT_FOUND",
    });
  });
});

describe("names", () => {
  it("cost by length", async () => {
    const price = async (name: string) => (await clientOf(10).getNamePrice({ name })).price;
    expect(await price("abc")).toBe(parseEther("0.2"));
    expect(await price("abcd")).toBe(parseEther("0.05"));
    expect(await price("abcde")).toBe(parseEther("0.002"));
    expect(await clientOf(10).getNamePrice({ name: "alice" })).toMatchObject({ available: false });
  });

  it("are renewed by anyone", async () => {
    const before = await clientOf(12).getName({ name: "alice" });
    const { expiry, price } = await clientOf(12).renewName({ name: "alice" });
    expect(expiry).toBe((before.expiry ?? 0) + YEAR);
    expect(price).toBe(parseEther("0.002"));
    const call = await clientOf(12).renewName.call({ name: "alice" });
    expect(call).toMatchObject({ functionName: "renew", value: parseEther("0.002") });
  });

  it("say what their holders write, also by signature", async () => {
    const client = clientOf(10);
    await client.setRecords({
      name: "alice",
      texts: { url: "https://alice.example", avatar: "https://alice.example/me.png" },
      addresses: { 0: "0x0014751e76e8199196d454941c45d1b3a323f1433bd6" },
      contenthash: "0xe301017012",
    });
    const read = { name: "alice", texts: ["url", "avatar", "email"], coinTypes: [0, 2] };
    const found = await client.getRecords(read);
    expect(found).toEqual({
      address: chain.account(10).address,
      addresses: { 0: "0x0014751e76e8199196d454941c45d1b3a323f1433bd6" },
      texts: { url: "https://alice.example", avatar: "https://alice.example/me.png" },
      contenthash: "0xe301017012",
      wildcard: false,
    });
    await client.setRecords({ name: "alice", texts: { url: null }, contenthash: null });
    expect(await client.getRecords(read)).toMatchObject({ contenthash: null });
    const stranger = clientOf(11).setRecords({ name: "alice", texts: { url: "mine" } });
    await expect(stranger).rejects.toMatchObject({ code: "NOT_AUTHORIZED" });
    await expect(client.setRecords({ name: "alice" })).rejects.toMatchObject({
      code: "NO_RECORDS",
    });
  });

  it("have subnames, made and taken back", async () => {
    const client = clientOf(10);
    const name = "phone.alice.sdn";
    const holder = chain.account(11).address;
    await client.setSubname({ name, holder });
    expect(await client.getName({ name })).toMatchObject({ status: "live", holder, expiry: null });
    expect(await client.resolveName({ name })).toMatchObject({ wallet: holder });
    await clientOf(11).setRecords({ name, address: null });
    expect(await client.resolveName({ name })).toBeNull();
    await client.removeSubname({ name });
    expect(await client.getName({ name })).toMatchObject({ status: "free", holder: null });
    await client.setRecords({ name: "alice", wildcard: true });
    expect(await client.resolveName({ name })).toMatchObject({ wallet: chain.account(10).address });
  });

  it("lead from the name to the wallet's primary DID", async () => {
    const client = clientOf(13);
    await register(13, { name: "carol" });
    const { did } = await client.createDid();
    const wallet = chain.account(13);
    await client.linkWallet({ did, wallet });
    const args = [BigInt(`0x${did.split(":")[3]}`)] as const;
    const setPrimary = { contract: "didRegistry", functionName: "setPrimary", args } as const;
    await client.sendCall(contractCall(client, setPrimary));
    expect(await client.resolveName({ name: "carol" })).toMatchObject({ did });
  });

  it("move, and point to their holder no longer", async () => {
    const to = chain.account(14).address;
    await register(12, { name: "moving", primary: true });
    await clientOf(12).transferName({ name: "moving", to });
    const client = clientOf(14);
    expect(await client.getName({ name: "moving" })).toMatchObject({ holder: to });
    expect(await client.resolveName({ name: "moving" })).toBeNull();
    expect(await client.lookupName({ wallet: chain.account(12).address })).toBeNull();
    await client.setRecords({ name: "moving", address: to });
    await client.setReverseName({ name: "Moving.sdn" });
    expect(await client.lookupName({ wallet: to })).toBe("moving.sdn");
    await client.setReverseName({ name: null });
    expect(await client.lookupName({ wallet: to })).toBeNull();
  });

  it("are tokens that any reader of ERC-721 understands", async () => {
    const client = clientOf(10);
    const { node } = await client.getName({ name: "alice" });
    const uri = await client.readContract({
      ...{ address: chain.deployment.contracts.nameRegistry, abi: erc721Abi },
      ...{ functionName: "tokenURI", args: [BigInt(node)] },
    });
    const json = JSON.parse(Buffer.from(uri.split(",")[1] ?? "", "base64").toString());
    expect(json).toMatchObject({ name: "alice.sdn" });
    const svg = Buffer.from(json.image.split(",")[1], "base64").toString();
    expect(svg).toContain("alice.sdn");
  });

  it("run out, wait in grace, and begin anew", async () => {
    const holder = chain.account(15).address;
    await register(15, { name: "mortal", records: { texts: { url: "old" } } });
    await chain.pass(YEAR + 1);
    const client = clientOf(15);
    expect(await client.getName({ name: "mortal" })).toMatchObject({ status: "grace", holder });
    expect(await client.resolveName({ name: "mortal" })).toBeNull();
    await chain.pass(60);
    expect(await client.getName({ name: "mortal" })).toMatchObject({ status: "free" });
    await register(16, { name: "mortal" });
    const found = await client.getRecords({ name: "mortal", texts: ["url"] });
    expect(found).toMatchObject({ texts: {}, address: chain.account(16).address as Hex });
    expect(await client.getName({ name: "mortal" })).toMatchObject({ version: 2 });
  });
});
