import * as v from "valibot";
import { amount, bytes, multiaddrList, optionalBytes, port, url, wholeNumber } from "./values.ts";

export const roles = ["edge", "guardian", "watchdog", "beacon"] as const;
export type Role = (typeof roles)[number];

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

type Setting<TSchema extends v.GenericSchema> = {
  flag: string;
  env: string;
  placeholder: string;
  summary: string;
  /** Text form, parsed like any other source; undefined: there is none. */
  fallback: string | undefined;
  /** Agents that have it; undefined: all. */
  roles?: readonly Role[];
  schema: TSchema;
};

function setting<TSchema extends v.GenericSchema>(
  flag: string,
  placeholder: string,
  fallback: string | undefined,
  schema: TSchema,
  summary: string,
  only?: readonly Role[],
): Setting<TSchema> {
  const env = `SDN_${flag.replaceAll("-", "_").toUpperCase()}`;
  return { flag, env, placeholder, summary, fallback, schema, ...(only && { roles: only }) };
}

const nodes = ["edge", "guardian"] as const;
const earners = ["edge", "guardian", "watchdog"] as const;
const edge = ["edge"] as const;

/** Every setting of an agent, by its key in the configuration file. The one place that lists them. */
export const settings = {
  rpc: setting("rpc", "url", "http://127.0.0.1:8545", url, "JSON-RPC endpoint of the chain"),
  deployment: setting(
    "deployment",
    "file",
    undefined,
    v.pipe(v.string(), v.nonEmpty()),
    "deployment file: the network's contracts and schedule",
  ),
  data: setting(
    "data",
    "folder",
    "sdn-data",
    v.pipe(v.string(), v.nonEmpty()),
    "folder for keys and data",
  ),
  listen: setting(
    "listen",
    "multiaddrs",
    "/ip4/127.0.0.1/tcp/0",
    multiaddrList,
    "addresses to listen on, comma separated",
    nodes,
  ),
  announce: setting(
    "announce",
    "multiaddrs",
    "",
    multiaddrList,
    "addresses to register instead of those listened on",
    nodes,
  ),
  health: setting("health", "port", "0", port, "port of /health, /ready, /metrics; 0 picks one"),
  logLevel: setting("log-level", "level", "info", v.picklist(logLevels), "least level to log"),
  beacon: setting(
    "beacon",
    "url",
    "http://127.0.0.1:4454",
    url,
    "drand HTTP endpoint of the randomness beacon",
    ["guardian", "watchdog", "beacon"],
  ),
  bond: setting(
    "bond",
    "SEND",
    "",
    amount,
    "SEND to bond at registration; empty: the least",
    nodes,
  ),
  claim: setting(
    "claim",
    "epochs",
    "1",
    wholeNumber,
    "claim what was earned every so many epochs; 0: never",
    earners,
  ),
  maxConnections: setting(
    "max-connections",
    "count",
    "2000",
    wholeNumber,
    "connections to hold at once",
    nodes,
  ),
  price: setting(
    "price",
    "SEND",
    "0.001",
    amount,
    "SEND asked per MiB carried, within the governed bounds",
    edge,
  ),
  freeBytes: setting(
    "free-bytes",
    "bytes",
    "",
    optionalBytes,
    "unpaid traffic of one peer in an epoch; empty: what governance says",
    edge,
  ),
  mailboxQuota: setting("mailbox-quota", "bytes", "64MiB", bytes, "most kept for a mailbox", edge),
  storageLimit: setting("storage-limit", "bytes", "4GiB", bytes, "most kept in all", edge),
} as const;

export type SettingKey = keyof typeof settings;
