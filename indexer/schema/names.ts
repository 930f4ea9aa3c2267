import { index, onchainEnum, onchainTable, relations } from "ponder";
import { count } from "./columns.ts";

export const nameRecordKind = onchainEnum("name_record_kind", [
  "address",
  "text",
  "contenthash",
  "name",
  "wildcard",
]);
export const nameEventKind = onchainEnum("name_event_kind", [
  "registered",
  "renewed",
  "subname",
  "removed",
  "transferred",
  "resolver",
]);

/**
 * Names and subnames: one row a node, its last registration. It lives while `holder` is there, `expiry`
 * is ahead, and so it is with each `parent` in the version that `parentVersion` says.
 */
export const name = onchainTable(
  "name",
  (t) => ({
    /** ENS node; as a number the token's id. */
    node: t.hex().primaryKey(),
    /** With its ending: "phone.alice.sdn". */
    name: t.text().notNull(),
    label: t.text().notNull(),
    /** Node above; null directly under .sdn. */
    parent: t.hex(),
    parentVersion: count(),
    /** Null once a subname was taken back. */
    holder: t.hex(),
    /** Null for subnames. */
    expiry: count(),
    /** Registrations so far. */
    version: count().notNull(),
    /** From the registration to the first transfer, unless an address record says otherwise. */
    pointsToHolder: t.boolean().notNull(),
    /** Null: the network's own. */
    resolver: t.hex(),
    registeredAt: count().notNull(),
  }),
  (table) => ({
    holder: index().on(table.holder),
    parent: index().on(table.parent),
    label: index().on(table.name),
  }),
);

/** What happened to names, in order. */
export const nameEvent = onchainTable(
  "name_event",
  (t) => ({
    id: t.text().primaryKey(),
    node: t.hex().notNull(),
    kind: nameEventKind("kind").notNull(),
    version: count().notNull(),
    /** New holder, or new resolver. */
    account: t.hex(),
    expiry: count(),
    /** Who paid, and wei: of registrations and renewals through the registrar. */
    payer: t.hex(),
    price: t.bigint(),
    block: count().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ node: index().on(table.node) }),
);

/** Present records of the network's resolver: one row a version, kind and key. */
export const nameRecord = onchainTable(
  "name_record",
  (t) => ({
    /** Hash of the four: a key may be longer than what a database can index. */
    id: t.hex().primaryKey(),
    node: t.hex().notNull(),
    /** A record says something while this is the name's version. */
    version: count().notNull(),
    kind: nameRecordKind("kind").notNull(),
    /** Coin type or key of the text, else empty. */
    key: t.text().notNull(),
    /** Empty when it was taken away. */
    value: t.text().notNull(),
    at: count().notNull(),
  }),
  (table) => ({ node: index().on(table.node) }),
);

/** Every value that a record ever had. */
export const nameRecordChange = onchainTable(
  "name_record_change",
  (t) => ({
    id: t.text().primaryKey(),
    node: t.hex().notNull(),
    version: count().notNull(),
    kind: nameRecordKind("kind").notNull(),
    key: t.text().notNull(),
    value: t.text().notNull(),
    block: count().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ node: index().on(table.node) }),
);

/** What wallets want to be called; whether the name agrees is for the reader to ask. */
export const reverseName = onchainTable("reverse_name", (t) => ({
  wallet: t.hex().primaryKey(),
  /** Empty for none. */
  name: t.text().notNull(),
  at: count().notNull(),
}));

/** What names cost, newest last. */
export const namePrice = onchainTable("name_price", (t) => ({
  id: t.text().primaryKey(),
  three: t.bigint().notNull(),
  four: t.bigint().notNull(),
  fiveOrMore: t.bigint().notNull(),
  at: count().notNull(),
}));

export const nameRelations = relations(name, ({ one, many }) => ({
  above: one(name, { relationName: "tree", fields: [name.parent], references: [name.node] }),
  subnames: many(name, { relationName: "tree" }),
  records: many(nameRecord),
  events: many(nameEvent),
}));
export const nameEventRelations = relations(nameEvent, ({ one }) => ({
  of: one(name, { fields: [nameEvent.node], references: [name.node] }),
}));
export const nameRecordRelations = relations(nameRecord, ({ one }) => ({
  of: one(name, { fields: [nameRecord.node], references: [name.node] }),
}));
