import { index, onchainEnum, onchainTable, primaryKey, relations } from "ponder";
import { count } from "./columns.ts";

/** Which pair of governor and timelock. */
export const governanceTrack = onchainEnum("governance_track", ["parameters", "upgrades"]);
/** Open covers all until it is queued: whether it passed follows from votes, quorum and time. */
export const proposalState = onchainEnum("proposal_state", [
  "open",
  "queued",
  "executed",
  "cancelled",
  "vetoed",
]);
export const voteSupport = onchainEnum("vote_support", ["against", "for", "abstain"]);
export const operationState = onchainEnum("operation_state", ["waiting", "done", "cancelled"]);

/** Governed values by name (sdk: parameterNames), as they are now. */
export const parameter = onchainTable("parameter", (t) => ({
  name: t.text().primaryKey(),
  value: t.bigint().notNull(),
  changedAt: count().notNull(),
}));

/** Every change, the deployment's own (from 0) included. */
export const parameterChange = onchainTable(
  "parameter_change",
  (t) => ({
    id: t.text().primaryKey(),
    name: t.text().notNull(),
    oldValue: t.bigint().notNull(),
    newValue: t.bigint().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ name: index().on(table.name) }),
);

export const proposal = onchainTable(
  "proposal",
  (t) => ({
    track: governanceTrack("track").notNull(),
    id: t.bigint().notNull(),
    proposer: t.hex().notNull(),
    description: t.text().notNull(),
    targets: t.hex().array().notNull(),
    values: t.bigint().array().notNull(),
    payloads: t.hex().array().notNull(),
    state: proposalState("state").notNull(),
    /** When votes are counted; last second of voting, as prolonged so far. */
    snapshot: t.bigint().notNull(),
    deadline: t.bigint().notNull(),
    votesFor: t.bigint().notNull(),
    votesAgainst: t.bigint().notNull(),
    votesAbstain: t.bigint().notNull(),
    /** Its id in the timelock. */
    timelockOperation: t.hex().notNull(),
    createdAt: count().notNull(),
    queuedAt: count(),
    executableAt: t.bigint(),
    /** When it was executed, cancelled or vetoed. */
    endedAt: count(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({
    key: primaryKey({ columns: [table.track, table.id] }),
    timelockOperation: index().on(table.timelockOperation),
  }),
);

/** Votes; nobody changes one. */
export const vote = onchainTable(
  "vote",
  (t) => ({
    track: governanceTrack("track").notNull(),
    proposalId: t.bigint().notNull(),
    voter: t.hex().notNull(),
    support: voteSupport("support").notNull(),
    weight: t.bigint().notNull(),
    reason: t.text().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({
    key: primaryKey({ columns: [table.track, table.proposalId, table.voter] }),
    voter: index().on(table.voter),
  }),
);

/** What waits, or waited, in a timelock. */
export const operation = onchainTable(
  "operation",
  (t) => ({
    track: governanceTrack("track").notNull(),
    id: t.hex().notNull(),
    state: operationState("state").notNull(),
    scheduledAt: count().notNull(),
    executableAt: t.bigint().notNull(),
    endedAt: count(),
    /** Nobody can veto it. */
    exempt: t.boolean().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.track, table.id] }) }),
);

/** Guardians against operations. */
export const veto = onchainTable(
  "veto",
  (t) => ({
    track: governanceTrack("track").notNull(),
    timelockOperation: t.hex().notNull(),
    guardian: t.hex().notNull(),
    /** Not taken back. */
    stands: t.boolean().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({
    key: primaryKey({ columns: [table.track, table.timelockOperation, table.guardian] }),
  }),
);

/** Operations of the upgrades' timelock that cannot be vetoed, also before they are queued. */
export const vetoExemption = onchainTable("veto_exemption", (t) => ({
  timelockOperation: t.hex().primaryKey(),
  at: count().notNull(),
}));

/** Who votes with an account's SEND, for those who ever named anybody. */
export const voteDelegation = onchainTable(
  "vote_delegation",
  (t) => ({
    account: t.hex().primaryKey(),
    /** The zero address: nobody, after somebody. */
    delegate: t.hex().notNull(),
    changedAt: count().notNull(),
  }),
  (table) => ({ delegate: index().on(table.delegate) }),
);

export const voteDelegationChange = onchainTable(
  "vote_delegation_change",
  (t) => ({
    id: t.text().primaryKey(),
    account: t.hex().notNull(),
    from: t.hex().notNull(),
    to: t.hex().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ account: index().on(table.account) }),
);

/** Accounts that votes were ever delegated to. */
export const voter = onchainTable("voter", (t) => ({
  address: t.hex().primaryKey(),
  votes: t.bigint().notNull(),
  changedAt: count().notNull(),
}));

export const parameterRelations = relations(parameter, ({ many }) => ({
  changes: many(parameterChange),
}));
export const parameterChangeRelations = relations(parameterChange, ({ one }) => ({
  parameter: one(parameter, { fields: [parameterChange.name], references: [parameter.name] }),
}));
export const proposalRelations = relations(proposal, ({ many }) => ({ votes: many(vote) }));
export const voteRelations = relations(vote, ({ one }) => ({
  proposal: one(proposal, {
    fields: [vote.track, vote.proposalId],
    references: [proposal.track, proposal.id],
  }),
}));
export const operationRelations = relations(operation, ({ many }) => ({ vetoes: many(veto) }));
export const vetoRelations = relations(veto, ({ one }) => ({
  target: one(operation, {
    fields: [veto.track, veto.timelockOperation],
    references: [operation.track, operation.id],
  }),
}));
