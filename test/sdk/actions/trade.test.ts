import { type Address, erc20Abi, erc721Abi, type Hex, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tokenIdOf } from "../../../sdk/src/actions/did/tokenIdOf.ts";
import type { SendingClient } from "../../../sdk/src/client.ts";
import type { Order, TradeItem } from "../../../sdk/src/trade/index.ts";
import { startChain, type TestChain } from "../../support/chain.ts";

let chain: TestChain;
let maker: SendingClient;
let taker: SendingClient;
let send: Address;
let dids: Address;

beforeAll(async () => {
  chain = await startChain();
  [maker, taker] = [chain.client(chain.account(30)), chain.client(chain.account(31))];
  send = chain.deployment.contracts.sendToken;
  dids = chain.deployment.contracts.didRegistry;
  const treasury = chain.client(chain.account(0));
  for (const index of [30, 31]) {
    await treasury.transferSend({ to: chain.account(index).address, amount: parseEther("1000") });
  }
});
afterAll(() => chain?.stop());

/** An identity of the client's account: the ERC-721 token at hand. */
async function token(client: SendingClient): Promise<TradeItem & { kind: "erc721" }> {
  const { did } = await client.createDid();
  return { kind: "erc721", token: dids, id: tokenIdOf(client, did) };
}

const coins = (amount: bigint): TradeItem => ({ kind: "native", amount });
const sends = (amount: bigint): TradeItem => ({ kind: "erc20", token: send, amount });

async function approve(client: SendingClient, order: Order, parts?: number) {
  const approvals = await client.approveItems({ order, parts });
  for (const { call } of approvals) await client.sendCall(call);
  return approvals.length;
}

const ownerOf = (id: bigint) =>
  maker.readContract({ address: dids, abi: erc721Abi, functionName: "ownerOf", args: [id] });
const codesOf = (check: { problems: { side: string; code: string }[] }) =>
  check.problems.map(({ side, code }) => `${side} ${code}`).sort();

describe("fillOrder", () => {
  it("swaps a token for SEND after exactly the approvals that were missing", async () => {
    const item = await token(maker);
    const order = await maker.createOrder({ give: [item], want: [sends(7n)] });
    const signature = await maker.signOrder({ order });
    const who = { taker: taker.account?.address as Address };
    const before = await taker.checkOrder({ order, signature, ...who });
    expect(before.fillable).toBe(false);
    expect(codesOf(before)).toEqual(["maker MISSING_APPROVAL", "taker MISSING_APPROVAL"]);
    expect(await approve(maker, order)).toBe(1);
    expect(await approve(taker, order)).toBe(1);
    expect(await approve(taker, order)).toBe(0);
    expect(await taker.checkOrder({ order, signature, ...who })).toMatchObject({ fillable: true });

    const { orderHash } = await taker.fillOrder({ order, signature });
    expect(await ownerOf(item.id)).toBe(who.taker);
    const after = await taker.getOrderStatus({ order });
    expect(after).toMatchObject({ orderHash, state: "filled", left: 0 });
    // Nothing of the exact approval is left.
    const escrow = chain.deployment.contracts.tradeEscrow;
    const args = [who.taker, escrow] as const;
    const call = { address: send, abi: erc20Abi, functionName: "allowance", args } as const;
    expect(await taker.readContract(call)).toBe(0n);
    await expect(taker.fillOrder({ order, signature })).rejects.toMatchObject({
      errorName: "NonceSpent",
    });
    expect(codesOf(await taker.checkOrder({ order, signature }))).toContain("order FILLED");
  });

  it("fills parts, each with its share of coins", async () => {
    const order = await maker.createOrder({ give: [sends(1_000n)], want: [coins(10n)], parts: 10 });
    const signature = await maker.signOrder({ order });
    await approve(maker, order);
    const first = await taker.fillOrder({ order, signature, parts: 3 });
    expect(first).toMatchObject({ parts: 3, left: 7 });
    await expect(taker.fillOrder({ order, signature })).rejects.toMatchObject({
      errorName: "InvalidParts",
    });
    const check = await taker.checkOrder({ order, signature, parts: 8 });
    expect(codesOf(check)).toContain("order PARTS_GONE");
    const rest = await taker.fillOrder({ order, signature, parts: 7 });
    expect(rest).toMatchObject({ left: 0 });
    await expect(taker.fillOrder({ order, signature, parts: 11 })).rejects.toMatchObject({
      code: "INVALID_PARTS",
    });
  });

  it("can be signed by the taker and sent by somebody else", async () => {
    const item = await token(maker);
    const order = await maker.createOrder({ give: [item], want: [sends(1n)] });
    const signature = await maker.signOrder({ order });
    await approve(maker, order);
    await approve(taker, order);
    const call = await taker.fillOrder.call({ order, signature });
    const signed = await taker.signCalls({ calls: [call] });
    await chain.client(chain.account(32)).sendSignedCalls({ signed });
    expect(await ownerOf(item.id)).toBe(taker.account?.address);
  });
});

describe("checkOrder", () => {
  it("names every reason, of both sides", async () => {
    const item = await token(taker);
    const poor = chain.account(33).address;
    const stranger = chain.account(34).address;
    const order = await maker.createOrder({
      give: [item, coins(5n)],
      want: [sends(5n), { kind: "erc20", token: stranger, amount: 1n }],
      taker: stranger,
    });
    const check = await taker.checkOrder({ order, signature: "0x1234", taker: poor });
    expect(codesOf(check)).toEqual([
      "maker BAD_SIGNATURE",
      "maker MISSING_BALANCE",
      "maker NOT_OPENED",
      "taker MISSING_BALANCE",
      "taker TOKEN_FAILED",
      "taker WRONG_TAKER",
    ]);
  });

  it("tells of an order that ended", async () => {
    const { timestamp } = await maker.getBlock();
    const order = await maker.createOrder({ give: [sends(1n)], expiry: Number(timestamp) + 30 });
    const signature = await maker.signOrder({ order });
    await chain.test.increaseTime({ seconds: 60 });
    await chain.test.mine({ blocks: 1 });
    expect(codesOf(await taker.checkOrder({ order, signature }))).toContain("order EXPIRED");
  });
});

describe("openOrder", () => {
  it("keeps the coins until the order is filled, without a signature", async () => {
    const item = await token(taker);
    const order = await maker.createOrder({ give: [coins(5n)], want: [item] });
    expect(await maker.openOrder({ order })).toMatchObject({ custody: 5n });
    await approve(taker, order);
    const signature: Hex = "0x";
    expect(await taker.checkOrder({ order, signature })).toMatchObject({ fillable: true });
    await taker.fillOrder({ order, signature });
    expect(await maker.getOrderStatus({ order })).toMatchObject({ opened: true, custody: 0n });
  });

  it("gives them back when the order is cancelled", async () => {
    const order = await maker.createOrder({ give: [coins(6n)] });
    await maker.openOrder({ order });
    await expect(taker.refundOrder({ order })).rejects.toMatchObject({ errorName: "StillOpen" });
    expect(await maker.cancelOrder({ order })).toMatchObject({ refunded: 6n });
  });
});

describe("cancelAllOrders", () => {
  it("ends all that was signed, and others give the coins back", async () => {
    const order = await maker.createOrder({ give: [coins(8n)] });
    await maker.openOrder({ order });
    const { counter } = await maker.cancelAllOrders();
    expect(counter).toBe(order.counter + 1n);
    expect(await taker.refundOrder({ order })).toMatchObject({ refunded: 8n });
    expect(await maker.getOrderStatus({ order })).toMatchObject({ state: "cancelled" });
  });
});

describe("createOrder", () => {
  it("refuses nonces that were used, and times that are none", async () => {
    const { cancelled } = await maker.cancelNonces({ nonces: [77n, 78n, 77n] });
    expect(cancelled).toEqual([77n, 78n]);
    const give = [sends(1n)];
    const refused = (more: object, code: string) =>
      expect(maker.createOrder({ give, ...more })).rejects.toMatchObject({ code });
    await refused({ nonce: 77n }, "NONCE_USED");
    await refused({ expiry: 5 }, "INVALID_EXPIRY");
    await refused({ expiry: 4_000_000_000 }, "INVALID_EXPIRY");
    await refused({ give: [] }, "INVALID_ORDER");
    await refused({ give: [sends(0n)] }, "INVALID_ITEM");
  });
});
