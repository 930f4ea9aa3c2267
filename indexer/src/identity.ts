import { type Context, type Event, ponder } from "ponder:registry";
import { device, did, link } from "ponder:schema";
import { formatDid } from "@sendingnetwork/sdk/actions";
import { and, eq } from "ponder";
import { zeroAddress } from "viem";

ponder.on("DidRegistry:DidCreated", async ({ event, context }) => {
  const { did: tokenId, controller } = event.args;
  const id = formatDid(context.chain.id, tokenId);
  const createdAt = event.block.timestamp;
  await context.db.insert(did).values({ id, tokenId, controller, nonce: 0n, createdAt });
});

ponder.on("DidRegistry:Transfer", async ({ event, context }) => {
  // The first one belongs to DidCreated, which has the controller.
  if (event.args.from === zeroAddress) return;
  const id = formatDid(context.chain.id, event.args.tokenId);
  await context.db.update(did, { id }).set({ controller: event.args.to });
});

ponder.on("DidRegistry:DidNonceBumped", async ({ event, context }) => {
  const id = formatDid(context.chain.id, event.args.did);
  const at = event.block.timestamp;
  await context.db.update(did, { id }).set({ nonce: event.args.nonce });
  const { sql } = context.db;
  await sql
    .update(link)
    .set({ active: false, endedAt: at })
    .where(and(eq(link.did, id), eq(link.active, true)));
  await sql
    .update(device)
    .set({ state: "removed", removedAt: at })
    .where(and(eq(device.did, id), eq(device.state, "active")));
});

ponder.on("DidRegistry:WalletLinked", async ({ event, context }) => {
  const state = {
    didNonce: event.args.didNonce,
    active: true,
    linkedAt: event.block.timestamp,
    endedAt: null,
  };
  await context.db
    .insert(link)
    .values({ ...pairOf(context, event.args), ...state })
    .onConflictDoUpdate(state);
});

ponder.on("DidRegistry:WalletUnlinked", async ({ event, context }) => {
  const ended = { active: false, endedAt: event.block.timestamp };
  await context.db.update(link, pairOf(context, event.args)).set(ended);
});

ponder.on("DidRegistry:DeviceAdded", async ({ event, context }) => {
  const { deviceId, identityKey, signingKey, didNonce } = event.args;
  await context.db.insert(device).values({
    did: formatDid(context.chain.id, event.args.did),
    ...{ deviceId, identityKey, signingKey, didNonce },
    state: "active",
    addedAt: event.block.timestamp,
  });
});

ponder.on("DidRegistry:DeviceRemoved", async ({ event, context }) => {
  const key = {
    did: formatDid(context.chain.id, event.args.did),
    deviceId: event.args.deviceId,
  };
  const removed = { state: "removed", removedAt: event.block.timestamp } as const;
  await context.db.update(device, key).set(removed);
});

type Pair = Event<"DidRegistry:WalletLinked" | "DidRegistry:WalletUnlinked">["args"];

function pairOf(context: Context, { did: tokenId, wallet }: Pair) {
  return { did: formatDid(context.chain.id, tokenId), wallet };
}
