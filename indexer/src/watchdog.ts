import { ponder } from "ponder:registry";
import { beaconRound, identityCommitment, identityRoot, license } from "ponder:schema";

ponder.on("WatchDogLicense:Transfer", async ({ event, context }) => {
  const { tokenId: id, to: holder } = event.args;
  await context.db
    .insert(license)
    .values({ id, holder, issuedAt: event.block.timestamp })
    .onConflictDoUpdate({ holder });
});

ponder.on("WatchDogLicense:IdentityQueued", async ({ event, context }) => {
  const { license: licenseId, commitment } = event.args;
  await context.db.update(license, { id: licenseId }).set({ commitment });
  const queuedAt = event.block.timestamp;
  await context.db
    .insert(identityCommitment)
    .values({ commitment, licenseId, state: "queued", queuedAt });
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
