import { type Context, type Event, ponder } from "ponder:registry";
import {
  name,
  nameEvent,
  namePrice,
  nameRecord,
  nameRecordChange,
  reverseName,
} from "ponder:schema";
import { and, desc, eq } from "ponder";
import { encodePacked, type Hex, keccak256, toHex, zeroAddress } from "viem";
import { readable } from "./readable.ts";

type Past = { event: Event; context: Context };
type RecordKind = (typeof nameRecord.$inferInsert)["kind"];

ponder.on("NameRegistry:NameRegistered", async (past) => {
  const { node, label, holder, expiry, version } = past.event.args;
  const words = readable(label);
  await begin(past, node, {
    ...{ name: `${words}.sdn`, label: words, parent: null, parentVersion: null },
    ...{ holder, expiry, version },
  });
  await note(past, node, version, { kind: "registered", account: holder, expiry });
});

ponder.on("NameRegistry:SubnameSet", async (past) => {
  const { node, parent, label, holder, version } = past.event.args;
  const above = await past.context.db.find(name, { node: parent });
  const words = readable(label);
  await begin(past, node, {
    ...{ name: `${words}.${above?.name ?? ""}`, label: words },
    ...{ parent, parentVersion: above?.version ?? 0n, holder, expiry: null, version },
  });
  await note(past, node, version, { kind: "subname", account: holder });
});

ponder.on("NameRegistry:NameRenewed", async (past) => {
  const { node, expiry } = past.event.args;
  const { version } = await past.context.db.update(name, { node }).set({ expiry });
  await note(past, node, version, { kind: "renewed", expiry });
});

ponder.on("NameRegistry:SubnameRemoved", async (past) => {
  const { node } = past.event.args;
  const { version } = await past.context.db.update(name, { node }).set({ holder: null });
  await note(past, node, version, { kind: "removed" });
});

ponder.on("NameRegistry:Transfer", async (past) => {
  const { from, to, tokenId } = past.event.args;
  // Beginnings and ends have events of their own.
  if (from === zeroAddress || to === zeroAddress) return;
  const node = toHex(tokenId, { size: 32 });
  const moved = { holder: to, pointsToHolder: false };
  const { version } = await past.context.db.update(name, { node }).set(moved);
  await note(past, node, version, { kind: "transferred", account: to });
});

ponder.on("NameRegistry:NewResolver", async (past) => {
  const { node, resolver } = past.event.args;
  const { version } = await past.context.db.update(name, { node }).set({ resolver });
  await note(past, node, version, { kind: "resolver", account: resolver });
});

ponder.on("NameRegistrar:NameBought", (past) => paid(past, "registered", past.event.args));
ponder.on("NameRegistrar:RenewalBought", (past) => paid(past, "renewed", past.event.args));

ponder.on("NameRegistrar:PricesChanged", async ({ event, context }) => {
  const { newPrices } = event.args;
  await context.db
    .insert(namePrice)
    .values({ id: event.id, ...newPrices, at: event.block.timestamp });
});

ponder.on("NameResolver:AddressChanged", async (past) => {
  const { node, coinType, newAddress } = past.event.args;
  // An empty one was taken away, as an empty text is.
  const value = newAddress === "0x" ? "" : newAddress;
  await write(past, node, "address", `${coinType}`, value);
});

ponder.on("NameResolver:TextChanged", async (past) => {
  const { node, key, value } = past.event.args;
  await write(past, node, "text", key, value);
});

ponder.on("NameResolver:ContenthashChanged", async (past) => {
  const { node, hash } = past.event.args;
  await write(past, node, "contenthash", "", hash === "0x" ? "" : hash);
});

ponder.on("NameResolver:NameChanged", async (past) => {
  await write(past, past.event.args.node, "name", "", past.event.args.name);
});

ponder.on("NameResolver:WildcardChanged", async (past) => {
  await write(past, past.event.args.node, "wildcard", "", past.event.args.on ? "on" : "");
});

ponder.on("ReverseNames:NameForAddrChanged", async ({ event, context }) => {
  const state = { name: readable(event.args.name), at: event.block.timestamp };
  await context.db
    .insert(reverseName)
    .values({ wallet: event.args.addr, ...state })
    .onConflictDoUpdate(state);
});

type Beginning = Omit<
  typeof name.$inferInsert,
  "node" | "pointsToHolder" | "resolver" | "registeredAt"
>;

async function begin({ event, context }: Past, node: Hex, beginning: Beginning): Promise<void> {
  const row = {
    ...beginning,
    ...{ pointsToHolder: true, resolver: null, registeredAt: event.block.timestamp },
  };
  await context.db
    .insert(name)
    .values({ node, ...row })
    .onConflictDoUpdate(row);
}

type Told = Pick<typeof nameEvent.$inferInsert, "kind" | "account" | "expiry">;

async function note({ event, context }: Past, node: Hex, version: bigint, told: Told) {
  await context.db.insert(nameEvent).values({
    id: event.id,
    ...{ node, version, ...told },
    block: event.block.number,
    at: event.block.timestamp,
    transaction: event.transaction.hash,
  });
}

type Payment = { node: Hex; payer: Hex; price: bigint };

/** Completes the registry's event that came just before, in the same transaction. */
async function paid(
  { event, context }: Past,
  kind: "registered" | "renewed",
  { node, payer, price }: Payment,
): Promise<void> {
  const [last] = await context.db.sql
    .select({ id: nameEvent.id })
    .from(nameEvent)
    .where(
      and(
        eq(nameEvent.node, node),
        eq(nameEvent.kind, kind),
        eq(nameEvent.transaction, event.transaction.hash),
      ),
    )
    .orderBy(desc(nameEvent.id))
    .limit(1);
  if (last) await context.db.update(nameEvent, { id: last.id }).set({ payer, price });
}

async function write(
  { event, context }: Past,
  node: Hex,
  kind: RecordKind,
  rawKey: string,
  rawValue: string,
): Promise<void> {
  const version = (await context.db.find(name, { node }))?.version ?? 0n;
  const [key, value] = [readable(rawKey), readable(rawValue)];
  const at = event.block.timestamp;
  const parts = [node, version, kind, key] as const;
  const id = keccak256(encodePacked(["bytes32", "uint256", "string", "string"], parts));
  await context.db
    .insert(nameRecord)
    .values({ id, ...{ node, version, kind, key }, value, at })
    .onConflictDoUpdate({ value, at });
  await context.db.insert(nameRecordChange).values({
    id: event.id,
    ...{ node, version, kind, key, value },
    block: event.block.number,
    at,
    transaction: event.transaction.hash,
  });
}
