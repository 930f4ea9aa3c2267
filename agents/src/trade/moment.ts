import { SendingError } from "@sendingnetwork/sdk/errors";

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** Unix seconds of a date (ISO 8601), or of a time from `now` such as 90m, 12h or 7d. @throws {SendingError} CONFIG_TIME */
export function momentFrom(text: string, now: number): number {
  const [, count, unit = ""] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  if (count) return now + Number(count) * (UNITS[unit] ?? 0);
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(time)) return Math.floor(time / 1000);
  throw new SendingError(`"${text}" is no time.`, {
    code: "CONFIG_TIME",
    hint: "Write 90m, 12h, 7d or a date such as 2027-03-31.",
  });
}
