import { SendingError } from "../errors/index.ts";
import { pause } from "../network/index.ts";
import type { CustodyReceipt, MailboxClient } from "../relay/index.ts";
import type { Store, StoreChange } from "../store/index.ts";
import { NAMESPACES, type OutboxRecord, outboxSchema, put, read, remove } from "./records.ts";

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

type Entry = { key: string; record: OutboxRecord };

/**
 * Encrypted messages on their way. They are stored together with the ratchet's step, and deposited
 * under a fixed blind until Edges acknowledge: a crash loses none and doubles none.
 */
export class Outbox {
  readonly #store: Store;
  readonly #client: MailboxClient;
  readonly #onError: (error: unknown) => void;
  #busy = new Set<string>();

  constructor(options: { store: Store; client: MailboxClient; onError: (error: unknown) => void }) {
    this.#store = options.store;
    this.#client = options.client;
    this.#onError = options.onError;
  }

  /** What puts a message into the outbox. */
  add({ key, record }: Entry): StoreChange {
    this.#busy.add(key);
    return put("outbox", key, record);
  }

  /** Deposits a message that was put in, until acknowledged. Rejects at the signal; it is tried again later. */
  async deliver({ key, record }: Entry, signal: AbortSignal): Promise<CustodyReceipt[]> {
    this.#busy.add(key);
    let delay = FIRST_RETRY_MS;
    let last: unknown;
    try {
      while (!signal.aborted) {
        try {
          const { receipts } = await this.#client.deposit({ ...record, signal });
          await this.#store.batch([remove("outbox", key)]);
          return receipts;
        } catch (error) {
          last = error;
          if (isHopeless(error)) await this.#store.batch([remove("outbox", key)]);
          if (isHopeless(error)) throw error;
        }
        await pause(delay, signal);
        delay = Math.min(delay * 2, LAST_RETRY_MS);
      }
      throw new SendingError("A message is not acknowledged yet.", {
        code: "NOT_ACKNOWLEDGED",
        details: `message ${record.id}`,
        hint: "It is kept, and sent again as soon as its Edges can be reached.",
        cause: last,
      });
    } finally {
      this.#busy.delete(key);
    }
  }

  /** Sends what an earlier run or an impatient caller left behind, until the signal. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        for (const { key, value } of await this.#store.list(NAMESPACES.outbox)) {
          if (this.#busy.has(key) || signal.aborted) continue;
          const record = read(outboxSchema, value);
          await this.deliver({ key, record }, signal);
        }
      } catch (error) {
        if (!signal.aborted) this.#onError(error);
      }
      await pause(LAST_RETRY_MS / 6, signal);
    }
  }
}

/** Refused for what it is: no later attempt would fare better. */
function isHopeless(error: unknown): boolean {
  if (!(error instanceof SendingError)) return false;
  return ["EXPIRED", "INVALID_REQUEST", "MALFORMED_FRAME", "FRAME_TOO_LARGE"].includes(error.code);
}
