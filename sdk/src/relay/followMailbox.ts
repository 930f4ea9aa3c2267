import type { Address } from "viem";
import { pause } from "../network/index.ts";
import type { MailboxClient } from "./mailboxClient.ts";
import type { MailboxKey, MailboxMessage } from "./types.ts";

export type FollowMailboxParameters = {
  mailboxKey: MailboxKey;
  /** Told of messages as Edges give them out; replicas repeat each other. */
  onMessages: (messages: MailboxMessage[]) => void;
  /** Told of what keeps an Edge from being followed; it is tried again. */
  onError?: ((error: unknown, edge: Address) => void) | undefined;
  /** Told each time an Edge has given out everything it held. */
  onCaughtUp?: ((edge: Address) => void) | undefined;
  signal: AbortSignal;
};

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;
const REFRESH_MS = 3_000;

/** Keeps following a mailbox at every Edge that can hold its messages, as those change. */
export async function followMailbox(
  client: MailboxClient,
  parameters: FollowMailboxParameters,
): Promise<void> {
  const { mailboxKey, onError, signal } = parameters;
  const following = new Map<Address, { stop: AbortController; done: Promise<void> }>();
  const { view } = client.pool;
  let refreshedAt = -1;
  while (!signal.aborted) {
    const epoch = view.currentEpoch();
    if (epoch !== refreshedAt) {
      try {
        const sets = await client.responsibleSets(mailboxKey.address, signal);
        const wanted = new Set(sets.flat());
        for (const [operator, { stop }] of following) {
          if (wanted.has(operator)) continue;
          stop.abort();
          following.delete(operator);
        }
        for (const operator of wanted) {
          if (following.has(operator)) continue;
          const stop = new AbortController();
          const ending = AbortSignal.any([signal, stop.signal]);
          following.set(operator, { stop, done: followEdge(client, operator, parameters, ending) });
        }
        refreshedAt = epoch;
      } catch (error) {
        if (!signal.aborted) onError?.(error, mailboxKey.address);
      }
    }
    await pause(REFRESH_MS, signal);
  }
  await Promise.all([...following.values()].map(({ done }) => done));
}

async function followEdge(
  client: MailboxClient,
  operator: Address,
  { mailboxKey, onMessages, onError, onCaughtUp }: FollowMailboxParameters,
  signal: AbortSignal,
): Promise<void> {
  let after = 0;
  let delay = FIRST_RETRY_MS;
  while (!signal.aborted) {
    try {
      const edge = await client.pool.get(operator);
      await edge.follow({
        mailboxKey,
        after,
        signal,
        onMessages,
        onCaughtUp: () => {
          delay = FIRST_RETRY_MS;
          onCaughtUp?.(operator);
        },
        onCursor: (sequence) => {
          after = sequence;
        },
      });
    } catch (error) {
      if (!signal.aborted) onError?.(error, operator);
    }
    await pause(delay, signal);
    delay = Math.min(delay * 2, LAST_RETRY_MS);
  }
}
