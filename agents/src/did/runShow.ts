import type { Row } from "@sendingnetwork/sdk";
import { readDid } from "@sendingnetwork/sdk/did";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { fields, openReader, print, type ReadOptions, table } from "../wallet/index.ts";
import { findDid } from "./whichDid.ts";

const HISTORY = 20;

/** `sdn did show`: what hangs on a DID, from the chain; its history, from the indexer when there is one. */
export async function runShow(who: string, options: ReadOptions): Promise<void> {
  const reader = openReader(options);
  const { client } = reader;
  const did = await findDid(reader, who);
  const state = await readDid(client, { did });
  if (!state) {
    throw new SendingError("There is no such identity.", {
      code: "DID_UNKNOWN",
      details: did,
      hint: "Create it with: sdn did create --as <profile>",
    });
  }
  const { profile, recovery } = await client.getDid({ did });
  const primaryOf = await walletsWithPrimary(state.wallets);
  const history = await historyOf();
  const attributes = state.attributes.map(({ name, value, validTo }) => ({
    ...{ name, value: textOf(value), validTo },
  }));
  const result = {
    ...{ did, controller: state.controller, nonce: state.nonce, profile, recovery },
    wallets: state.wallets.map((wallet) => ({ wallet, primary: primaryOf.has(wallet) })),
    ...{ devices: state.devices, sessionKeys: state.sessionKeys, attributes, history },
  };
  const pending = recovery?.pending;
  const about = fields([
    ["identity", did],
    ["controller", state.controller],
    ["nonce", `${state.nonce}`],
    ["profile", profile ?? "none"],
    ["recovery", recovery?.recovery ?? "nobody"],
    ...(pending
      ? [["recovering to", `${pending.newHolder}, from ${date(pending.readyAt)}`] as const]
      : []),
  ]);
  const sections = [
    about,
    section(
      "wallets",
      ["wallet", "primary"],
      result.wallets.map((it) => [it.wallet, yes(it.primary)]),
    ),
    section(
      "devices",
      ["device"],
      state.devices.map(({ deviceId }) => [deviceId]),
    ),
    section(
      "session keys",
      ["key", "scope", "until"],
      state.sessionKeys.map(({ key, scope, expiry }) => [key, `${scope}`, date(expiry)]),
    ),
    section(
      "attributes",
      ["name", "value", "until"],
      attributes.map(({ name, value, validTo }) => [name, value, date(validTo)]),
    ),
    ...(history
      ? [
          section(
            "history",
            ["when", "event", "about"],
            history.map(({ at, name, account, key }) => [date(at), name, account ?? key ?? ""]),
          ),
        ]
      : []),
  ];
  print(reader, result, sections.join("\n\n"));

  async function walletsWithPrimary(wallets: readonly `0x${string}`[]): Promise<Set<string>> {
    const primaries = await Promise.all(wallets.map((wallet) => client.getPrimary({ wallet })));
    return new Set(wallets.filter((_, index) => primaries[index] === did));
  }

  async function historyOf(): Promise<Row<"didEvent">[] | undefined> {
    const where = { did };
    const page = await client.indexer
      ?.list("didEvent", { where, orderBy: "id", orderDirection: "desc", limit: HISTORY })
      .catch((error: unknown) => {
        process.stderr.write(`no history: ${error instanceof Error ? error.message : error}\n`);
        return undefined;
      });
    return page?.items;
  }
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]) {
  return rows.length === 0 ? `${title}: none` : `${title}\n${table(head, rows)}`;
}

function yes(is: boolean): string {
  return is ? "yes" : "";
}

/** Unix seconds; some may be beyond every calendar. */
function date(seconds: number): string {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime())
    ? "for ever"
    : time.toISOString().slice(0, 19).replace("T", " ");
}

/** Text without what could take over a terminal; hex when it is none. */
function textOf(value: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(value);
    if (/^\P{C}*$/u.test(text)) return text;
  } catch {
    // No UTF-8.
  }
  return `0x${Buffer.from(value).toString("hex")}`;
}
