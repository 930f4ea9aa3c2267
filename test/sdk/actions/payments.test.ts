import { parseEther, zeroAddress } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChain, type TestChain } from "../../support/chain.ts";

let chain: TestChain;
beforeAll(async () => {
  chain = await startChain();
});
afterAll(() => chain?.stop());

describe("deposit", () => {
  it("approves what it needs and adds up", async () => {
    const payer = chain.client(chain.account(0));
    expect(await payer.deposit({ amount: 5n })).toMatchObject({ total: 5n });
    expect(await payer.deposit({ amount: 7n })).toMatchObject({ total: 12n });
    expect(await payer.getDeposit()).toBe(12n);
  });

  it("keeps each allowance for its own deposit when several run at a time", async () => {
    const payer = chain.client(chain.account(0));
    const before = await payer.getDeposit();
    const amounts = [1n, 20n, 300n, 4_000n];
    await Promise.all(amounts.map((amount) => payer.deposit({ amount })));
    expect(await payer.getDeposit()).toBe(before + 4_321n);
  });

  it("pays in for another wallet", async () => {
    const { address } = chain.account(3);
    const { payer } = await chain.client(chain.account(0)).deposit({ amount: 9n, payer: address });
    expect(payer).toBe(address);
    expect(await chain.client().getDeposit({ payer: address })).toBe(9n);
  });

  it("says what is missing for an account without SEND", async () => {
    const poor = chain.client(chain.account(4));
    await expect(poor.deposit({ amount: 1n })).rejects.toMatchObject({
      errorName: "TransferFromFailed",
      hint: expect.stringContaining("SEND"),
    });
  });
});

describe("voucher keys", () => {
  it("act from the next epoch and end from the one after their revocation", async () => {
    const payer = chain.client(chain.account(1));
    const key = chain.account(2).address;
    const { fromEpoch } = await payer.setVoucherKey({ key, toEpoch: 10 ** 9, cap: 5n });
    const { timestamp } = await payer.getBlock();
    const { genesis, schedule } = chain.deployment;
    const epoch = Math.floor((Number(timestamp) - genesis) / schedule.epochLength);
    expect(fromEpoch).toBe(epoch + 1);
    const revoked = await payer.revokeVoucherKey({ key });
    expect(revoked.fromEpoch).toBeGreaterThan(epoch);
  });

  it("cannot be zero", async () => {
    const zero = { key: zeroAddress, toEpoch: 10 ** 9, cap: 5n };
    await expect(chain.client(chain.account(1)).setVoucherKey(zero)).rejects.toMatchObject({
      errorName: "InvalidVoucherKey",
    });
  });
});

describe("transferSend", () => {
  it("moves SEND", async () => {
    const to = chain.account(5).address;
    await chain.client(chain.account(0)).transferSend({ to, amount: parseEther("3") });
    expect(await chain.client().getSendBalance({ account: to })).toBe(parseEther("3"));
  });

  it("throws before it sends more than there is", async () => {
    const poor = chain.client(chain.account(6));
    const nonce = await poor.getTransactionCount({ address: chain.account(6).address });
    const transfer = poor.transferSend({ to: chain.account(5).address, amount: 1n });
    await expect(transfer).rejects.toMatchObject({ errorName: "ERC20InsufficientBalance" });
    expect(await poor.getTransactionCount({ address: chain.account(6).address })).toBe(nonce);
  });
});
