import { bytesToHex } from "viem";
import type { SessionRecord } from "./record.ts";

/** Seconds after which an unanswered session is given up: its first messages have left the mailbox. */
export const UNANSWERED_LIFETIME = 14 * 86_400;

/**
 * Order in which sessions with one device are preferred for sending, best first: answered before
 * unanswered, later before earlier, lower ephemeral key before higher. Both sides know these facts about
 * a session that both have, so two sessions begun at once converge to one as soon as each side has
 * heard from the other.
 */
export function comparePreference(a: SessionRecord, b: SessionRecord): number {
  if (a.archived !== b.archived) return a.archived ? 1 : -1;
  const [unansweredA, unansweredB] = [a.prelude !== undefined, b.prelude !== undefined];
  if (unansweredA !== unansweredB) return unansweredA ? 1 : -1;
  if (a.createdAt !== b.createdAt) return b.createdAt - a.createdAt;
  return bytesToHex(a.ephemeralKey) < bytesToHex(b.ephemeralKey) ? -1 : 1;
}

/** The session to send on; undefined when a new one must be started. */
export function preferredSession(
  records: readonly SessionRecord[],
  now: number,
): SessionRecord | undefined {
  return records
    .filter(({ prelude, createdAt }) => !prelude || createdAt + UNANSWERED_LIFETIME > now)
    .sort(comparePreference)[0];
}
