import type { DatabaseSync } from "node:sqlite";
import type { Hex } from "viem";
import { openDatabase } from "../../database/index.ts";
import type { Stage } from "../../protocols/attest/index.ts";
import { ITEM_KINDS, type Item, type ItemKind } from "../../protocols/items/index.ts";
import {
  decodeBillItem,
  decodeReportItem,
  encodeBillItem,
  encodeReportItem,
} from "../../settlement/index.ts";

const SCHEMA = [
  `
  CREATE TABLE items (
    hash TEXT PRIMARY KEY, epoch INTEGER NOT NULL, kind INTEGER NOT NULL,
    author TEXT NOT NULL, body BLOB NOT NULL
  ) STRICT;
  CREATE INDEX items_by_epoch ON items (epoch, kind, author);
  CREATE TABLE sets (
    root TEXT NOT NULL, epoch INTEGER NOT NULL, kind INTEGER NOT NULL, items TEXT NOT NULL,
    PRIMARY KEY (epoch, kind, root)
  ) STRICT;
  CREATE TABLE votes (
    epoch INTEGER NOT NULL, round INTEGER NOT NULL, stage TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (epoch, round, stage)
  ) STRICT;
  CREATE TABLE data_sets (
    hash TEXT PRIMARY KEY, epoch INTEGER NOT NULL, bytes BLOB NOT NULL
  ) STRICT;
  `,
];

type Row = Record<string, string | number | bigint | Uint8Array | null>;

/**
 * What a Guardian must not lose: items it gave receipts for, the sets it agreed to, what it signed,
 * and the data sets that it serves. Every write is on disk when the method returns.
 */
export class GuardianStore {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = openDatabase(path, SCHEMA);
  }

  /** Keeps an item. `author` is the Edge or the nullifier. */
  addItem(hash: Hex, author: string, item: Item): void {
    const body = item.kind === "bill" ? encodeBillItem(item.item) : encodeReportItem(item.item);
    this.#database
      .prepare(
        "INSERT OR IGNORE INTO items (hash, epoch, kind, author, body) VALUES (?, ?, ?, ?, ?)",
      )
      .run(hash, item.epoch, ITEM_KINDS[item.kind], author, body);
  }

  item(hash: Hex): Item | undefined {
    const row = this.#row("SELECT epoch, kind, body FROM items WHERE hash = ?", hash);
    if (row === undefined) return undefined;
    const epoch = Number(row.epoch);
    const body = row.body as Uint8Array;
    return row.kind === ITEM_KINDS.bill
      ? { kind: "bill", epoch, item: decodeBillItem(body) }
      : { kind: "report", epoch, item: decodeReportItem(body) };
  }

  /** Hashes of the items of an epoch, ascending. */
  itemHashes(epoch: number, kind: ItemKind): Hex[] {
    const rows = this.#database
      .prepare("SELECT hash FROM items WHERE epoch = ? AND kind = ? ORDER BY hash")
      .all(epoch, ITEM_KINDS[kind]);
    return rows.map(({ hash }) => hash as Hex);
  }

  /** Number of different items of one author in an epoch. */
  variants(epoch: number, kind: ItemKind, author: string): number {
    const query = "SELECT count(*) AS n FROM items WHERE epoch = ? AND kind = ? AND author = ?";
    return Number(this.#row(query, epoch, ITEM_KINDS[kind], author)?.n ?? 0);
  }

  /** Remembers the items, in order, behind a root. */
  addSet(epoch: number, kind: ItemKind, root: Hex, items: readonly Hex[]): void {
    this.#database
      .prepare("INSERT OR IGNORE INTO sets (root, epoch, kind, items) VALUES (?, ?, ?, ?)")
      .run(root, epoch, ITEM_KINDS[kind], JSON.stringify(items));
  }

  set(epoch: number, kind: ItemKind, root: Hex): Hex[] | undefined {
    const query = "SELECT items FROM sets WHERE epoch = ? AND kind = ? AND root = ?";
    const row = this.#row(query, epoch, ITEM_KINDS[kind], root);
    return row === undefined ? undefined : (JSON.parse(String(row.items)) as Hex[]);
  }

  /**
   * Casts the vote for a round and stage. False when another digest was signed for it before: a
   * Guardian that signs two is slashed.
   */
  vote(epoch: number, round: number, stage: Stage, digest: Hex): boolean {
    this.#database
      .prepare("INSERT OR IGNORE INTO votes (epoch, round, stage, digest) VALUES (?, ?, ?, ?)")
      .run(epoch, round, stage, digest);
    const query = "SELECT digest FROM votes WHERE epoch = ? AND round = ? AND stage = ?";
    return this.#row(query, epoch, round, stage)?.digest === digest;
  }

  addDataSet(hash: Hex, epoch: number, bytes: Uint8Array): void {
    this.#database
      .prepare("INSERT OR IGNORE INTO data_sets (hash, epoch, bytes) VALUES (?, ?, ?)")
      .run(hash, epoch, bytes);
  }

  dataSet(hash: Hex): Uint8Array<ArrayBuffer> | undefined {
    const row = this.#row("SELECT bytes FROM data_sets WHERE hash = ?", hash);
    return row === undefined ? undefined : (row.bytes as Uint8Array<ArrayBuffer>);
  }

  /** Drops items and sets of epochs before `epoch`. Votes and data sets stay. */
  dropItemsBefore(epoch: number): void {
    this.#database.prepare("DELETE FROM items WHERE epoch < ?").run(epoch);
    this.#database.prepare("DELETE FROM sets WHERE epoch < ?").run(epoch);
  }

  close(): void {
    this.#database.close();
  }

  #row(query: string, ...values: (string | number)[]): Row | undefined {
    return this.#database.prepare(query).get(...values) as Row | undefined;
  }
}
