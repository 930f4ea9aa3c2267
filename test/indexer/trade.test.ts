import { parseEther } from "viem";
import { describe, expect, it } from "vitest";
import type { TradeItem } from "../../sdk/src/trade/index.ts";
import { sharedIndexer } from "../support/sharedIndexer.ts";

const { chain, indexer } = sharedIndexer();
const [maker, taker] = [chain.client(chain.account(35)), chain.client(chain.account(36))];
const address = (index: number) => chain.account(index).address.toLowerCase() as `0x${string}`;
const coins = (amount: bigint): TradeItem => ({ kind: "native", amount });
const sends = (amount: bigint): TradeItem => ({
  kind: "erc20",
  token: chain.deployment.contracts.sendToken,
  amount,
});
const orderRow = (id: `0x${string}`) => indexer.find("tradeOrder", { id });

async function fund(index: number) {
  const to = chain.account(index).address;
  await chain.client(chain.account(0)).transferSend({ to, amount: parseEther("1") });
  const escrow = chain.deployment.contracts.tradeEscrow;
  await chain.client(chain.account(index)).approve({ spender: escrow, amount: parseEther("1") });
}

describe("trade", () => {
  it("shows published orders, their items, fills and coins, from opening to end", async () => {
    await fund(36);
    const order = await maker.createOrder({ give: [coins(100n)], want: [sends(50n)], parts: 10 });
    const twin = await maker.createOrder({ want: [sends(1n)], nonce: order.nonce });
    const { orderHash: id } = await maker.openOrder({ order });
    const { orderHash: twinId } = await maker.openOrder({ order: twin });
    await indexer.catchUp();
    expect(await orderRow(id)).toMatchObject({
      ...{ maker: address(35), state: "open", published: true, custody: 100n, left: 10n },
      ...{ nonce: order.nonce, salt: order.salt, expiry: order.expiry },
    });
    const { items } = await indexer.list("tradeItem", { where: { order: id } });
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ side: "give", kind: "native", amount: 100n }),
        expect.objectContaining({ side: "want", kind: "erc20", amount: 50n }),
      ]),
    );

    await taker.fillOrder({ order, signature: "0x", parts: 4 });
    await indexer.catchUp();
    expect(await orderRow(id)).toMatchObject({ state: "open", left: 6n, custody: 60n });
    expect(await orderRow(twinId)).toMatchObject({ state: "superseded", left: 0n });
    await taker.fillOrder({ order, signature: "0x", parts: 6 });
    await indexer.catchUp();
    expect(await orderRow(id)).toMatchObject({ state: "filled", left: 0n, custody: 0n });
    const fills = await indexer.list("tradeFill", { where: { order: id } });
    expect(fills.items.map(({ parts, left }) => [parts, left]).sort()).toEqual([
      [4n, 6n],
      [6n, 0n],
    ]);
    const moves = await indexer.list("tradeCustody", { where: { order: id } });
    expect(moves.items.map(({ move, amount }) => `${move} ${amount}`).sort()).toEqual([
      "paid 40",
      "paid 60",
      "taken 100",
    ]);
  });

  it("shows an order that was never published once it is filled", async () => {
    await fund(36);
    const order = await maker.createOrder({ want: [sends(5n)] });
    const signature = await maker.signOrder({ order });
    const { orderHash: id } = await taker.fillOrder({ order, signature });
    await indexer.catchUp();
    expect(await orderRow(id)).toMatchObject({ published: false, state: "filled", left: 0n });
    expect(await indexer.count("tradeItem", { order: id })).toBe(1);
    expect(await indexer.find("tradeFill", { salt: order.salt })).toMatchObject({
      ...{ order: id, taker: address(36), parts: 1n },
    });
  });

  it("ends what was cancelled: an order, a nonce, everything", async () => {
    const open = async () => {
      const order = await maker.createOrder({ give: [coins(3n)] });
      return { order, id: (await maker.openOrder({ order })).orderHash };
    };
    const [one, two, three] = [await open(), await open(), await open()];
    await maker.cancelOrder({ order: one.order });
    await maker.cancelNonces({ nonces: [two.order.nonce] });
    const { counter } = await maker.cancelAllOrders();
    await taker.refundOrder({ order: three.order });
    await indexer.catchUp();
    expect(await orderRow(one.id)).toMatchObject({ state: "cancelled", custody: 0n });
    expect(await orderRow(two.id)).toMatchObject({ state: "cancelled", custody: 3n });
    expect(await orderRow(three.id)).toMatchObject({ state: "cancelled", custody: 0n });
    expect(await indexer.find("tradeCounter", { maker: address(35) })).toMatchObject({ counter });
    const { items } = await indexer.list("tradeCancellation", { where: { maker: address(35) } });
    expect(items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["order", "nonce", "counter"]),
    );
  });
});
