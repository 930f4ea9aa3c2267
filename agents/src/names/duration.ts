import { SendingError } from "@sendingnetwork/sdk/errors";

const YEAR = 365 * 86_400;

/** Seconds of `--years`; parts of a year too. @throws {SendingError} CONFIG_YEARS */
export function durationFrom(years: string): number {
  const number = Number(years);
  if (/^\d{1,3}(\.\d+)?$/.test(years) && number > 0) return Math.round(number * YEAR);
  throw new SendingError("--years takes a number, such as 2 or 0.5.", {
    code: "CONFIG_YEARS",
    details: years,
  });
}

/** Unix seconds as a day. */
export function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
