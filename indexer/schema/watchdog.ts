import { index, onchainEnum, onchainTable, relations } from "ponder";
import { count } from "./columns.ts";

export const identityState = onchainEnum("identity_state", [
  "queued",
  "withdrawn",
  "member",
  "leaving",
  "removed",
]);

/** WatchDog licences. */
export const license = onchainTable(
  "license",
  (t) => ({
    id: t.bigint().primaryKey(),
    holder: t.hex().notNull(),
    /** Identity that stands for it, once one is registered. */
    commitment: t.bigint(),
    /** Who may register an identity in the holder's place, until the next transfer. */
    operator: t.hex(),
    issuedAt: count().notNull(),
    transferCount: count().notNull(),
  }),
  (table) => ({ holder: index().on(table.holder), operator: index().on(table.operator) }),
);

/** Who holds how many licences; also those who did. */
export const licenseHolder = onchainTable("license_holder", (t) => ({
  address: t.hex().primaryKey(),
  held: count().notNull(),
  since: count().notNull(),
}));

/** Every movement of a licence; the zero address issues. */
export const licenseTransfer = onchainTable(
  "license_transfer",
  (t) => ({
    id: t.text().primaryKey(),
    licenseId: t.bigint().notNull(),
    from: t.hex().notNull(),
    to: t.hex().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ license: index().on(table.licenseId) }),
);

/** Operators that holders named, in order; null: nobody from here on. */
export const licenseOperator = onchainTable(
  "license_operator",
  (t) => ({
    id: t.text().primaryKey(),
    licenseId: t.bigint().notNull(),
    operator: t.hex(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ license: index().on(table.licenseId) }),
);

/** Semaphore identity commitments; none returns. */
export const identityCommitment = onchainTable(
  "identity_commitment",
  (t) => ({
    commitment: t.bigint().primaryKey(),
    licenseId: t.bigint().notNull(),
    state: identityState("state").notNull(),
    /** Leaf of the set, once it is a member. */
    leaf: count(),
    queuedAt: count().notNull(),
  }),
  (table) => ({ license: index().on(table.licenseId) }),
);

/** Roots of the set in the order in which they were recorded. */
export const identityRoot = onchainTable("identity_root", (t) => ({
  id: t.text().primaryKey(),
  root: t.bigint().notNull(),
  size: count().notNull(),
  recordedAt: count().notNull(),
}));

/** Rounds of the random beacon that were proven on chain. */
export const beaconRound = onchainTable("beacon_round", (t) => ({
  round: count().primaryKey(),
  randomness: t.hex().notNull(),
  provenAt: count().notNull(),
}));

export const licenseRelations = relations(license, ({ many }) => ({
  identities: many(identityCommitment),
  transfers: many(licenseTransfer),
  operators: many(licenseOperator),
}));
export const commitmentRelations = relations(identityCommitment, ({ one }) => ({
  license: one(license, { fields: [identityCommitment.licenseId], references: [license.id] }),
}));
export const licenseTransferRelations = relations(licenseTransfer, ({ one }) => ({
  license: one(license, { fields: [licenseTransfer.licenseId], references: [license.id] }),
}));
export const licenseOperatorRelations = relations(licenseOperator, ({ one }) => ({
  license: one(license, { fields: [licenseOperator.licenseId], references: [license.id] }),
}));
