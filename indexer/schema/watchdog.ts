import { index, onchainEnum, onchainTable, relations } from "ponder";
import { count } from "./columns.ts";

export const identityState = onchainEnum("identity_state", [
  "queued",
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
    issuedAt: count().notNull(),
  }),
  (table) => ({ holder: index().on(table.holder) }),
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
}));
export const commitmentRelations = relations(identityCommitment, ({ one }) => ({
  license: one(license, { fields: [identityCommitment.licenseId], references: [license.id] }),
}));
