import { ponder } from "ponder:registry";
import {
  commissionChange,
  delegation,
  delegationEvent,
  delegationPool,
  node,
  offence,
  poolSlash,
  slash,
  unbondingEntry,
} from "ponder:schema";
import { and, asc, eq } from "ponder";
import { zeroAddress } from "viem";

ponder.on("DelegationPools:PoolOpened", async ({ event, context }) => {
  const { pool, operator, formerly, liableUntil } = event.args;
  const moved = formerly !== zeroAddress;
  await context.db.insert(delegationPool).values({
    ...{ id: pool, operator, stake: 0n, shares: 0n },
    formerly: moved ? formerly : null,
    liableUntil: moved ? liableUntil : null,
  });
});

ponder.on("DelegationPools:DelegationChanged", async ({ event, context }) => {
  const { pool, delegator, shares, poolShares, poolStake } = event.args;
  const { operator } = await context.db
    .update(delegationPool, { id: pool })
    .set({ stake: poolStake, shares: poolShares });
  const row = { operator, shares, fromEpoch: Number(event.args.from) };
  await context.db
    .insert(delegation)
    .values({ pool, delegator, ...row })
    .onConflictDoUpdate(row);
});

ponder.on("DelegationPools:Delegated", async ({ event, context }) => {
  const { delegator, pool, amount } = event.args;
  await context.db
    .insert(delegationEvent)
    .values({ ...stampOf(event), kind: "delegate", delegator, pool, amount });
});

ponder.on("DelegationPools:Redelegated", async ({ event, context }) => {
  const { delegator, fromPool, toPool, amount } = event.args;
  await context.db
    .insert(delegationEvent)
    .values({ ...stampOf(event), kind: "redelegate", delegator, pool: fromPool, toPool, amount });
});

ponder.on("DelegationPools:Undelegated", async ({ event, context }) => {
  const { delegator, operator, pool, amount, withdrawableAt } = event.args;
  await context.db
    .insert(delegationEvent)
    .values({ ...stampOf(event), kind: "undelegate", delegator, pool, amount });
  if (amount === 0n) return;
  await context.db.insert(unbondingEntry).values({
    ...{ id: event.id, delegator, operator, pool, amount, withdrawableAt },
    withdrawn: false,
  });
});

ponder.on("DelegationPools:UnbondingWithdrawn", async ({ event, context }) => {
  const { delegator, count, amount } = event.args;
  await context.db
    .insert(delegationEvent)
    .values({ ...stampOf(event), kind: "withdraw", delegator, amount });
  const open = and(eq(unbondingEntry.delegator, delegator), eq(unbondingEntry.withdrawn, false));
  const oldest = await context.db.sql
    .select({ id: unbondingEntry.id })
    .from(unbondingEntry)
    .where(open)
    .orderBy(asc(unbondingEntry.id))
    .limit(Number(count));
  for (const { id } of oldest) {
    await context.db.update(unbondingEntry, { id }).set({ withdrawn: true });
  }
});

ponder.on("DelegationPools:PoolSlashed", async ({ event, context }) => {
  const { pool, offender, taken, takenUnbonding, poolStake } = event.args;
  await context.db.update(delegationPool, { id: pool }).set({ stake: poolStake });
  await context.db.insert(poolSlash).values({
    ...{ ...stampOf(event), pool, offender, taken, takenUnbonding },
    fromEpoch: Number(event.args.from),
  });
});

ponder.on("DelegationPools:CommissionChanged", async ({ event, context }) => {
  const { operator, oldBps, newBps } = event.args;
  const row = { oldBps, newBps, at: event.block.timestamp };
  await context.db
    .insert(commissionChange)
    .values({ operator, fromEpoch: Number(event.args.from), ...row })
    .onConflictDoUpdate(row);
  if (!(await context.db.find(node, { operator }))) return;
  await context.db.update(node, { operator }).set({ commissionBps: newBps });
});

ponder.on("OffenceRegistry:OffenceAnnounced", async ({ event, context }) => {
  const { terms, actsFrom } = event.args;
  const row = { ...terms, jailEpochs: BigInt(terms.jailEpochs), actsFrom };
  await context.db
    .insert(offence)
    .values({ id: event.args.offence, ...row })
    .onConflictDoUpdate(row);
});

ponder.on("OffenceRegistry:OffenceWithdrawn", async ({ event, context }) => {
  const known = await context.db.find(offence, { id: event.args.offence });
  if (!known) return;
  await context.db.update(offence, { id: event.args.offence }).set({ actsFrom: null });
});

ponder.on("OffenceRegistry:Slashed", async ({ event, context }) => {
  const { operator, key, reporter, fromBond, fromPools, reward } = event.args;
  const terms = await context.db.find(offence, { id: event.args.offence });
  await context.db.insert(slash).values({
    ...{ ...stampOf(event), operator, offence: event.args.offence, key, reporter },
    ...{ fromBond, fromPools, reward, block: event.block.number },
    evidence: terms?.evidence ?? null,
  });
});

type Emitted = {
  id: string;
  block: { timestamp: bigint };
  transaction: { hash: `0x${string}` };
};

function stampOf({ id, block, transaction }: Emitted) {
  return { id, at: block.timestamp, transaction: transaction.hash };
}
