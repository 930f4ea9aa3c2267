import { index, onchainTable } from "ponder";
import { count } from "./columns.ts";

/** Who holds how much SEND. */
export const account = onchainTable("account", (t) => ({
  address: t.hex().primaryKey(),
  balance: t.bigint().notNull(),
}));

/** Every movement of SEND; the zero address mints and burns. */
export const transfer = onchainTable(
  "transfer",
  (t) => ({
    id: t.text().primaryKey(),
    from: t.hex().notNull(),
    to: t.hex().notNull(),
    amount: t.bigint().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ from: index().on(table.from), to: index().on(table.to) }),
);

/** Vaults that got SEND at deployment. */
export const genesisAllocation = onchainTable("genesis_allocation", (t) => ({
  name: t.text().primaryKey(),
  vault: t.hex().notNull(),
  amount: t.bigint().notNull(),
}));

/** One row: the token as a whole. */
export const token = onchainTable("token", (t) => ({
  /** `SEND` */
  symbol: t.text().primaryKey(),
  minted: t.bigint().notNull(),
  burned: t.bigint().notNull(),
  transfers: count().notNull(),
}));
