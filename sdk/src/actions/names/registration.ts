import type { Address, Hex } from "viem";
import { SendingError } from "../../errors/index.ts";
import { parseSoldName } from "../../names/parseName.ts";
import type { SendingContext } from "../calls/context.ts";
import { accountOf, type WriteOptions } from "../calls/sendCall.ts";
import { type NameRecords, recordCalls } from "./records.ts";

/** Seconds of the least time that a name is sold for. */
const MIN_DURATION = 28 * 86_400;
/** Seconds that a name is registered for when nothing is said. */
export const YEAR = 365 * 86_400;

export type RegistrationParameters = WriteOptions & {
  /** "alice.sdn", or "alice". */
  name: string;
  /** 32 random bytes that hide the name until it is registered. Keep them: without them the
   * commitment is lost. */
  secret: Hex;
  /** Who gets the name; by default the sender. */
  holder?: Address | undefined;
  /** Seconds, by default a year. */
  duration?: number | undefined;
  /** Written in the same transaction. Without an address the name points to its holder. */
  records?: NameRecords | undefined;
  /** Whether the name also becomes what the holder is called; only the holder can send that. */
  primary?: boolean | undefined;
};

/** The registration as the contract takes it. Throws INVALID_NAME, INVALID_DURATION, INVALID_RECORD. */
export function registrationOf(client: SendingContext, parameters: RegistrationParameters) {
  const { label, node } = parseSoldName(parameters.name);
  const { secret, duration = YEAR, records = {}, primary = false } = parameters;
  requireDuration(duration);
  return {
    label,
    holder: parameters.holder ?? accountOf(client, parameters.account).address,
    duration: BigInt(duration),
    secret,
    records: recordCalls(node, records),
    primary,
  };
}

export function requireDuration(duration: number): void {
  if (Number.isSafeInteger(duration) && duration >= MIN_DURATION) return;
  throw new SendingError("Names are sold for whole seconds, for 28 days or more.", {
    code: "INVALID_DURATION",
    details: `${duration} seconds`,
  });
}
