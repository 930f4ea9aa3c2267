import { type Context, type Event, ponder } from "ponder:registry";
import {
  tradeCancellation,
  tradeCounter,
  tradeCustody,
  tradeFill,
  tradeItem,
  tradeOrder,
} from "ponder:schema";
import { tradeEscrowAbi } from "@sendingnetwork/sdk/abis";
import { itemKinds } from "@sendingnetwork/sdk/trade";
import { digestOf } from "@sendingnetwork/sdk/typed-data";
import { and, eq, lt, ne } from "ponder";
import { type Address, decodeFunctionData, type Hex } from "viem";
import { deployment } from "./deployment.ts";

type OrderOnChain = Event<"TradeEscrow:OrderOpened">["args"]["order"];
type Place = Pick<Event, "block" | "transaction">;

ponder.on("TradeEscrow:OrderOpened", async ({ event, context }) => {
  const { orderHash, maker, order, custody } = event.args;
  // A fill in parts may have shown it before.
  const published = { published: true, custody };
  const known = await context.db.find(tradeOrder, { id: orderHash });
  if (known) await context.db.update(tradeOrder, { id: orderHash }).set(published);
  else await insertOrder(context, event, orderHash, order, published);
  if (custody > 0n) await moveCustody(context, event, orderHash, "taken", maker, custody);
});

ponder.on("TradeEscrow:OrderFilled", async ({ event, context }) => {
  await fill(context, event, { ...event.args, parts: 1n, left: 0n });
});

ponder.on("TradeEscrow:OrderPartFilled", async ({ event, context }) => {
  await fill(context, event, event.args);
});

ponder.on("TradeEscrow:OrderCancelled", async ({ event, context }) => {
  const { orderHash: order, maker, nonce } = event.args;
  const row = { maker, kind: "order", order, nonce } as const;
  await context.db.insert(tradeCancellation).values({ id: event.id, ...row, ...whenOf(event) });
  await endNonce(context, event, maker, nonce, "cancelled");
});

ponder.on("TradeEscrow:NonceCancelled", async ({ event, context }) => {
  const { maker, nonce } = event.args;
  const row = { maker, kind: "nonce", nonce } as const;
  await context.db.insert(tradeCancellation).values({ id: event.id, ...row, ...whenOf(event) });
  await endNonce(context, event, maker, nonce, "cancelled");
});

ponder.on("TradeEscrow:CounterIncremented", async ({ event, context }) => {
  const { maker, counter } = event.args;
  const row = { maker, kind: "counter", counter } as const;
  await context.db.insert(tradeCancellation).values({ id: event.id, ...row, ...whenOf(event) });
  await context.db.insert(tradeCounter).values({ maker, counter }).onConflictDoUpdate({ counter });
  await context.db.sql
    .update(tradeOrder)
    .set({ state: "cancelled", left: 0n, endedAt: event.block.timestamp })
    .where(
      and(
        eq(tradeOrder.maker, maker),
        eq(tradeOrder.state, "open"),
        lt(tradeOrder.counter, counter),
      ),
    );
});

ponder.on("TradeEscrow:CustodyPaid", async ({ event, context }) => {
  const { orderHash, to, amount, left } = event.args;
  await context.db.update(tradeOrder, { id: orderHash }).set({ custody: left });
  await moveCustody(context, event, orderHash, "paid", to, amount);
});

ponder.on("TradeEscrow:CustodyRefunded", async ({ event, context }) => {
  const { orderHash, to, amount } = event.args;
  await context.db.update(tradeOrder, { id: orderHash }).set({ custody: 0n });
  await moveCustody(context, event, orderHash, "refunded", to, amount);
});

type Fill = Event<"TradeEscrow:OrderPartFilled">["args"];

async function fill(context: Context, event: Place & { id: string }, args: Fill): Promise<void> {
  const { orderHash, maker, nonce, left } = args;
  const { taker, salt, parts } = args;
  const known = await context.db.find(tradeOrder, { id: orderHash });
  if (!known) {
    const order = orderIn(event.transaction, orderHash);
    if (order) {
      const unpublished = { published: false, custody: 0n };
      await insertOrder(context, event, orderHash, order, unpublished);
    }
  }
  await context.db.insert(tradeFill).values({
    id: event.id,
    order: orderHash,
    ...{ maker, taker, nonce, salt, parts, left },
    ...whenOf(event),
  });
  // The nonce is this order's from now on.
  await endNonce(context, event, maker, nonce, "superseded", orderHash);
  if (!known && !(await context.db.find(tradeOrder, { id: orderHash }))) return;
  const ended = { state: "filled", left, endedAt: event.block.timestamp } as const;
  await context.db.update(tradeOrder, { id: orderHash }).set(left === 0n ? ended : { left });
}

/** Ends all open orders of the maker with this nonce, `except` one. */
async function endNonce(
  context: Context,
  event: Place,
  maker: Address,
  nonce: bigint,
  state: "cancelled" | "superseded",
  except: Hex = "0x",
): Promise<void> {
  await context.db.sql
    .update(tradeOrder)
    .set({ state, left: 0n, endedAt: event.block.timestamp })
    .where(
      and(
        eq(tradeOrder.maker, maker),
        eq(tradeOrder.nonce, nonce),
        eq(tradeOrder.state, "open"),
        ne(tradeOrder.id, except),
      ),
    );
}

async function insertOrder(
  context: Context,
  event: Place,
  id: Hex,
  order: OrderOnChain,
  more: { published: boolean; custody: bigint },
): Promise<void> {
  const { give, want, maker, taker, nonce, counter, expiry, parts, salt } = order;
  await context.db.insert(tradeOrder).values({
    id,
    maker: lower(maker),
    taker: lower(taker),
    ...{ nonce, counter, expiry, parts, salt },
    left: parts,
    state: "open",
    ...more,
    ...whenOf(event),
  });
  const rows = [["give", give] as const, ["want", want] as const].flatMap(([side, items]) =>
    items.map(({ kind, token, id: tokenId, amount }, place) => {
      const name = itemKinds[kind] ?? "native";
      return { order: id, side, place, kind: name, token: lower(token), tokenId, amount };
    }),
  );
  await context.db.insert(tradeItem).values(rows);
}

/** The order that a plain call of the escrow filled; others do not show theirs. */
function orderIn(transaction: Event["transaction"], orderHash: Hex): OrderOnChain | undefined {
  if (transaction.to?.toLowerCase() !== deployment.contracts.tradeEscrow) return undefined;
  try {
    const call = decodeFunctionData({ abi: tradeEscrowAbi, data: transaction.input });
    if (call.functionName !== "fill" && call.functionName !== "fillPart") return undefined;
    const [order] = call.args;
    const numbers = { expiry: Number(order.expiry), parts: Number(order.parts) };
    const same = digestOf(deployment, "Order", { ...order, ...numbers }) === orderHash;
    return same ? order : undefined;
  } catch {
    return undefined;
  }
}

async function moveCustody(
  context: Context,
  event: Place & { id: string },
  order: Hex,
  move: "taken" | "paid" | "refunded",
  account: Address,
  amount: bigint,
): Promise<void> {
  const row = { order, move, account, amount };
  await context.db.insert(tradeCustody).values({ id: event.id, ...row, ...whenOf(event) });
}

function whenOf({ block, transaction }: Place) {
  return { block: block.number, at: block.timestamp, transaction: transaction.hash };
}

function lower(address: Address): Address {
  return address.toLowerCase() as Address;
}
