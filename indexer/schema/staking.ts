import { index, onchainEnum, onchainTable, primaryKey, relations } from "ponder";
import { count } from "./columns.ts";

export const nodeRole = onchainEnum("node_role", ["edge", "guardian"]);
export const nodeStatus = onchainEnum("node_status", ["active", "unbonding", "left"]);

/** Edges and Guardians by operator: the last registration of each. */
export const node = onchainTable(
  "node",
  (t) => ({
    operator: t.hex().primaryKey(),
    role: nodeRole("role").notNull(),
    status: nodeStatus("status").notNull(),
    /** It counts in epochs activeFrom <= e < inactiveFrom. */
    activeFrom: t.integer().notNull(),
    inactiveFrom: t.integer(),
    withdrawableAt: count(),
    bond: t.bigint().notNull(),
    signer: t.hex().notNull(),
    /** Raw Ed25519 key of the libp2p peer id. */
    peerId: t.hex().notNull(),
    /** Whether the peer's key signed the registration; if not, the node is to be ignored. */
    peerVerified: t.boolean().notNull(),
    unicast: t.hex().notNull(),
    multiaddrs: t.text().array().notNull(),
    registeredAt: count().notNull(),
  }),
  (table) => ({ role: index().on(table.role) }),
);

/** Keys of a node by the first epoch in which they act. */
export const nodeKey = onchainTable(
  "node_key",
  (t) => ({
    operator: t.hex().notNull(),
    fromEpoch: t.integer().notNull(),
    signer: t.hex().notNull(),
    peerId: t.hex().notNull(),
    peerVerified: t.boolean().notNull(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.operator, table.fromEpoch] }) }),
);

/** Every change of a bond. */
export const bondChange = onchainTable(
  "bond_change",
  (t) => ({
    id: t.text().primaryKey(),
    operator: t.hex().notNull(),
    oldBond: t.bigint().notNull(),
    newBond: t.bigint().notNull(),
    fromEpoch: t.integer().notNull(),
    at: count().notNull(),
  }),
  (table) => ({ operator: index().on(table.operator) }),
);

/** Hash of the Guardians of every epoch from `fromEpoch` on. */
export const guardianSet = onchainTable("guardian_set", (t) => ({
  fromEpoch: t.integer().primaryKey(),
  hash: t.hex().notNull(),
}));

export const nodeRelations = relations(node, ({ many }) => ({
  keys: many(nodeKey),
  bondChanges: many(bondChange),
}));
export const nodeKeyRelations = relations(nodeKey, ({ one }) => ({
  node: one(node, { fields: [nodeKey.operator], references: [node.operator] }),
}));
export const bondChangeRelations = relations(bondChange, ({ one }) => ({
  node: one(node, { fields: [bondChange.operator], references: [node.operator] }),
}));
