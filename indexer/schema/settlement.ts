import { index, onchainEnum, onchainTable, relations } from "ponder";
import { count } from "./columns.ts";

export const epochStage = onchainEnum("epoch_stage", [
  "bills",
  "inputs",
  "reported",
  "final",
  "void",
]);
export const claimKind = onchainEnum("claim_kind", ["credit", "watchdog"]);

/** How the settlement of each epoch went. Columns fill up as the stage advances. */
export const epoch = onchainTable("epoch", (t) => ({
  number: t.integer().primaryKey(),
  stage: epochStage("stage").notNull(),
  billsRoot: t.hex(),
  /** Beacon round that samples the bills. */
  sampleRound: count(),
  reportsRoot: t.hex(),
  /** Attestation round, signers (bit i: Guardian in slot i) and transaction of each step. */
  billsRound: count(),
  billsSigners: count(),
  billsTransaction: t.hex(),
  inputsRound: count(),
  inputsSigners: count(),
  inputsTransaction: t.hex(),
  reportRound: count(),
  reportSigners: count(),
  reportTransaction: t.hex(),
  reportHash: t.hex(),
  previousHash: t.hex(),
  inputHash: t.hex(),
  debitsRoot: t.hex(),
  creditsRoot: t.hex(),
  edgesRoot: t.hex(),
  watchdogsRoot: t.hex(),
  dataHash: t.hex(),
  totalDebits: t.bigint(),
  totalCredits: t.bigint(),
  totalBurn: t.bigint(),
  totalWatchdogs: t.bigint(),
  emission: t.bigint(),
  totalWeight: t.bigint(),
  validShares: count(),
  /** When the report can become final, and when it did. */
  finalAt: count(),
  finalizedAt: count(),
  finalizeTransaction: t.hex(),
  /** Minted and burned when it became final. */
  minted: t.bigint(),
  burned: t.bigint(),
  /** Taken out of deposits, and what of that was burned there. */
  collected: t.bigint(),
  collectedBurned: t.bigint(),
}));

/** Payments of what was earned. */
export const claim = onchainTable(
  "claim",
  (t) => ({
    id: t.text().primaryKey(),
    kind: claimKind("kind").notNull(),
    account: t.hex().notNull(),
    amount: t.bigint().notNull(),
    /** Credits: everything claimed by the account so far. */
    cumulative: t.bigint(),
    /** WatchDog pay: the epoch that it is for. */
    epochNumber: t.integer(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ account: index().on(table.account) }),
);

export const epochRelations = relations(epoch, ({ many }) => ({ claims: many(claim) }));
export const claimRelations = relations(claim, ({ one }) => ({
  epoch: one(epoch, { fields: [claim.epochNumber], references: [epoch.number] }),
}));
