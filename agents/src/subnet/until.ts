import { SendingError } from "@sendingnetwork/sdk/errors";
import { getBlock } from "viem/actions";
import type { Reader } from "../wallet/index.ts";

const UNITS: Readonly<Record<string, number>> = { s: 1, h: 3_600, d: 86_400, y: 365 * 86_400 };

/**
 * The second that a point in time names: a day (2027-01-31, in UTC), or how long from now on the chain
 * (30d, 2y, 12h, 90s).
 * @throws {SendingError} CONFIG_UNTIL
 */
export async function untilFrom({ client }: Reader, text: string): Promise<number> {
  const [, number, unit = ""] = /^(\d{1,9})([shdy])$/.exec(text) ?? [];
  if (number) {
    const { timestamp } = await getBlock(client);
    return Number(timestamp) + Number(number) * (UNITS[unit] ?? 0);
  }
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (day > 0) return day / 1000;
  throw new SendingError("This is no point in time.", {
    code: "CONFIG_UNTIL",
    details: text,
    hint: "Give a day, such as 2027-01-31, or how long from now: 30d, 2y, 12h, 90s.",
  });
}

/** Unix seconds as people read them. */
export function when(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
