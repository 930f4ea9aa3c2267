import { index, onchainEnum, onchainTable, relations } from "ponder";
import { count } from "./columns.ts";

export const segmentStatus = onchainEnum("segment_status", ["held", "burned"]);
export const segmentEventKind = onchainEnum("segment_event_kind", [
  "granted",
  "created",
  "transferred",
  "emancipated",
  "extended",
  "leased",
  "leaseEnded",
  "burned",
]);

/**
 * Segments of the address space: one row an id, its last token. It is live while `held` and `expiry` is
 * ahead; expired ones are `held` until somebody burns them.
 */
export const segment = onchainTable(
  "segment",
  (t) => ({
    /** First address in bech32m, and length: "sdn1.../24". */
    id: t.text().primaryKey(),
    tokenId: t.bigint().notNull(),
    bits: count().notNull(),
    /** Null for top segments. */
    parent: t.text(),
    /** Tokens so far. What hangs on an earlier one is dead. */
    generation: count().notNull(),
    status: segmentStatus("status").notNull(),
    holder: t.hex().notNull(),
    expiry: count().notNull(),
    /** Whether the parent's holder must leave it alone until it expires. */
    emancipated: t.boolean().notNull(),
    /** Length of its last children; null when it never had one. */
    childBits: count(),
    /** Of the last lease, which is live while `leaseEnd` is ahead. */
    tenant: t.hex(),
    leaseEnd: count(),
    createdAt: count().notNull(),
    endedAt: count(),
  }),
  (table) => ({
    holder: index().on(table.holder),
    tenant: index().on(table.tenant),
    parent: index().on(table.parent),
  }),
);

/** Leases: `endedAt` when the tenant ended one before `expires`. */
export const lease = onchainTable(
  "lease",
  (t) => ({
    id: t.text().primaryKey(),
    segment: t.text().notNull(),
    generation: count().notNull(),
    tenant: t.hex().notNull(),
    startedAt: count().notNull(),
    expires: count().notNull(),
    endedAt: count(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ segment: index().on(table.segment), tenant: index().on(table.tenant) }),
);

/**
 * Wallets at unicast addresses. A binding counts while `active`, its segment is live, and `until` (the
 * end of the lease it was made under; null without one) is ahead.
 */
export const binding = onchainTable(
  "binding",
  (t) => ({
    id: t.text().primaryKey(),
    /** 32 bytes; `address` is its text. */
    unicast: t.hex().notNull(),
    address: t.text().notNull(),
    wallet: t.hex().notNull(),
    segment: t.text().notNull(),
    generation: count().notNull(),
    operator: t.hex().notNull(),
    until: count(),
    active: t.boolean().notNull(),
    boundAt: count().notNull(),
    endedAt: count(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({
    unicast: index().on(table.unicast),
    wallet: index().on(table.wallet),
    segment: index().on(table.segment),
  }),
);

/** What happened to segments, in order. */
export const segmentEvent = onchainTable(
  "segment_event",
  (t) => ({
    id: t.text().primaryKey(),
    segment: t.text().notNull(),
    generation: count().notNull(),
    kind: segmentEventKind("kind").notNull(),
    /** The holder, or the tenant. */
    account: t.hex(),
    /** Of the segment, or of the lease. */
    expiry: count(),
    block: count().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ segment: index().on(table.segment) }),
);

export const segmentRelations = relations(segment, ({ one, many }) => ({
  above: one(segment, {
    relationName: "tree",
    fields: [segment.parent],
    references: [segment.id],
  }),
  children: many(segment, { relationName: "tree" }),
  leases: many(lease),
  bindings: many(binding),
  events: many(segmentEvent),
}));
export const leaseRelations = relations(lease, ({ one }) => ({
  of: one(segment, { fields: [lease.segment], references: [segment.id] }),
}));
export const bindingRelations = relations(binding, ({ one }) => ({
  of: one(segment, { fields: [binding.segment], references: [segment.id] }),
}));
export const segmentEventRelations = relations(segmentEvent, ({ one }) => ({
  of: one(segment, { fields: [segmentEvent.segment], references: [segment.id] }),
}));
