import { multiaddr } from "@multiformats/multiaddr";
import * as v from "valibot";
import { parseEther } from "viem";

/** Values arrive as text (flags, environment) or as JSON (file); each schema takes both. */

const UNITS: Record<string, number> = {
  "": 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

export const url = v.pipe(
  v.string(),
  v.check(
    (text) => URL.canParse(text) && /^(https?|wss?):$/.test(new URL(text).protocol),
    "must be an http, https, ws or wss URL",
  ),
  v.transform((text) => text.replace(/\/$/, "")),
);

export const wholeNumber = v.pipe(
  v.union([v.string(), v.number()]),
  v.check((value) => /^\d{1,15}$/.test(String(value)), "must be a whole number"),
  v.transform(Number),
);

export const port = v.pipe(wholeNumber, v.maxValue(65_535, "must be a port, 0 to 65535"));

/** Number of bytes, with an optional unit: 1048576, "1MiB". */
export const bytes = v.pipe(
  v.union([v.string(), v.number()]),
  v.check(
    (value) => /^\d{1,15} ?([KMGT]iB)?$/.test(String(value)),
    "must be a number of bytes such as 1048576, 64MiB or 4GiB",
  ),
  v.transform((value) => {
    const [, count, unit] = /^(\d+) ?(.*)$/.exec(String(value)) ?? [];
    return Number(count) * (UNITS[unit ?? ""] ?? 1);
  }),
);

/** The same; empty text is undefined. */
export const optionalBytes = v.union(
  [
    v.pipe(
      v.literal(""),
      v.transform(() => undefined),
    ),
    bytes,
  ],
  "must be a number of bytes such as 1048576, 64MiB or 4GiB",
);

/** Amount of SEND as decimal text, in wei; empty text is undefined. */
export const amount = v.pipe(
  v.union([v.string(), v.number()]),
  v.check(
    (value) => value === "" || /^\d+(\.\d{1,18})?$/.test(String(value)),
    'must be an amount of SEND such as "10000" or "0.001"',
  ),
  v.transform((value) => (value === "" ? undefined : parseEther(String(value)))),
);

function isMultiaddr(text: string): boolean {
  try {
    multiaddr(text);
    return true;
  } catch {
    return false;
  }
}

/** Multiaddrs as a JSON array or comma-separated text. */
export const multiaddrList = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => (typeof value === "string" ? value.split(",") : value)),
  v.transform((list) => list.map((text) => text.trim()).filter((text) => text !== "")),
  v.check((list) => list.every(isMultiaddr), 'must be multiaddrs such as "/ip4/0.0.0.0/tcp/4001"'),
  v.maxLength(8, "must be at most 8 multiaddrs"),
);
