import type { DatabaseSync } from "node:sqlite";
import type { Participant } from "../database/index.ts";

/** What a row costs beside its payload: hashes, indexes, page slack. Keeps empty messages from being free. */
const ROW_BYTES = 256;

/** All mailboxes together. */
const ALL = new Uint8Array(0);

type Entry = { mailbox: Uint8Array; bytes: number; changed: boolean };

/**
 * Bytes by mailbox, kept beside the messages and in their transactions: changes gather in memory and
 * are written once, before the commit.
 */
export class Usage implements Participant {
  readonly #get;
  readonly #set;
  readonly #clear;
  /** What this transaction has read or changed, by mailbox. */
  readonly #open = new Map<string, Entry>();

  constructor(database: DatabaseSync) {
    this.#get = database.prepare("SELECT bytes FROM usage WHERE mailbox = ?");
    this.#set = database.prepare("INSERT OR REPLACE INTO usage VALUES (?, ?)");
    this.#clear = database.prepare("DELETE FROM usage WHERE mailbox = ?");
  }

  static costOf(payloadBytes: number): number {
    return payloadBytes + ROW_BYTES;
  }

  of(mailbox: Uint8Array): number {
    return this.#entry(mailbox, false).bytes;
  }

  total(): number {
    return this.of(ALL);
  }

  add(mailbox: Uint8Array, bytes: number): void {
    this.#entry(mailbox, true).bytes += bytes;
    this.#entry(ALL, true).bytes += bytes;
  }

  beforeCommit(): void {
    for (const { mailbox, bytes, changed } of this.#open.values()) {
      if (!changed) continue;
      if (bytes === 0 && mailbox.length > 0) this.#clear.run(mailbox);
      else this.#set.run(mailbox, bytes);
    }
    this.#open.clear();
  }

  afterRollback(): void {
    this.#open.clear();
  }

  #entry(mailbox: Uint8Array, changed: boolean): Entry {
    const key = Buffer.from(mailbox.buffer, mailbox.byteOffset, mailbox.length).toString("latin1");
    let entry = this.#open.get(key);
    if (!entry) {
      const row = this.#get.get(mailbox) as { bytes: number } | undefined;
      entry = { mailbox: mailbox.slice(), bytes: row?.bytes ?? 0, changed };
      // Reads outside a transaction leave nothing behind.
      if (changed) this.#open.set(key, entry);
    }
    entry.changed ||= changed;
    return entry;
  }
}
