import { index, onchainEnum, onchainTable, primaryKey, relations } from "ponder";
import { count } from "./columns.ts";

export const nodeRole = onchainEnum("node_role", ["edge", "guardian"]);
export const nodeStatus = onchainEnum("node_status", [
  "active",
  "unbonding",
  "left",
  "benched",
  "jailed",
]);

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
    /** First epoch in which a jailed node may rejoin. */
    jailedUntil: t.integer(),
    bond: t.bigint().notNull(),
    /** What counts after every change so far: bond and delegations, 0 without a place. */
    stake: t.bigint().notNull(),
    /** What the operator keeps of what delegated stake earns, after every change so far. */
    commissionBps: t.integer().notNull(),
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

/** Stake of a node by the first epoch in which it counts. */
export const stakeChange = onchainTable(
  "stake_change",
  (t) => ({
    operator: t.hex().notNull(),
    fromEpoch: t.integer().notNull(),
    stake: t.bigint().notNull(),
    at: count().notNull(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.operator, table.fromEpoch] }) }),
);

/** Every time that a node lost its place, and whether it has one again. */
export const suspension = onchainTable(
  "suspension",
  (t) => ({
    id: t.text().primaryKey(),
    operator: t.hex().notNull(),
    status: nodeStatus("status").notNull(),
    inactiveFrom: t.integer().notNull(),
    jailedUntil: t.integer(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ operator: index().on(table.operator) }),
);

/** Every punishment. The evidence is in the transaction, which the offence's contract judged. */
export const slash = onchainTable(
  "slash",
  (t) => ({
    id: t.text().primaryKey(),
    operator: t.hex().notNull(),
    offence: t.hex().notNull(),
    key: t.hex().notNull(),
    /** The contract that judged the evidence. */
    evidence: t.hex(),
    reporter: t.hex().notNull(),
    fromBond: t.bigint().notNull(),
    fromPools: t.bigint().notNull(),
    reward: t.bigint().notNull(),
    at: count().notNull(),
    block: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ operator: index().on(table.operator) }),
);

/** Terms of an offence, the last ones announced. */
export const offence = onchainTable("offence", (t) => ({
  id: t.hex().primaryKey(),
  evidence: t.hex().notNull(),
  minAmount: t.bigint().notNull(),
  maxAmount: t.bigint().notNull(),
  reporterBps: t.integer().notNull(),
  jailEpochs: count().notNull(),
  /** From when these terms act; null when the offence was withdrawn. */
  actsFrom: count(),
}));

/** What an operator keeps of what delegated stake earns, by the first epoch in which it acts. */
export const commissionChange = onchainTable(
  "commission_change",
  (t) => ({
    operator: t.hex().notNull(),
    fromEpoch: t.integer().notNull(),
    oldBps: t.integer().notNull(),
    newBps: t.integer().notNull(),
    at: count().notNull(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.operator, table.fromEpoch] }) }),
);

/** Pools of delegated stake. */
export const delegationPool = onchainTable(
  "delegation_pool",
  (t) => ({
    id: t.bigint().primaryKey(),
    operator: t.hex().notNull(),
    /** Whose offences it also answers for, until when. */
    formerly: t.hex(),
    liableUntil: count(),
    stake: t.bigint().notNull(),
    shares: t.bigint().notNull(),
  }),
  (table) => ({ operator: index().on(table.operator) }),
);

/** Who has how many shares of a pool. */
export const delegation = onchainTable(
  "delegation",
  (t) => ({
    pool: t.bigint().notNull(),
    delegator: t.hex().notNull(),
    operator: t.hex().notNull(),
    shares: t.bigint().notNull(),
    /** First epoch in which these shares count. */
    fromEpoch: t.integer().notNull(),
  }),
  (table) => ({
    key: primaryKey({ columns: [table.pool, table.delegator] }),
    delegator: index().on(table.delegator),
    operator: index().on(table.operator),
  }),
);

export const delegationKind = onchainEnum("delegation_kind", [
  "delegate",
  "undelegate",
  "redelegate",
  "withdraw",
]);

/** Everything that delegators did. */
export const delegationEvent = onchainTable(
  "delegation_event",
  (t) => ({
    id: t.text().primaryKey(),
    kind: delegationKind("kind").notNull(),
    delegator: t.hex().notNull(),
    /** Where the stake was or came to; null for withdrawals. */
    pool: t.bigint(),
    toPool: t.bigint(),
    amount: t.bigint().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ delegator: index().on(table.delegator) }),
);

/** Stake on its way out, in the order of a delegator's queue. */
export const unbondingEntry = onchainTable(
  "unbonding_entry",
  (t) => ({
    id: t.text().primaryKey(),
    delegator: t.hex().notNull(),
    operator: t.hex().notNull(),
    pool: t.bigint().notNull(),
    /** As undelegated; slashes since then took from it. */
    amount: t.bigint().notNull(),
    withdrawableAt: count().notNull(),
    withdrawn: t.boolean().notNull(),
  }),
  (table) => ({ delegator: index().on(table.delegator) }),
);

/** What a pool lost with a slash. */
export const poolSlash = onchainTable(
  "pool_slash",
  (t) => ({
    id: t.text().primaryKey(),
    pool: t.bigint().notNull(),
    offender: t.hex().notNull(),
    taken: t.bigint().notNull(),
    takenUnbonding: t.bigint().notNull(),
    fromEpoch: t.integer().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ pool: index().on(table.pool) }),
);

/** Hash of the Guardians of every epoch from `fromEpoch` on. */
export const guardianSet = onchainTable("guardian_set", (t) => ({
  fromEpoch: t.integer().primaryKey(),
  hash: t.hex().notNull(),
}));

export const nodeRelations = relations(node, ({ many }) => ({
  keys: many(nodeKey),
  bondChanges: many(bondChange),
  stakeChanges: many(stakeChange),
  pools: many(delegationPool),
  slashes: many(slash),
}));
export const nodeKeyRelations = relations(nodeKey, ({ one }) => ({
  node: one(node, { fields: [nodeKey.operator], references: [node.operator] }),
}));
export const bondChangeRelations = relations(bondChange, ({ one }) => ({
  node: one(node, { fields: [bondChange.operator], references: [node.operator] }),
}));
export const stakeChangeRelations = relations(stakeChange, ({ one }) => ({
  node: one(node, { fields: [stakeChange.operator], references: [node.operator] }),
}));
export const slashRelations = relations(slash, ({ one }) => ({
  node: one(node, { fields: [slash.operator], references: [node.operator] }),
}));
export const delegationPoolRelations = relations(delegationPool, ({ one, many }) => ({
  node: one(node, { fields: [delegationPool.operator], references: [node.operator] }),
  delegations: many(delegation),
  slashes: many(poolSlash),
}));
export const delegationRelations = relations(delegation, ({ one }) => ({
  holding: one(delegationPool, { fields: [delegation.pool], references: [delegationPool.id] }),
}));
export const poolSlashRelations = relations(poolSlash, ({ one }) => ({
  holding: one(delegationPool, { fields: [poolSlash.pool], references: [delegationPool.id] }),
}));
