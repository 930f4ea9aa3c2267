import { bytesToHex, type Hex, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDid, estimateCall } from "../../../sdk/src/actions/index.ts";
import { startChain, type TestChain } from "../../support/chain.ts";

let chain: TestChain;
beforeAll(async () => {
  chain = await startChain();
});
afterAll(() => chain?.stop());

const random = (): Hex => bytesToHex(crypto.getRandomValues(new Uint8Array(32)));

describe("an action's call()", () => {
  it("is what the action would send, as a free function and as a method", async () => {
    const client = chain.client(chain.account(1));
    const salt = random();
    const call = await client.createDid.call({ salt });
    expect(call).toEqual(await createDid.call(client, { salt }));
    expect(call).toMatchObject({
      contract: "didRegistry",
      functionName: "create",
      to: chain.deployment.contracts.didRegistry,
      value: 0n,
    });
    const { receipt } = await client.createDid({ salt });
    const { input } = await client.getTransaction({ hash: receipt.transactionHash });
    expect(input).toBe(call.data);
  });

  it("sends nothing", async () => {
    const account = chain.account(2);
    const client = chain.client(account);
    const before = await client.getTransactionCount({ address: account.address });
    await client.createDid.call();
    await client.estimateCall(await client.createDid.call());
    expect(await client.getTransactionCount({ address: account.address })).toBe(before);
  });
});

describe("estimateCall", () => {
  it("tells gas and fee at the chain's present price", async () => {
    const client = chain.client(chain.account(1));
    const { gas, gasPrice, fee, value } = await client.estimateCall(await client.createDid.call());
    expect(gas).toBeGreaterThan(21_000n);
    expect(fee).toBe(gas * gasPrice);
    expect(value).toBe(0n);
  });

  it("throws what the contract would refuse with", async () => {
    const client = chain.client(chain.account(1));
    const salt = random();
    await client.createDid({ salt });
    const call = await createDid.call(client, { salt });
    await expect(estimateCall(client, call)).rejects.toMatchObject({ code: "DID_EXISTS" });
  });
});

describe("sendBatch", () => {
  it("refuses an empty batch", async () => {
    const client = chain.client(chain.account(1));
    await expect(client.sendBatch({ calls: [] })).rejects.toMatchObject({ code: "INVALID_BATCH" });
  });

  it("refuses calls of two contracts, and coins, and names why", async () => {
    const client = chain.client(chain.account(1));
    const create = await client.createDid.call();
    const other = { ...create, contract: "sendToken", to: chain.deployment.contracts.sendToken };
    await expect(
      client.sendBatch({ calls: [create, { ...other, contract: "sendToken" as const }] }),
    ).rejects.toMatchObject({ details: "it calls didRegistry and sendToken" });
    await expect(
      client.sendBatch({ calls: [create, { ...create, value: parseEther("1") }] }),
    ).rejects.toMatchObject({ details: expect.stringContaining("coins") });
  });
});
