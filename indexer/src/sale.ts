import { type Context, type Event, ponder } from "ponder:registry";
import {
  licenseGrant,
  milestone,
  pointsConversion,
  pointsPayment,
  pointsTerms,
  proceedsRelease,
  referrer,
  sale,
  saleEvent,
  saleOrder,
  saleTier,
} from "ponder:schema";
import { type Address, zeroAddress } from "viem";
import { readable } from "./readable.ts";

/** Licences of one price. */
const TIER_SIZE = 5000n;

type Past = { event: Event; context: Context };

ponder.on("LicenseSale:LicensesSold", async (past) => {
  const { event, context } = past;
  const { buyer, firstLicense, quantity, soldBefore, cost, reward } = event.args;
  const by = event.args.referrer === zeroAddress ? null : event.args.referrer;
  await context.db.insert(saleOrder).values({
    ...{ id: event.id, buyer, firstLicense, quantity, soldBefore, cost, referrer: by, reward },
    ...placeOf(past),
  });
  await add(context, { sold: quantity, orders: 1n, proceeds: cost, rewards: reward });
  await addToTiers(past, { soldBefore, quantity, cost });
  if (by === null) return;
  await context.db
    .insert(referrer)
    .values({ address: by, orders: 1n, licenses: quantity, earned: reward, paid: 0n })
    .onConflictDoUpdate((row) => ({
      orders: row.orders + 1n,
      licenses: row.licenses + quantity,
      earned: row.earned + reward,
    }));
});

ponder.on("LicenseSale:ReferralClaimed", async ({ event, context }) => {
  const { referrer: address, amount } = event.args;
  await context.db.update(referrer, { address }).set((row) => ({ paid: row.paid + amount }));
  await add(context, { rewardsPaid: amount });
});

ponder.on("LicenseSale:LicensesGranted", async (past) => {
  const { to, firstLicense, quantity } = past.event.args;
  await past.context.db
    .insert(licenseGrant)
    .values({ id: past.event.id, to, firstLicense, quantity, ...placeOf(past) });
  await add(past.context, { granted: quantity });
});

ponder.on("LicenseSale:ProceedsSwept", async (past) => {
  const { amount } = past.event.args;
  await note(past, { kind: "swept", amount });
  await add(past.context, { swept: amount });
});

ponder.on("LicenseSale:ScheduleChanged", async (past) => {
  const { oldSchedule, newSchedule } = past.event.args;
  await note(past, { kind: "schedule", before: json(oldSchedule), after: json(newSchedule) });
});

ponder.on("LicenseSale:TermsChanged", async (past) => {
  const { oldTerms, newTerms } = past.event.args;
  await note(past, { kind: "terms", before: json(oldTerms), after: json(newTerms) });
});

ponder.on("LicenseSale:BuyerCheckChanged", async (past) => {
  const { oldCheck, newCheck } = past.event.args;
  await note(past, { kind: "buyerCheck", before: json(oldCheck), after: json(newCheck) });
});

ponder.on("LicenseSale:PauseChanged", async (past) => {
  await note(past, { kind: past.event.args.paused ? "paused" : "resumed" });
});

ponder.on("MilestoneEscrow:MilestoneReached", async ({ event, context }) => {
  const { milestone: number, shareBps, unlockedBps, evidence } = event.args;
  await context.db.insert(milestone).values({
    number: Number(number),
    shareBps: Number(shareBps),
    unlockedBps: Number(unlockedBps),
    evidence: readable(evidence),
    reachedAt: event.block.timestamp,
    transaction: event.transaction.hash,
  });
});

ponder.on("MilestoneEscrow:EtherReleased", async ({ event, context }) => {
  const row = { id: event.id, token: null, amount: event.args.amount };
  const { timestamp: at } = event.block;
  const transaction = event.transaction.hash;
  await context.db.insert(proceedsRelease).values({ ...row, at, transaction });
});

ponder.on("MilestoneEscrow:ERC20Released", async ({ event, context }) => {
  const { token, amount } = event.args;
  const { timestamp: at } = event.block;
  const transaction = event.transaction.hash;
  await context.db.insert(proceedsRelease).values({ id: event.id, token, amount, at, transaction });
});

ponder.on("PointsConverter:TermsChanged", async ({ event, context }) => {
  const { root, totalPoints, weiPerPoint, opensAt, vestingSeconds, closesAt } = event.args.newTerms;
  await context.db.insert(pointsTerms).values({
    ...{ id: event.id, root, totalPoints, weiPerPoint },
    opensAt: BigInt(opensAt),
    vestingSeconds: BigInt(vestingSeconds),
    closesAt: BigInt(closesAt),
    at: event.block.timestamp,
    transaction: event.transaction.hash,
  });
});

ponder.on("PointsConverter:PointsConverted", async ({ event, context }) => {
  const { account, points, amount } = event.args;
  await context.db.insert(pointsConversion).values({
    ...{ account, points, amount, paid: 0n },
    convertedAt: event.block.timestamp,
    transaction: event.transaction.hash,
  });
});

ponder.on("PointsConverter:ConversionPaid", async ({ event, context }) => {
  const { account, amount } = event.args;
  await context.db
    .update(pointsConversion, { account })
    .set((row) => ({ paid: row.paid + amount }));
  await pay({ event, context }, account, amount);
});

ponder.on("PointsConverter:UnclaimedReturned", async ({ event, context }) => {
  await pay({ event, context }, null, event.args.amount);
});

type Order = { soldBefore: bigint; quantity: bigint; cost: bigint };

/**
 * An order lies in one tier or in two. Where it crosses a boundary, the first tier has had a sale before
 * (no order is larger than a tier), so its price is known and the rest of the cost is the second's.
 */
async function addToTiers({ event, context }: Past, order: Order): Promise<void> {
  const { soldBefore, quantity, cost } = order;
  const tier = Number(soldBefore / TIER_SIZE);
  const left = TIER_SIZE - (soldBefore % TIER_SIZE);
  const at = event.block.timestamp;
  const write = (number: number, sold: bigint, proceeds: bigint) =>
    context.db
      .insert(saleTier)
      .values({
        ...{ tier: number, price: proceeds / sold, sold, proceeds },
        ...{ orders: 1n, firstAt: at, lastAt: at },
      })
      .onConflictDoUpdate((row) => ({
        sold: row.sold + sold,
        proceeds: row.proceeds + proceeds,
        orders: row.orders + 1n,
        lastAt: at,
      }));
  if (quantity <= left) {
    await write(tier, quantity, cost);
    return;
  }
  const before = await context.db.find(saleTier, { tier });
  const first = left * (before?.price ?? 0n);
  await write(tier, left, first);
  await write(tier + 1, quantity - left, cost - first);
}

type Sums = Partial<Omit<typeof sale.$inferInsert, "id">>;

async function add(context: Context, sums: Sums): Promise<void> {
  const none = { sold: 0n, granted: 0n, orders: 0n, proceeds: 0n };
  const row = { ...none, rewards: 0n, rewardsPaid: 0n, swept: 0n, ...sums };
  const names = Object.keys(sums) as (keyof typeof row)[];
  await context.db
    .insert(sale)
    .values({ id: "licences", ...row })
    .onConflictDoUpdate((before) =>
      Object.fromEntries(names.map((name) => [name, before[name] + row[name]])),
    );
}

type Told = Pick<typeof saleEvent.$inferInsert, "kind" | "before" | "after" | "amount">;

async function note(past: Past, told: Told): Promise<void> {
  await past.context.db.insert(saleEvent).values({ id: past.event.id, ...told, ...placeOf(past) });
}

async function pay({ event, context }: Past, account: Address | null, amount: bigint) {
  await context.db.insert(pointsPayment).values({
    ...{ id: event.id, account, amount },
    at: event.block.timestamp,
    transaction: event.transaction.hash,
  });
}

function placeOf({ event }: Past) {
  const { number: block, timestamp: at } = event.block;
  return { block, at, transaction: event.transaction.hash };
}

/** Integers as decimal text. */
function json(value: unknown): string {
  return JSON.stringify(value, (_, it) => (typeof it === "bigint" ? `${it}` : it));
}
