import { index, onchainTable, primaryKey, relations } from "ponder";
import { count } from "./columns.ts";

/** Wallets with a deposit behind their vouchers. */
export const payer = onchainTable("payer", (t) => ({
  address: t.hex().primaryKey(),
  /** Everything put in so far; what it owes is in the settled epochs' debits. */
  deposited: t.bigint().notNull(),
}));

export const deposit = onchainTable(
  "deposit",
  (t) => ({
    id: t.text().primaryKey(),
    payer: t.hex().notNull(),
    from: t.hex().notNull(),
    amount: t.bigint().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ payer: index().on(table.payer) }),
);

/** Keys that sign a payer's vouchers in fromEpoch..toEpoch, and not in revokedFrom or later. */
export const voucherKey = onchainTable(
  "voucher_key",
  (t) => ({
    payer: t.hex().notNull(),
    key: t.hex().notNull(),
    fromEpoch: t.bigint().notNull(),
    toEpoch: t.bigint().notNull(),
    cap: t.bigint().notNull(),
    revokedFrom: t.bigint(),
  }),
  (table) => ({ pair: primaryKey({ columns: [table.payer, table.key] }) }),
);

export const payerRelations = relations(payer, ({ many }) => ({
  deposits: many(deposit),
  voucherKeys: many(voucherKey),
}));
export const depositRelations = relations(deposit, ({ one }) => ({
  account: one(payer, { fields: [deposit.payer], references: [payer.address] }),
}));
export const voucherKeyRelations = relations(voucherKey, ({ one }) => ({
  account: one(payer, { fields: [voucherKey.payer], references: [payer.address] }),
}));
