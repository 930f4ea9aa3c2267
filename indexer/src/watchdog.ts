import { type Context, ponder } from "ponder:registry";
import {
  beaconRound,
  identityCommitment,
  identityRoot,
  license,
  licenseHolder,
  licenseOperator,
  licenseTransfer,
} from "ponder:schema";
import { type Address, zeroAddress } from "viem";

ponder.on("WatchDogLicense:Transfer", async ({ event, context }) => {
  const { tokenId: id, from, to } = event.args;
  const at = event.block.timestamp;
  // A transfer ends the operator.
  await context.db
    .insert(license)
    .values({ id, holder: to, operator: null, issuedAt: at, transferCount: 0n })
    .onConflictDoUpdate((row) => ({
      holder: to,
      operator: null,
      transferCount: row.transferCount + 1n,
    }));
  await context.db
    .insert(licenseTransfer)
    .values({ id: event.id, licenseId: id, from, to, at, transaction: event.transaction.hash });
  if (from !== zeroAddress) await count(context, from, -1n, at);
  await count(context, to, 1n, at);
});

ponder.on("WatchDogLicense:OperatorSet", async ({ event, context }) => {
  const { license: id } = event.args;
  const operator = event.args.operator === zeroAddress ? null : event.args.operator;
  await context.db.update(license, { id }).set({ operator });
  await context.db.insert(licenseOperator).values({
    ...{ id: event.id, licenseId: id, operator },
    at: event.block.timestamp,
    transaction: event.transaction.hash,
  });
});

ponder.on("WatchDogLicense:IdentityQueued", async ({ event, context }) => {
  const { license: licenseId, commitment } = event.args;
  await context.db.update(license, { id: licenseId }).set({ commitment });
  const queuedAt = event.block.timestamp;
  await context.db
    .insert(identityCommitment)
    .values({ commitment, licenseId, state: "queued", queuedAt });
});

ponder.on("WatchDogLicense:IdentityWithdrawn", async ({ event, context }) => {
  const { license: id, commitment } = event.args;
  await context.db.update(identityCommitment, { commitment }).set({ state: "withdrawn" });
  await context.db
    .update(license, { id })
    .set((row) => (row.commitment === commitment ? { commitment: null } : {}));
});

ponder.on("WatchDogLicense:IdentityRemovalQueued", async ({ event, context }) => {
  const { license: id, commitment } = event.args;
  await context.db.update(identityCommitment, { commitment }).set({ state: "leaving" });
  await context.db
    .update(license, { id })
    .set((row) => (row.commitment === commitment ? { commitment: null } : {}));
});

ponder.on("WatchDogLicense:MemberAdded", async ({ event, context }) => {
  const { index: leaf, commitment } = event.args;
  await context.db.update(identityCommitment, { commitment }).set({ state: "member", leaf });
});

ponder.on("WatchDogLicense:MemberRemoved", async ({ event, context }) => {
  const { commitment } = event.args;
  await context.db.update(identityCommitment, { commitment }).set({ state: "removed" });
});

ponder.on("WatchDogLicense:RootRecorded", async ({ event, context }) => {
  await context.db.insert(identityRoot).values({ id: event.id, ...event.args });
});

ponder.on("RandomBeacon:RoundProven", async ({ event, context }) => {
  await context.db.insert(beaconRound).values({ ...event.args, provenAt: event.block.timestamp });
});

async function count(context: Context, address: Address, change: bigint, at: bigint) {
  await context.db
    .insert(licenseHolder)
    .values({ address, held: change, since: at })
    .onConflictDoUpdate((row) => ({
      held: row.held + change,
      since: row.held === 0n ? at : row.since,
    }));
}
