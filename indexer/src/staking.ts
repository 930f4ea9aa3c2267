import { type Context, ponder } from "ponder:registry";
import { bondChange, guardianSet, node, nodeKey, stakeChange, suspension } from "ponder:schema";
import { unpackMultiaddrs } from "@sendingnetwork/sdk/actions";
import type { Address, Hex } from "viem";
import { deployment } from "./deployment.ts";
import { isPeerSigned } from "./peerSignature.ts";

/** NodeStaking.Role */
const ROLES: Record<number, "edge" | "guardian"> = { 1: "edge", 2: "guardian" };
const numberOf = { edge: 1, guardian: 2 };
/** NodeStaking.Status */
const JAILED = 4;

ponder.on("NodeStaking:NodeRegistered", async ({ event, context }) => {
  const { operator, peerId, signer, unicast, bond } = event.args;
  const role = ROLES[event.args.role];
  if (!role) return;
  const fromEpoch = Number(event.args.activeFrom);
  const at = event.block.timestamp;
  const keys = { peerId, signer, peerVerified: isPeerSigned(deployment, event.args) };
  const row = {
    ...{ role, unicast, bond, ...keys },
    status: "active",
    activeFrom: fromEpoch,
    inactiveFrom: null,
    withdrawableAt: null,
    jailedUntil: null,
    stake: 0n,
    commissionBps: 0,
    multiaddrs: [],
    registeredAt: at,
  } as const satisfies Partial<typeof node.$inferInsert>;
  const registered = { ...row, multiaddrs: [] as string[] };
  await context.db
    .insert(node)
    .values({ operator, ...registered })
    .onConflictDoUpdate(registered);
  await setKeys(context, operator, fromEpoch, keys);
  const change = { operator, oldBond: 0n, newBond: bond, fromEpoch, at };
  await context.db.insert(bondChange).values({ id: event.id, ...change });
});

ponder.on("NodeStaking:MultiaddrsChanged", async ({ event, context }) => {
  const { operator, multiaddrs } = event.args;
  await context.db.update(node, { operator }).set({ multiaddrs: unpackMultiaddrs(multiaddrs) });
});

ponder.on("NodeStaking:BondChanged", async ({ event, context }) => {
  const { operator, oldBond, newBond, from } = event.args;
  await context.db.update(node, { operator }).set({ bond: newBond });
  await context.db.insert(bondChange).values({
    id: event.id,
    ...{ operator, oldBond, newBond },
    fromEpoch: Number(from),
    at: event.block.timestamp,
  });
});

ponder.on("NodeStaking:StakeChanged", async ({ event, context }) => {
  const { operator, stake } = event.args;
  const fromEpoch = Number(event.args.from);
  const row = { stake, at: event.block.timestamp };
  await context.db.update(node, { operator }).set({ stake });
  await context.db
    .insert(stakeChange)
    .values({ operator, fromEpoch, ...row })
    .onConflictDoUpdate(row);
});

ponder.on("NodeStaking:NodeSuspended", async ({ event, context }) => {
  const { operator } = event.args;
  const status = event.args.status === JAILED ? "jailed" : "benched";
  const inactiveFrom = Number(event.args.inactiveFrom);
  const jailedUntil = Number(event.args.jailedUntil) || null;
  const row = { status, inactiveFrom, jailedUntil } as const;
  await context.db.update(node, { operator }).set(row);
  await context.db.insert(suspension).values({
    ...{ id: event.id, operator, ...row, at: event.block.timestamp },
    transaction: event.transaction.hash,
  });
});

ponder.on("NodeStaking:NodeRejoined", async ({ event, context }) => {
  const { operator, activeFrom } = event.args;
  await context.db
    .update(node, { operator })
    .set({ status: "active", activeFrom: Number(activeFrom), inactiveFrom: null });
});

ponder.on("NodeStaking:NodeLeft", async ({ event, context }) => {
  const { operator, inactiveFrom, withdrawableAt } = event.args;
  await context.db
    .update(node, { operator })
    .set({ status: "unbonding", inactiveFrom: Number(inactiveFrom), withdrawableAt });
});

ponder.on("NodeStaking:BondWithdrawn", async ({ event, context }) => {
  const { operator } = event.args;
  await context.db.update(node, { operator }).set({ status: "left", bond: 0n, stake: 0n });
});

ponder.on("NodeStaking:KeysRotated", async ({ event, context }) => {
  const { operator, peerId, signer, from } = event.args;
  const known = await context.db.find(node, { operator });
  if (!known) return;
  const consent = { ...event.args, role: numberOf[known.role] };
  const keys = { peerId, signer, peerVerified: isPeerSigned(deployment, consent) };
  await context.db.update(node, { operator }).set(keys);
  await setKeys(context, operator, Number(from), keys);
});

ponder.on("NodeStaking:GuardianSetChanged", async ({ event, context }) => {
  const { hash } = event.args;
  const fromEpoch = Number(event.args.from);
  await context.db.insert(guardianSet).values({ fromEpoch, hash }).onConflictDoUpdate({ hash });
});

type Keys = { peerId: Hex; signer: Address; peerVerified: boolean };

/** A second change within an epoch replaces the first: both act from the same one. */
async function setKeys(context: Context, operator: Address, fromEpoch: number, keys: Keys) {
  await context.db
    .insert(nodeKey)
    .values({ operator, fromEpoch, ...keys })
    .onConflictDoUpdate(keys);
}
