import type { Address } from "viem";
import type { FetchParameters } from "./mailboxRequests.ts";
import type { FetchResult, MailboxKey, MailboxMessage } from "./types.ts";

export type FollowParameters = {
  mailboxKey: MailboxKey;
  /** Cursor at this Edge; only later messages are told. */
  after?: number | undefined;
  /** Told of what is stored, then of what arrives. A message can come twice. */
  onMessages: (messages: MailboxMessage[]) => void;
  /** Told of the cursor up to which everything stored has been told: where to go on after a reconnect. */
  onCursor?: ((sequence: number) => void) | undefined;
  /** Told that everything which was stored when following began has been told. */
  onCaughtUp?: (() => void) | undefined;
  signal?: AbortSignal | undefined;
};

type Follow = {
  parameters: FollowParameters;
  fail: (error: unknown) => void;
  /** Of the last fetch that asked to follow; 0 before the first. */
  id: number;
  cursor: number;
  isCaughtUp: boolean;
};

/** Fetches a page and asks for what comes later; tells the request's id before it is sent. */
export type FetchAndFollow = (
  asked: FetchParameters,
  onId: (id: number) => void,
) => Promise<FetchResult>;

/** Mailboxes that are followed on one stream. */
export class Follows {
  readonly #fetch: FetchAndFollow;
  readonly #byMailbox = new Map<Address, Follow>();

  constructor(fetch: FetchAndFollow) {
    this.#fetch = fetch;
  }

  /** Resolves at the signal; rejects when the Edge refuses or stops. */
  async run(parameters: FollowParameters): Promise<void> {
    const { mailboxKey, signal } = parameters;
    const mailbox = mailboxKey.address.toLowerCase() as Address;
    const ending = Promise.withResolvers<void>();
    ending.promise.catch(() => {});
    const onAbort = (): void => ending.resolve();
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted) onAbort();
    const cursor = parameters.after ?? 0;
    const follow = { parameters, fail: ending.reject, id: 0, cursor, isCaughtUp: false };
    this.#byMailbox.set(mailbox, follow);
    try {
      await this.#catchUp(follow);
      await ending.promise;
    } catch (error) {
      if (!signal?.aborted) throw error;
    } finally {
      signal?.removeEventListener("abort", onAbort);
      if (this.#byMailbox.get(mailbox) === follow) this.#byMailbox.delete(mailbox);
    }
  }

  /** Hands on what the Edge pushed. */
  deliver(message: MailboxMessage): void {
    const follow = this.#byMailbox.get(message.mailbox);
    if (follow === undefined) return;
    follow.parameters.onMessages([message]);
    // While pages are still read, a pushed message lies beyond those that were not told yet.
    if (!follow.isCaughtUp || message.sequence <= follow.cursor) return;
    follow.cursor = message.sequence;
    follow.parameters.onCursor?.(follow.cursor);
  }

  /** Ends the follow that the request with this id began; all of them without an id. */
  fail(error: unknown, id?: number): void {
    for (const follow of this.#byMailbox.values()) {
      if (id === undefined || follow.id === id) follow.fail(error);
    }
  }

  async #catchUp(follow: Follow): Promise<void> {
    const { mailboxKey, onMessages, onCursor, onCaughtUp, signal } = follow.parameters;
    for (let more = true; more && !signal?.aborted; ) {
      const asked = { mailboxKey, after: follow.cursor, signal };
      const page = await this.#fetch(asked, (id) => {
        follow.id = id;
      });
      if (page.messages.length > 0) onMessages(page.messages);
      follow.cursor = Math.max(follow.cursor, ...page.messages.map(({ sequence }) => sequence));
      onCursor?.(follow.cursor);
      more = page.more && page.messages.length > 0;
    }
    follow.isCaughtUp = true;
    onCaughtUp?.();
  }
}
