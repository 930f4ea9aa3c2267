import type { Row } from "@sendingnetwork/sdk";
import { getBlock } from "viem/actions";
import {
  fields,
  findAccount,
  indexerOf,
  openReader,
  print,
  type ReadOptions,
  table,
} from "../wallet/index.ts";
import { when } from "./until.ts";
import { short, unicastFrom } from "./words.ts";

/** `sdn subnet whois`: who operates an address, or where a wallet is. */
export async function runWhois(what: string, options: ReadOptions): Promise<void> {
  const reader = openReader(options);
  const { client } = reader;
  const isAddress = /^(sdn1|SDN1)|\+|^0x[0-9a-fA-F]{64}$/.test(what);
  const wallet = isAddress ? undefined : await findAccount(reader, what);
  const unicast = wallet ? await client.getBinding({ wallet }) : unicastFrom(what);
  if (!unicast) {
    print(reader, { wallet, unicast }, `${wallet} is bound to no address`);
    return;
  }
  const found = await client.whois({ unicast });
  const { segment, operator, expiry, wallet: bound } = found;
  const rows: [string, string][] = [
    ["address", unicast],
    ["segment", segment ? `${short(segment)}  ${segment}` : "none"],
    ["operator", operator ?? "nobody"],
    ["until", expiry === null ? "" : when(expiry)],
    ["wallet", bound ?? "none"],
  ];
  print(reader, found, fields(rows.filter(([, value]) => value)));
}

/** `sdn subnet show` */
export async function runShow(segment: string, options: ReadOptions): Promise<void> {
  const reader = openReader(options);
  const it = await reader.client.getSegment({ segment });
  const rows: [string, string][] = [
    ["segment", `${short(it.segment)}  ${it.segment}`],
    ["holder", it.holder],
    [it.live ? "until" : "expired", when(it.expiry)],
    ["tenant", it.lease ? `${it.lease.tenant} until ${when(it.lease.expires)}` : "nobody"],
    ["parent", it.parent ? short(it.parent) : "none"],
    ["children", it.children > 0 ? `${it.children} of ${it.childBits} bits` : "none"],
    ["reclaimable", it.emancipated ? "when it is expired" : "by the parent's holder at any time"],
  ];
  print(reader, it, fields(rows));
}

type Segment = Row<"segment">;

/** `sdn subnet list`: live segments as a tree, of everybody or of one wallet. */
export async function runList(who: string | undefined, options: ReadOptions): Promise<void> {
  const reader = openReader(options);
  const indexer = indexerOf(reader);
  const wallet = who ? (await findAccount(reader, who)).toLowerCase() : undefined;
  const now = Number((await getBlock(reader.client)).timestamp);
  const where = { status: "held", expiry_gt: now } as const;
  const all: Segment[] = [];
  for await (const row of indexer.each("segment", { where })) all.push(row);
  const tenantOf = (it: Segment) => (Number(it.leaseEnd) > now ? it.tenant : null);
  const listed = inTree(all).filter(
    ({ segment }) => !wallet || segment.holder === wallet || tenantOf(segment) === wallet,
  );
  const rows = listed.map(({ segment, depth }) => [
    `${"  ".repeat(depth)}${short(segment.id)}`,
    segment.holder,
    when(segment.expiry),
    tenantOf(segment) ?? "",
  ]);
  const result = listed.map(({ segment, depth }) => ({ ...segment, depth }));
  print(reader, { segments: result }, table(["segment", "holder", "until", "tenant"], rows));
}

/** Parents before their children, siblings by prefix. */
function inTree(all: readonly Segment[]): { segment: Segment; depth: number }[] {
  const byParent = new Map<string | null, Segment[]>();
  for (const segment of all) {
    const siblings = byParent.get(segment.parent) ?? [];
    byParent.set(segment.parent, [...siblings, segment]);
  }
  const prefixOf = ({ tokenId }: Segment) => BigInt(tokenId);
  const below = (parent: string | null, depth: number): { segment: Segment; depth: number }[] =>
    (byParent.get(parent) ?? [])
      .sort((a, b) => (prefixOf(a) < prefixOf(b) ? -1 : 1))
      .flatMap((segment) => [{ segment, depth }, ...below(segment.id, depth + 1)]);
  return below(null, 0);
}
