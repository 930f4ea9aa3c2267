import { SendingError } from "@sendingnetwork/sdk/errors";
import { isAddress } from "viem";
import {
  fields,
  findAccount,
  indexerOf,
  openReader,
  print,
  type ReadOptions,
  table,
} from "../wallet/index.ts";
import { day } from "./duration.ts";
import { withEnding } from "./runWrite.ts";

/** Texts that `sdn name show` asks for when no indexer says which there are (ENSIP-5, ENSIP-18). */
const USUAL_TEXTS = ["url", "avatar", "description", "email", "com.github", "com.twitter"];

/** `sdn name resolve`: name to wallet and identity, wallet to name. */
export async function runResolve(what: string, options: ReadOptions): Promise<void> {
  const reader = openReader(options);
  const { client } = reader;
  if (isAddress(what, { strict: false })) {
    const wallet = await findAccount(reader, what);
    const name = await client.lookupName({ wallet });
    if (!name) throw nothing(`${wallet} has no name that points back to it.`);
    return print(reader, { wallet, name }, name);
  }
  const found = await client.resolveName({ name: withEnding(what) });
  if (!found) throw nothing(`${withEnding(what)} points nowhere.`);
  const { name, wallet, did } = found;
  const text = fields([
    ["name", name],
    ["wallet", wallet],
    ["identity", did ?? "none"],
  ]);
  print(reader, found, text);
}

/** `sdn name show` */
export async function runShow(text: string, options: ReadOptions): Promise<void> {
  const reader = openReader(options);
  const { client } = reader;
  const state = await client.getName({ name: withEnding(text) });
  const { name, status, holder, expiry, version, node } = state;
  const written = await client.indexer
    ?.list("nameRecord", { where: { node, version, value_not: "" } })
    .catch(() => undefined);
  const keys = (kind: string) =>
    written?.items.filter((record) => record.kind === kind).map(({ key }) => key);
  const records = await client.getRecords({
    name,
    texts: keys("text") ?? USUAL_TEXTS,
    coinTypes: keys("address")?.map(Number) ?? [],
  });
  const rows: (readonly [string, string])[] = [
    ["name", name],
    ["status", status],
    ["holder", holder ?? "nobody"],
    ["until", expiry === null ? "" : day(expiry)],
    ["points to", records.address ?? "nowhere"],
    ...Object.entries(records.addresses).map(([type, value]) => [`coin ${type}`, value] as const),
    ...Object.entries(records.texts).map(([key, value]) => [plain(key), plain(value)] as const),
    ["contenthash", records.contenthash ?? ""],
    ["wildcard", records.wildcard ? "on" : ""],
  ];
  const told = rows.filter(([, value]) => value !== "");
  print(reader, { ...state, records }, fields(told));
}

/** `sdn name list` */
export async function runList(who: string, options: ReadOptions): Promise<void> {
  const reader = openReader(options);
  const wallet = await findAccount(reader, who);
  const holder = wallet.toLowerCase() as typeof wallet;
  const { items } = await indexerOf(reader).list("name", { where: { holder }, limit: 1000 });
  // The indexer keeps what ran out; only the chain says what lives.
  const states = await Promise.all(
    items.map(({ name }) => reader.client.getName({ name }).catch(() => undefined)),
  );
  const names = states.flatMap((state) => (state && state.status !== "free" ? [state] : []));
  const rows = names.map(({ name, status, expiry }) => [
    ...[name, status, expiry === null ? "" : day(expiry)],
  ]);
  print(reader, names, table(["name", "status", "until"], rows));
}

/** Without what could take over a terminal. */
function plain(text: string): string {
  return text.replaceAll(/\p{C}/gu, "\uFFFD");
}

function nothing(message: string): SendingError {
  return new SendingError(message, { code: "NAME_POINTS_NOWHERE" });
}
