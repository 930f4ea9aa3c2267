import { index, onchainEnum, onchainTable, primaryKey, relations } from "ponder";
import { count } from "./columns.ts";

export const tradeState = onchainEnum("trade_state", ["open", "filled", "cancelled", "superseded"]);
export const tradeSide = onchainEnum("trade_side", ["give", "want"]);
export const tradeItemKind = onchainEnum("trade_item_kind", [
  ...["native", "erc20", "erc721", "erc1155", "lease"],
] as const);
export const tradeCancelKind = onchainEnum("trade_cancel_kind", ["order", "nonce", "counter"]);
export const custodyMove = onchainEnum("custody_move", ["taken", "paid", "refunded"]);

/** Orders that the chain has shown: published by their makers, or sent in to be filled. */
export const tradeOrder = onchainTable(
  "trade_order",
  (t) => ({
    /** EIP-712 digest. */
    id: t.hex().primaryKey(),
    maker: t.hex().notNull(),
    /** The zero address: anyone. */
    taker: t.hex().notNull(),
    nonce: t.bigint().notNull(),
    counter: t.bigint().notNull(),
    /** Last second in which it could be filled; nothing happens on chain when that is over. */
    expiry: count().notNull(),
    parts: t.bigint().notNull(),
    /** Parts that can still be filled, while open. */
    left: t.bigint().notNull(),
    salt: t.hex().notNull(),
    /** `superseded`: another order with its nonce was filled or begun. */
    state: tradeState("state").notNull(),
    /** Whether its maker opened it, so that it needs no signature. */
    published: t.boolean().notNull(),
    /** Coins that the escrow holds for it. */
    custody: t.bigint().notNull(),
    block: count().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
    endedAt: count(),
  }),
  (table) => ({
    maker: index().on(table.maker, table.nonce),
    taker: index().on(table.taker),
    state: index().on(table.state),
  }),
);

/** What an order gives and wants. */
export const tradeItem = onchainTable(
  "trade_item",
  (t) => ({
    order: t.hex().notNull(),
    side: tradeSide("side").notNull(),
    place: t.integer().notNull(),
    kind: tradeItemKind("kind").notNull(),
    token: t.hex().notNull(),
    tokenId: t.bigint().notNull(),
    /** Of a lease: the second until which it is. */
    amount: t.bigint().notNull(),
  }),
  (table) => ({
    key: primaryKey({ columns: [table.order, table.side, table.place] }),
    token: index().on(table.token, table.tokenId),
  }),
);

/** Fills, whole or of some parts; of orders that were never published too. */
export const tradeFill = onchainTable(
  "trade_fill",
  (t) => ({
    id: t.text().primaryKey(),
    order: t.hex().notNull(),
    maker: t.hex().notNull(),
    taker: t.hex().notNull(),
    nonce: t.bigint().notNull(),
    salt: t.hex().notNull(),
    parts: t.bigint().notNull(),
    left: t.bigint().notNull(),
    block: count().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({
    order: index().on(table.order),
    maker: index().on(table.maker),
    taker: index().on(table.taker),
    salt: index().on(table.salt),
  }),
);

/** What makers withdrew: an order, a nonce, or all that was signed with a lower counter. */
export const tradeCancellation = onchainTable(
  "trade_cancellation",
  (t) => ({
    id: t.text().primaryKey(),
    maker: t.hex().notNull(),
    kind: tradeCancelKind("kind").notNull(),
    order: t.hex(),
    nonce: t.bigint(),
    counter: t.bigint(),
    block: count().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ maker: index().on(table.maker) }),
);

/** Counters of makers who have raised theirs; all others are at 0. */
export const tradeCounter = onchainTable("trade_counter", (t) => ({
  maker: t.hex().primaryKey(),
  counter: t.bigint().notNull(),
}));

/** Coins into the escrow and out of it. */
export const tradeCustody = onchainTable(
  "trade_custody",
  (t) => ({
    id: t.text().primaryKey(),
    order: t.hex().notNull(),
    move: custodyMove("move").notNull(),
    /** Who put them in, or got them. */
    account: t.hex().notNull(),
    amount: t.bigint().notNull(),
    block: count().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ order: index().on(table.order), account: index().on(table.account) }),
);

export const tradeOrderRelations = relations(tradeOrder, ({ many }) => ({
  items: many(tradeItem),
  fills: many(tradeFill),
  custodyMoves: many(tradeCustody),
}));
export const tradeItemRelations = relations(tradeItem, ({ one }) => ({
  of: one(tradeOrder, { fields: [tradeItem.order], references: [tradeOrder.id] }),
}));
export const tradeFillRelations = relations(tradeFill, ({ one }) => ({
  of: one(tradeOrder, { fields: [tradeFill.order], references: [tradeOrder.id] }),
}));
export const tradeCustodyRelations = relations(tradeCustody, ({ one }) => ({
  of: one(tradeOrder, { fields: [tradeCustody.order], references: [tradeOrder.id] }),
}));
