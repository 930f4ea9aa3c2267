import type { Hex } from "viem";
import type { DecryptedMessage, Sessions } from "../e2ee/index.ts";
import { SendingError } from "../errors/index.ts";
import { pause } from "../network/index.ts";
import type { MailboxClient, MailboxKey, MailboxMessage } from "../relay/index.ts";
import type { Store, StoreChange } from "../store/index.ts";
import { decodeContent } from "./content.ts";
import type { IdentityView } from "./peers.ts";
import {
  type InboxRecord,
  inboxSchema,
  NAMESPACES,
  put,
  read,
  remove,
  seenSchema,
} from "./records.ts";

export type InboxCounts = { received: number; duplicates: number; undecryptable: number };

export type InboxOptions = {
  store: Store;
  sessions: Sessions;
  client: MailboxClient;
  mailboxKey: MailboxKey;
  identities: IdentityView;
  /** More to store with the first message of a sender. */
  alongside: (message: DecryptedMessage) => StoreChange[];
  onMessage: (message: StoredInbound) => void;
  onError: (error: unknown) => void;
  now: () => number;
};

export type StoredInbound = InboxRecord & { key: string; didNonce: number | undefined };

const DELETE_PAUSE_MS = 300;
const SEEN_SECONDS = 30 * 86_400;
const MAX_REMEMBERED = 20_000;
const RETRY_MS = 1_000;
const DELETE_BATCH = 500;

/** Codes of what cannot be read, now or later; what is not among them is tried again after a restart. */
const READ_BEFORE = new Set(["DUPLICATE_MESSAGE", "REPLAYED_INITIAL_MESSAGE"]);
const STORE_FAULTS = new Set(["STORE_FAILED", "STORE_CLOSED", "CORRUPT_STATE"]);

/**
 * Turns what Edges hand out into messages: decrypts, stores message and session in one batch, only
 * then deletes from the Edges.
 */
export class Inbox {
  readonly counts: InboxCounts = { received: 0, duplicates: 0, undecryptable: 0 };
  readonly #options: InboxOptions;
  readonly #queue: { message: MailboxMessage; attempt: number }[] = [];
  /** Message hashes that were queued; true once they need not stay at the Edges. */
  readonly #handled = new Map<Hex, boolean>();
  readonly #seen = new Set<string>();
  readonly #deletions = new Set<Hex>();
  #isWorking = false;
  #arrivals = 0;

  private constructor(options: InboxOptions) {
    this.#options = options;
  }

  static async open(options: InboxOptions): Promise<Inbox> {
    const inbox = new Inbox(options);
    const { store, now } = options;
    const forgotten: StoreChange[] = [];
    for (const { key, value } of await store.list(NAMESPACES.seen)) {
      if (read(seenSchema, value).at + SEEN_SECONDS < now()) forgotten.push(remove("seen", key));
      else inbox.#seen.add(key);
    }
    if (forgotten.length > 0) await store.batch(forgotten);
    return inbox;
  }

  /** Messages that were stored and not taken by the application, in the order of arrival. */
  async waiting(): Promise<StoredInbound[]> {
    const entries = await this.#options.store.list(NAMESPACES.inbox);
    return entries.map(({ key, value }) => ({
      ...read(inboxSchema, value),
      key,
      didNonce: undefined,
    }));
  }

  /** The application has taken the message. */
  async taken(key: string): Promise<void> {
    await this.#options.store.batch([remove("inbox", key)]);
  }

  /** Queues what an Edge handed out. */
  receive(messages: readonly MailboxMessage[]): void {
    for (const message of messages) {
      const isDone = this.#handled.get(message.messageHash);
      // Again from an Edge that the deletion did not reach.
      if (isDone) this.#deletions.add(message.messageHash);
      if (isDone !== undefined) continue;
      if (this.#handled.size >= MAX_REMEMBERED) this.#handled.clear();
      this.#handled.set(message.messageHash, false);
      this.#queue.push({ message, attempt: 1 });
    }
    if (!this.#isWorking) void this.#work();
  }

  /** Deletes from the Edges what is stored here, until the signal. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.flush(signal);
      await pause(DELETE_PAUSE_MS, signal);
    }
  }

  async flush(signal?: AbortSignal): Promise<void> {
    const { client, mailboxKey, onError } = this.#options;
    const messageHashes = [...this.#deletions].slice(0, DELETE_BATCH);
    if (messageHashes.length === 0) return;
    try {
      await client.delete({ mailboxKey, messageHashes, signal });
      for (const hash of messageHashes) this.#deletions.delete(hash);
    } catch (error) {
      if (!signal?.aborted) onError(error);
    }
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      const { message, attempt } = next;
      const isDone = await this.#open(message, attempt);
      if (!isDone) continue;
      this.#handled.set(message.messageHash, true);
      this.#deletions.add(message.messageHash);
    }
    this.#isWorking = false;
  }

  /** True when the message need not stay at the Edges. */
  async #open(message: MailboxMessage, attempt: number): Promise<boolean> {
    const { sessions, onMessage, onError } = this.#options;
    let stored: StoredInbound | undefined;
    try {
      await sessions.decrypt(message.payload, (decrypted) => {
        const changes = this.#store(decrypted);
        stored = changes.stored;
        return changes.changes;
      });
    } catch (error) {
      return this.#failed(message, attempt, error);
    }
    if (stored === undefined) this.counts.duplicates++;
    else {
      this.counts.received++;
      this.#seen.add(`${stored.from}/${stored.id}`);
      try {
        onMessage(stored);
      } catch (error) {
        onError(error);
      }
    }
    return true;
  }

  #failed(message: MailboxMessage, attempt: number, error: unknown): boolean {
    const code = error instanceof SendingError ? error.code : "";
    if (READ_BEFORE.has(code)) {
      this.counts.duplicates++;
      return true;
    }
    if (code === "UNDECRYPTABLE_MESSAGE" && attempt === 1) {
      // It may have overtaken the message that starts its session.
      setTimeout(() => {
        this.#queue.push({ message, attempt: 2 });
        if (!this.#isWorking) void this.#work();
      }, RETRY_MS);
      return false;
    }
    this.counts.undecryptable++;
    this.#options.onError(error);
    return !STORE_FAULTS.has(code);
  }

  /** What to store for a decrypted message; nothing when its id was seen. Throws when its sender is gone. */
  #store(decrypted: DecryptedMessage): {
    stored: StoredInbound | undefined;
    changes: StoreChange[];
  } {
    const { sender } = decrypted;
    this.#requireActive(decrypted);
    const content = decodeContent(decrypted.plaintext);
    const from = sender.did.toLowerCase() as Hex;
    const changes = this.#options.alongside(decrypted);
    const seenKey = `${from}/${content.id}`;
    if (this.#seen.has(seenKey)) return { stored: undefined, changes };
    const at = this.#options.now();
    const record: InboxRecord = { ...content, from, deviceId: sender.deviceId };
    const order = [Date.now(), this.#arrivals++].map((part) => String(part).padStart(15, "0"));
    const key = order.join("-");
    const stored = { ...record, key, didNonce: sender.didNonce };
    return {
      stored,
      changes: [...changes, put("inbox", key, record), put("seen", seenKey, { at })],
    };
  }

  #requireActive({ sender }: DecryptedMessage): void {
    const device = this.#options.identities.device(BigInt(sender.did), sender.deviceId);
    if (device?.didNonce === sender.didNonce) return;
    throw new SendingError("A message came from a device that was removed.", {
      code: "IDENTITY_MISMATCH",
      details: `${sender.did} ${sender.deviceId}`,
    });
  }
}
