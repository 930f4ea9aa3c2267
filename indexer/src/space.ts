import { type Context, type Event, ponder } from "ponder:registry";
import { binding, lease, segment, segmentEvent } from "ponder:schema";
import {
  addressInSegment,
  formatSegment,
  formatUnicast,
  segmentFromId,
} from "@sendingnetwork/sdk/addresses";
import { and, eq, gte, isNull, lte } from "ponder";
import { type Hex, zeroAddress } from "viem";

type Past = { event: Event; context: Context };

ponder.on("SubnetLicense:Transfer", async (past) => {
  const { event, context } = past;
  const { from, to, tokenId } = event.args;
  const id = textOf(tokenId);
  const at = event.block.timestamp;
  if (from === zeroAddress) {
    const former = await context.db.find(segment, { id });
    const row = {
      ...{ tokenId, bits: tokenId & 0xffn, holder: to, status: "held" as const, createdAt: at },
      generation: (former?.generation ?? 0n) + 1n,
      // What made it tells the rest, in this transaction.
      ...{ parent: null, expiry: 0n, emancipated: false, childBits: null },
      ...{ tenant: null, leaseEnd: null, endedAt: null },
    };
    await context.db
      .insert(segment)
      .values({ id, ...row })
      .onConflictDoUpdate(row);
    return;
  }
  const moved =
    to === zeroAddress
      ? await context.db.update(segment, { id }).set({ status: "burned", endedAt: at })
      : await context.db.update(segment, { id }).set({ holder: to });
  const leased = moved.leaseEnd !== null && moved.leaseEnd > at;
  // Under a lease the tenant operates, before and after.
  if (!leased || to === zeroAddress) await endBindings(past, eq(binding.segment, id));
  if (to === zeroAddress) await note(past, id, { kind: "burned", account: from });
  else await note(past, id, { kind: "transferred", account: to });
});

ponder.on("SubnetLicense:SegmentGranted", async (past) => {
  const { holder, expiry } = past.event.args;
  const id = textOf(past.event.args.id);
  await past.context.db.update(segment, { id }).set({ expiry, emancipated: true });
  await note(past, id, { kind: "granted", account: holder, expiry });
});

ponder.on("SubnetLicense:SegmentSubdivided", async (past) => {
  const { event, context } = past;
  const { parent: parentId, holder, firstPrefix, count, childBits, expiry } = event.args;
  const parent = textOf(parentId);
  const above = await context.db.find(segment, { id: parent });
  const childLength = BigInt(childBits);
  const renumbered = above?.childBits !== null && above?.childBits !== childLength;
  await context.db.update(segment, { id: parent }).set({ childBits: childLength });
  const emancipated = above?.holder !== holder;
  for (let i = 0n; i < BigInt(count); i++) {
    const id = formatSegment({ prefix: firstPrefix + i, bits: childBits });
    await context.db.update(segment, { id }).set({ parent, expiry, emancipated });
    await note(past, id, { kind: "created", account: holder, expiry }, i);
  }
  const ofParent = eq(binding.segment, parent);
  if (renumbered) return endBindings(past, ofParent);
  const [first, last] = [firstPrefix, firstPrefix + BigInt(count) - 1n].map((prefix, end) =>
    addressInSegment({ prefix, bits: childBits }, end === 0 ? 0n : lastHost(childBits)),
  ) as [Hex, Hex];
  const inside = and(gte(binding.unicast, first), lte(binding.unicast, last));
  await endBindings(past, and(ofParent, inside));
});

ponder.on("SubnetLicense:SegmentEmancipated", async (past) => {
  const id = textOf(past.event.args.id);
  await past.context.db.update(segment, { id }).set({ emancipated: true });
  await note(past, id, { kind: "emancipated" });
});

ponder.on("SubnetLicense:SegmentExtended", async (past) => {
  const { newExpiry } = past.event.args;
  const id = textOf(past.event.args.id);
  await past.context.db.update(segment, { id }).set({ expiry: newExpiry });
  await note(past, id, { kind: "extended", expiry: newExpiry });
});

ponder.on("SubnetLicense:UpdateUser", async (past) => {
  const { event, context } = past;
  const { tokenId, user, expires } = event.args;
  const id = textOf(tokenId);
  const at = event.block.timestamp;
  const ended = user === zeroAddress;
  const state = ended ? { tenant: null, leaseEnd: null } : { tenant: user, leaseEnd: expires };
  const { generation } = await context.db.update(segment, { id }).set(state);
  await context.db.sql
    .update(lease)
    .set({ endedAt: at })
    .where(and(eq(lease.segment, id), isNull(lease.endedAt), gte(lease.expires, at)));
  await endBindings(past, eq(binding.segment, id));
  if (!ended) {
    const row = { segment: id, generation, tenant: user, startedAt: at, expires };
    const transaction = event.transaction.hash;
    await context.db.insert(lease).values({ id: event.id, ...row, transaction });
  }
  if (ended) await note(past, id, { kind: "leaseEnded" });
  else await note(past, id, { kind: "leased", account: user, expiry: expires });
});

ponder.on("AddressBook:AddressBound", async ({ event, context }) => {
  const { unicast, wallet, operator } = event.args;
  const at = event.block.timestamp;
  const id = textOf(event.args.segment);
  const around = await context.db.find(segment, { id });
  const leased = around?.leaseEnd && around.leaseEnd > at;
  await context.db.insert(binding).values({
    ...{ id: event.id, unicast, address: formatUnicast(unicast), wallet, operator, segment: id },
    ...{ generation: around?.generation ?? 0n, until: leased ? around.leaseEnd : null },
    ...{ active: true, boundAt: at, transaction: event.transaction.hash },
  });
});

ponder.on("AddressBook:AddressUnbound", async (past) => {
  const { unicast, wallet } = past.event.args;
  await endBindings(past, and(eq(binding.unicast, unicast), eq(binding.wallet, wallet)));
});

type Condition = ReturnType<typeof and>;

async function endBindings({ event, context }: Past, which: Condition): Promise<void> {
  await context.db.sql
    .update(binding)
    .set({ active: false, endedAt: event.block.timestamp })
    .where(and(which, eq(binding.active, true)));
}

type Told = Pick<typeof segmentEvent.$inferInsert, "kind" | "account" | "expiry">;

/** Writes into the segment's history. `number`: among the entries that one event makes. */
async function note(past: Past, id: string, told: Told, number = 0n): Promise<void> {
  const { event, context } = past;
  const row = await context.db.find(segment, { id });
  await context.db.insert(segmentEvent).values({
    id: number === 0n ? event.id : `${event.id}-${String(number).padStart(3, "0")}`,
    segment: id,
    generation: row?.generation ?? 0n,
    ...told,
    ...{ block: event.block.number, at: event.block.timestamp },
    transaction: event.transaction.hash,
  });
}

function textOf(id: bigint): string {
  return formatSegment(segmentFromId(id));
}

/** Number of the last address of a segment. */
function lastHost(bits: number): bigint {
  return (1n << BigInt(248 - bits)) - 1n;
}
