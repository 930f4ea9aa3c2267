import { index, onchainEnum, onchainTable, relations } from "ponder";
import { count } from "./columns.ts";

export const saleEventKind = onchainEnum("sale_event_kind", [
  "schedule",
  "terms",
  "buyerCheck",
  "paused",
  "resumed",
  "swept",
]);

/** One row: the sale of licences as a whole. Amounts are in wei of its currency. */
export const sale = onchainTable("sale", (t) => ({
  /** `licences` */
  id: t.text().primaryKey(),
  sold: count().notNull(),
  granted: count().notNull(),
  orders: count().notNull(),
  proceeds: t.bigint().notNull(),
  /** Of that, what referrers earned, and what of it was paid. */
  rewards: t.bigint().notNull(),
  rewardsPaid: t.bigint().notNull(),
  /** What went to the milestone escrow. */
  swept: t.bigint().notNull(),
}));

/** Orders: who bought which licences at what cost. */
export const saleOrder = onchainTable(
  "sale_order",
  (t) => ({
    id: t.text().primaryKey(),
    buyer: t.hex().notNull(),
    firstLicense: t.bigint().notNull(),
    quantity: count().notNull(),
    /** Licences sold before these: number `soldBefore` to `soldBefore + quantity - 1` of the sale. */
    soldBefore: count().notNull(),
    cost: t.bigint().notNull(),
    referrer: t.hex(),
    reward: t.bigint().notNull(),
    block: count().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({
    buyer: index().on(table.buyer),
    referrer: index().on(table.referrer),
  }),
);

/** Sales by tier; an order over a boundary counts in both. Tiers without a sale have no row. */
export const saleTier = onchainTable("sale_tier", (t) => ({
  /** 0 is the first. */
  tier: t.integer().primaryKey(),
  /** Of one licence. */
  price: t.bigint().notNull(),
  sold: count().notNull(),
  proceeds: t.bigint().notNull(),
  orders: count().notNull(),
  firstAt: count().notNull(),
  lastAt: count().notNull(),
}));

/** Licences that governance gave away. */
export const licenseGrant = onchainTable(
  "license_grant",
  (t) => ({
    id: t.text().primaryKey(),
    to: t.hex().notNull(),
    firstLicense: t.bigint().notNull(),
    quantity: count().notNull(),
    block: count().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ to: index().on(table.to) }),
);

/** Referrers: what they earned, and what of it was paid. */
export const referrer = onchainTable("referrer", (t) => ({
  address: t.hex().primaryKey(),
  orders: count().notNull(),
  licenses: count().notNull(),
  earned: t.bigint().notNull(),
  paid: t.bigint().notNull(),
}));

/** What governance set, and sweeps, in order. */
export const saleEvent = onchainTable("sale_event", (t) => ({
  id: t.text().primaryKey(),
  kind: saleEventKind("kind").notNull(),
  /** Old and new values as JSON. */
  before: t.text(),
  after: t.text(),
  amount: t.bigint(),
  block: count().notNull(),
  at: count().notNull(),
  transaction: t.hex().notNull(),
}));

/** Milestones that governance stated, in order. */
export const milestone = onchainTable("milestone", (t) => ({
  /** 0 is the first. */
  number: t.integer().primaryKey(),
  shareBps: t.integer().notNull(),
  unlockedBps: t.integer().notNull(),
  evidence: t.text().notNull(),
  reachedAt: count().notNull(),
  transaction: t.hex().notNull(),
}));

/** What left the milestone escrow for the treasury; `token` null for coins. */
export const proceedsRelease = onchainTable("proceeds_release", (t) => ({
  id: t.text().primaryKey(),
  token: t.hex(),
  amount: t.bigint().notNull(),
  at: count().notNull(),
  transaction: t.hex().notNull(),
}));

/** Terms on which points become SEND, as they were set; the last ones count. */
export const pointsTerms = onchainTable("points_terms", (t) => ({
  id: t.text().primaryKey(),
  root: t.hex().notNull(),
  totalPoints: t.bigint().notNull(),
  /** Wei of SEND for a point. */
  weiPerPoint: t.bigint().notNull(),
  opensAt: count().notNull(),
  vestingSeconds: count().notNull(),
  closesAt: count().notNull(),
  at: count().notNull(),
  transaction: t.hex().notNull(),
}));

/** Accounts whose points were converted. Amounts are wei of SEND. */
export const pointsConversion = onchainTable("points_conversion", (t) => ({
  account: t.hex().primaryKey(),
  points: t.bigint().notNull(),
  amount: t.bigint().notNull(),
  paid: t.bigint().notNull(),
  convertedAt: count().notNull(),
  transaction: t.hex().notNull(),
}));

/** Payments of conversions, and what returned to the treasury (account null). */
export const pointsPayment = onchainTable(
  "points_payment",
  (t) => ({
    id: t.text().primaryKey(),
    account: t.hex(),
    amount: t.bigint().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ account: index().on(table.account) }),
);

export const saleOrderRelations = relations(saleOrder, ({ one }) => ({
  referredBy: one(referrer, { fields: [saleOrder.referrer], references: [referrer.address] }),
}));
export const referrerRelations = relations(referrer, ({ many }) => ({ of: many(saleOrder) }));
export const conversionRelations = relations(pointsConversion, ({ many }) => ({
  payments: many(pointsPayment),
}));
export const paymentRelations = relations(pointsPayment, ({ one }) => ({
  of: one(pointsConversion, {
    fields: [pointsPayment.account],
    references: [pointsConversion.account],
  }),
}));
