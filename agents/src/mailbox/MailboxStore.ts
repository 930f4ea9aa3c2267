import type { DatabaseSync } from "node:sqlite";
import { ProblemCode, ProblemError } from "@sendingnetwork/sdk/wire";
import type { NewMessage, StoredRow } from "./message.ts";
import { Usage } from "./usage.ts";

export type MailboxLimits = {
  /** Most bytes kept for one mailbox. */
  mailboxBytes: number;
  /** Most bytes kept in all. */
  totalBytes: number;
};

export type PutResult = {
  sequence: number;
  /** False for a message that was there already: depositing again is harmless. */
  isNew: boolean;
};

const COLUMNS = "sequence, hash, blind, payload, expiry, epoch";

/**
 * Messages by mailbox. Every method runs at once on the database; those that write belong inside a
 * transaction, which gives them their durability.
 */
export class MailboxStore {
  readonly #limits: MailboxLimits;
  /** Takes part in the transactions. */
  readonly usage: Usage;
  readonly #insert;
  readonly #find;
  readonly #extend;
  readonly #read;
  readonly #delete;
  readonly #sweep;

  constructor(database: DatabaseSync, limits: MailboxLimits) {
    this.#limits = limits;
    this.usage = new Usage(database);
    this.#insert = database.prepare(
      `INSERT OR IGNORE INTO messages (mailbox, hash, blind, payload, expiry, epoch)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#find = database.prepare("SELECT sequence FROM messages WHERE mailbox = ? AND hash = ?");
    this.#extend = database.prepare(
      "UPDATE messages SET expiry = max(expiry, ?) WHERE sequence = ?",
    );
    this.#read = database.prepare(
      `SELECT ${COLUMNS} FROM messages
       WHERE mailbox = ? AND sequence > ? AND expiry > ? ORDER BY sequence LIMIT ?`,
    );
    this.#delete = database.prepare(
      "DELETE FROM messages WHERE mailbox = ? AND hash = ? RETURNING length(payload) AS size",
    );
    this.#sweep = database.prepare(
      `DELETE FROM messages WHERE sequence IN
         (SELECT sequence FROM messages WHERE expiry <= ? ORDER BY expiry LIMIT ?)
       RETURNING mailbox, length(payload) AS size`,
    );
  }

  /** Bytes kept in all, overhead included. */
  get totalBytes(): number {
    return this.usage.total();
  }

  /** Bytes kept for a mailbox, overhead included. */
  usedBy(mailbox: Uint8Array): number {
    return this.usage.of(mailbox);
  }

  /**
   * Keeps a message until its expiry. The same message again keeps its sequence and the later of
   * both expiries. Throws QUOTA_EXCEEDED before anything is written.
   */
  put(message: NewMessage): PutResult {
    const { mailbox, hash, blind, payload, expiry, epoch } = message;
    const cost = Usage.costOf(payload.length);
    const refusal = this.#refusalOf(mailbox, cost);
    if (!refusal) {
      const run = this.#insert.run(mailbox, hash, blind, payload, expiry, epoch);
      if (run.changes === 1) {
        this.usage.add(mailbox, cost);
        return { sequence: Number(run.lastInsertRowid), isNew: true };
      }
    }
    const known = this.#find.get(mailbox, hash) as { sequence: number } | undefined;
    if (!known) throw new ProblemError(ProblemCode.QUOTA_EXCEEDED, refusal ?? "No room.");
    this.#extend.run(expiry, known.sequence);
    return { sequence: known.sequence, isNew: false };
  }

  #refusalOf(mailbox: Uint8Array, cost: number): string | undefined {
    if (this.usage.of(mailbox) + cost > this.#limits.mailboxBytes) {
      return "The mailbox is full on this Edge.";
    }
    const full = this.usage.total() + cost > this.#limits.totalBytes;
    return full ? "This Edge's storage is full." : undefined;
  }

  /**
   * Messages of `mailbox` with a sequence above `after` that have not expired at `now`, ascending, at
   * most `limit` and, beyond the first, at most `maxBytes` of payload. `more`: others follow.
   */
  read(query: {
    mailbox: Uint8Array;
    after: number;
    now: number;
    limit: number;
    maxBytes: number;
  }): { rows: StoredRow[]; more: boolean } {
    const rows: StoredRow[] = [];
    let bytes = 0;
    const { mailbox, after, now, limit, maxBytes } = query;
    for (const row of this.#read.iterate(mailbox, after, now, limit + 1)) {
      const stored = row as StoredRow;
      bytes += stored.payload.length;
      if (rows.length === limit || (rows.length > 0 && bytes > maxBytes)) {
        return { rows, more: true };
      }
      rows.push(stored);
    }
    return { rows, more: false };
  }

  /** Deletes by message hash; returns how many there were. */
  delete(mailbox: Uint8Array, hashes: readonly Uint8Array[]): number {
    let deleted = 0;
    for (const hash of hashes) {
      const row = this.#delete.get(mailbox, hash) as { size: number } | undefined;
      if (!row) continue;
      this.usage.add(mailbox, -Usage.costOf(row.size));
      deleted++;
    }
    return deleted;
  }

  /** Drops up to `limit` messages that expired at `now` or before; returns how many it were. */
  sweep(now: number, limit: number): number {
    const rows = this.#sweep.all(now, limit) as { mailbox: Uint8Array; size: number }[];
    for (const { mailbox, size } of rows) this.usage.add(mailbox, -Usage.costOf(size));
    return rows.length;
  }
}
