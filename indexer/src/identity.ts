import { type Context, type Event, ponder } from "ponder:registry";
import {
  attribute,
  device,
  did,
  didEvent,
  link,
  primaryDid,
  recovery,
  sessionKey,
} from "ponder:schema";
import { formatDid } from "@sendingnetwork/sdk/actions";
import { and, eq } from "ponder";
import { type Hex, zeroAddress, zeroHash } from "viem";

ponder.on("DidRegistry:DidCreated", async ({ event, context }) => {
  const { did: tokenId, controller, salt } = event.args;
  const id = formatDid(context.chain.id, tokenId);
  const at = event.block.timestamp;
  const row = { id, tokenId, controller, nonce: 0n, createdAt: at, changedAt: at };
  await context.db.insert(did).values(row);
  await note(context, event, "DidCreated", { didNonce: 0n, account: controller, key: salt });
});

ponder.on("DidRegistry:Transfer", async ({ event, context }) => {
  // The first one belongs to DidCreated, which has the controller.
  if (event.args.from === zeroAddress) return;
  const id = formatDid(context.chain.id, event.args.tokenId);
  await context.db.update(did, { id }).set({ controller: event.args.to });
});

ponder.on("DidRegistry:DidNonceBumped", async ({ event, context }) => {
  const { nonce, controller } = event.args;
  const id = formatDid(context.chain.id, event.args.did);
  const at = event.block.timestamp;
  const ended = { active: false, endedAt: at };
  await context.db.update(did, { id }).set({ nonce, profile: null, recovery: null });
  const { sql } = context.db;
  await sql
    .update(link)
    .set(ended)
    .where(and(eq(link.did, id), eq(link.active, true)));
  await sql
    .update(device)
    .set({ state: "removed", removedAt: at })
    .where(and(eq(device.did, id), eq(device.state, "active")));
  await sql
    .update(sessionKey)
    .set(ended)
    .where(and(eq(sessionKey.did, id), eq(sessionKey.active, true)));
  await sql
    .update(attribute)
    .set(ended)
    .where(and(eq(attribute.did, id), eq(attribute.active, true)));
  await sql.delete(primaryDid).where(eq(primaryDid.did, id));
  await endRecovery(context, id, "void", at);
  await note(context, event, "DidNonceBumped", { didNonce: nonce, account: controller });
});

ponder.on("DidRegistry:WalletLinked", async ({ event, context }) => {
  const { didNonce, wallet } = event.args;
  const state = { didNonce, active: true, linkedAt: event.block.timestamp, endedAt: null };
  await context.db
    .insert(link)
    .values({ ...pairOf(context, event.args), ...state })
    .onConflictDoUpdate(state);
  await note(context, event, "WalletLinked", { didNonce, account: wallet });
});

ponder.on("DidRegistry:WalletUnlinked", async ({ event, context }) => {
  const { didNonce, wallet } = event.args;
  const ended = { active: false, endedAt: event.block.timestamp };
  await context.db.update(link, pairOf(context, event.args)).set(ended);
  await note(context, event, "WalletUnlinked", { didNonce, account: wallet });
});

ponder.on("DidRegistry:PrimarySet", async ({ event, context }) => {
  const { wallet, didNonce } = event.args;
  const id = formatDid(context.chain.id, event.args.did);
  const row = { did: id, didNonce, setAt: event.block.timestamp };
  await context.db
    .insert(primaryDid)
    .values({ wallet, ...row })
    .onConflictDoUpdate(row);
  await note(context, event, "PrimarySet", { didNonce, account: wallet });
});

ponder.on("DidRegistry:PrimaryCleared", async ({ event, context }) => {
  const { wallet } = event.args;
  const row = await context.db.find(primaryDid, { wallet });
  await context.db.delete(primaryDid, { wallet });
  await note(context, event, "PrimaryCleared", { didNonce: row?.didNonce ?? 0n, account: wallet });
});

ponder.on("DidRegistry:DeviceAdded", async ({ event, context }) => {
  const { deviceId, identityKey, signingKey, didNonce } = event.args;
  await context.db.insert(device).values({
    did: formatDid(context.chain.id, event.args.did),
    ...{ deviceId, identityKey, signingKey, didNonce },
    state: "active",
    addedAt: event.block.timestamp,
  });
  await note(context, event, "DeviceAdded", { didNonce, key: deviceId });
});

ponder.on("DidRegistry:DeviceRemoved", async ({ event, context }) => {
  const { deviceId, didNonce } = event.args;
  const key = { did: formatDid(context.chain.id, event.args.did), deviceId };
  const removed = { state: "removed", removedAt: event.block.timestamp } as const;
  await context.db.update(device, key).set(removed);
  await note(context, event, "DeviceRemoved", { didNonce, key: deviceId });
});

ponder.on("DidRegistry:SessionKeyAuthorized", async ({ event, context }) => {
  const { key, scope, expiry, didNonce } = event.args;
  const state = {
    ...{ scope: BigInt(scope), expiry, didNonce },
    ...{ active: true, authorizedAt: event.block.timestamp, endedAt: null },
  };
  await context.db
    .insert(sessionKey)
    .values({ did: formatDid(context.chain.id, event.args.did), key, ...state })
    .onConflictDoUpdate(state);
  await note(context, event, "SessionKeyAuthorized", { didNonce, account: key });
});

ponder.on("DidRegistry:SessionKeyRevoked", async ({ event, context }) => {
  const { key, didNonce } = event.args;
  const row = { did: formatDid(context.chain.id, event.args.did), key };
  const ended = { active: false, endedAt: event.block.timestamp };
  await context.db.update(sessionKey, row).set(ended);
  await note(context, event, "SessionKeyRevoked", { didNonce, account: key });
});

ponder.on("DidRegistry:AttributeChanged", async ({ event, context }) => {
  const { name, value, validTo, didNonce } = event.args;
  const id = formatDid(context.chain.id, event.args.did);
  const at = event.block.timestamp;
  const same = and(eq(attribute.name, name), eq(attribute.value, value));
  await context.db.sql
    .update(attribute)
    .set({ active: false, endedAt: at })
    .where(and(eq(attribute.did, id), eq(attribute.active, true), same));
  // An end at 0 takes back.
  if (validTo !== 0n) {
    const row = { id: event.id, did: id, name, value, validTo, didNonce };
    await context.db.insert(attribute).values({ ...row, active: true, setAt: at });
  }
  await note(context, event, "AttributeChanged", { didNonce, key: name });
});

ponder.on("DidRegistry:ProfileSet", async ({ event, context }) => {
  const { contentId, didNonce } = event.args;
  const id = formatDid(context.chain.id, event.args.did);
  const profile = contentId === zeroHash ? null : contentId;
  await context.db.update(did, { id }).set({ profile });
  await note(context, event, "ProfileSet", { didNonce, key: contentId });
});

ponder.on("DidRegistry:RecoverySet", async ({ event, context }) => {
  const { recovery: guard, didNonce } = event.args;
  const id = formatDid(context.chain.id, event.args.did);
  await context.db.update(did, { id }).set({ recovery: guard === zeroAddress ? null : guard });
  await note(context, event, "RecoverySet", { didNonce, account: guard });
});

ponder.on("DidRegistry:RecoveryStarted", async ({ event, context }) => {
  const { recovery: guard, newHolder, readyAt, didNonce } = event.args;
  const id = formatDid(context.chain.id, event.args.did);
  const startedAt = event.block.timestamp;
  await endRecovery(context, id, "replaced", startedAt);
  const row = { id: event.id, did: id, recovery: guard, newHolder, readyAt };
  await context.db.insert(recovery).values({ ...row, state: "pending", startedAt });
  await note(context, event, "RecoveryStarted", { didNonce, account: newHolder });
});

ponder.on("DidRegistry:RecoveryCancelled", async ({ event, context }) => {
  const id = formatDid(context.chain.id, event.args.did);
  await endRecovery(context, id, "cancelled", event.block.timestamp);
  await note(context, event, "RecoveryCancelled", { didNonce: event.args.didNonce });
});

ponder.on("DidRegistry:RecoveryFinished", async ({ event, context }) => {
  const id = formatDid(context.chain.id, event.args.did);
  await endRecovery(context, id, "finished", event.block.timestamp);
  const row = await context.db.find(did, { id });
  await note(context, event, "RecoveryFinished", {
    didNonce: row?.nonce ?? 0n,
    account: event.args.newHolder,
  });
});

type End = "replaced" | "cancelled" | "finished" | "void";

/** At most one recovery of a DID is pending. */
async function endRecovery(context: Context, id: string, state: End, endedAt: bigint) {
  await context.db.sql
    .update(recovery)
    .set({ state, endedAt })
    .where(and(eq(recovery.did, id), eq(recovery.state, "pending")));
}

type Noted = {
  id: string;
  args: { did: bigint };
  block: { number: bigint; timestamp: bigint };
  transaction: { hash: Hex };
};

/** Writes the event into the DID's history. */
async function note(
  context: Context,
  event: Noted,
  name: string,
  about: { didNonce: bigint; account?: Hex; key?: Hex },
) {
  const id = formatDid(context.chain.id, event.args.did);
  const { block, transaction } = event;
  await context.db.update(did, { id }).set({ changedAt: block.timestamp });
  await context.db.insert(didEvent).values({
    ...{ id: event.id, did: id, name, ...about },
    ...{ block: block.number, at: block.timestamp, transaction: transaction.hash },
  });
}

type Pair = Event<"DidRegistry:WalletLinked" | "DidRegistry:WalletUnlinked">["args"];

function pairOf(context: Context, { did: tokenId, wallet }: Pair) {
  return { did: formatDid(context.chain.id, tokenId), wallet };
}
