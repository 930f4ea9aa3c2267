import type { DatabaseSync } from "node:sqlite";
import type { Address, Hex } from "viem";
import { openDatabase } from "../../database/index.ts";
import { decodeReportItem, encodeReportItem, type ReportItem } from "../../settlement/index.ts";

const SCHEMA = [
  `
  CREATE TABLE tests (
    epoch INTEGER NOT NULL, license TEXT NOT NULL, edge TEXT NOT NULL,
    latency_ms INTEGER NOT NULL, evidence_hash TEXT NOT NULL, evidence TEXT NOT NULL,
    PRIMARY KEY (epoch, license, edge)
  ) STRICT;
  CREATE TABLE payouts (
    address TEXT PRIMARY KEY, key TEXT NOT NULL,
    epoch INTEGER NOT NULL, license TEXT NOT NULL, claimed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (epoch, license)
  ) STRICT;
  CREATE TABLE reports (
    epoch INTEGER NOT NULL, license TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (epoch, license)
  ) STRICT;
  CREATE TABLE receipts (
    epoch INTEGER NOT NULL, license TEXT NOT NULL, guardian TEXT NOT NULL, signature TEXT NOT NULL,
    PRIMARY KEY (epoch, license, guardian)
  ) STRICT;
  `,
];

/** Outcome of one test. */
export type TestRecord = {
  edge: Address;
  /** 0: it failed. */
  latencyMs: number;
  evidenceHash: Hex;
  /** JSON of everything that proves it, to be opened on demand. */
  evidence: string;
};

type Row = Record<string, string | number | bigint | Uint8Array | null>;

/** What a WatchDog must not lose: test results with their evidence, payout keys, reports. */
export class WatchdogStore {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = openDatabase(path, SCHEMA);
  }

  addTest(epoch: number, license: bigint, test: TestRecord): void {
    this.#database
      .prepare("INSERT OR IGNORE INTO tests VALUES (?, ?, ?, ?, ?, ?)")
      .run(epoch, `${license}`, test.edge, test.latencyMs, test.evidenceHash, test.evidence);
  }

  tests(epoch: number, license: bigint): Map<Address, TestRecord> {
    const rows = this.#rows("SELECT * FROM tests WHERE epoch = ? AND license = ?", epoch, license);
    return new Map(
      rows.map((row) => {
        const edge = row.edge as Address;
        const evidenceHash = row.evidence_hash as Hex;
        const evidence = String(row.evidence);
        return [edge, { edge, latencyMs: Number(row.latency_ms), evidenceHash, evidence }];
      }),
    );
  }

  /** Keeps the key of a fresh payout address; the first one given for a report stays. */
  payout(epoch: number, license: bigint, fresh: { address: Address; key: Hex }): Address {
    this.#database
      .prepare("INSERT OR IGNORE INTO payouts (address, key, epoch, license) VALUES (?, ?, ?, ?)")
      .run(fresh.address, fresh.key, epoch, `${license}`);
    const query = "SELECT address FROM payouts WHERE epoch = ? AND license = ?";
    return this.#rows(query, epoch, license)[0]?.address as Address;
  }

  /** Payout addresses of an epoch that were not paid yet. */
  unclaimed(epoch: number): Address[] {
    const query = "SELECT address FROM payouts WHERE epoch = ? AND claimed = 0 ORDER BY address";
    return this.#rows(query, epoch).map(({ address }) => address as Address);
  }

  /** Epochs that have payout addresses which were not paid yet, ascending. */
  unclaimedEpochs(): number[] {
    const query = "SELECT DISTINCT epoch FROM payouts WHERE claimed = 0 ORDER BY epoch";
    return this.#rows(query).map(({ epoch }) => Number(epoch));
  }

  setClaimed(address: Address): void {
    this.#database.prepare("UPDATE payouts SET claimed = 1 WHERE address = ?").run(address);
  }

  addReport(license: bigint, item: ReportItem): void {
    this.#database
      .prepare("INSERT OR IGNORE INTO reports VALUES (?, ?, ?)")
      .run(item.report.epoch, `${license}`, encodeReportItem(item));
  }

  report(epoch: number, license: bigint): ReportItem | undefined {
    const query = "SELECT body FROM reports WHERE epoch = ? AND license = ?";
    const [row] = this.#rows(query, epoch, license);
    return row === undefined ? undefined : decodeReportItem(row.body as Uint8Array);
  }

  addReceipt(epoch: number, license: bigint, guardian: Address, signature: Hex): void {
    this.#database
      .prepare("INSERT OR IGNORE INTO receipts VALUES (?, ?, ?, ?)")
      .run(epoch, `${license}`, guardian, signature);
  }

  /** Guardians that acknowledged the report. */
  acknowledged(epoch: number, license: bigint): Set<Address> {
    const query = "SELECT guardian FROM receipts WHERE epoch = ? AND license = ?";
    return new Set(this.#rows(query, epoch, license).map(({ guardian }) => guardian as Address));
  }

  /** Drops what is older than `epoch`. */
  dropBefore(epoch: number): void {
    for (const table of ["tests", "reports", "receipts", "payouts"]) {
      this.#database.prepare(`DELETE FROM ${table} WHERE epoch < ?`).run(epoch);
    }
  }

  close(): void {
    this.#database.close();
  }

  #rows(query: string, ...values: (string | number | bigint)[]): Row[] {
    const texts = values.map((value) => (typeof value === "bigint" ? `${value}` : value));
    return this.#database.prepare(query).all(...texts) as Row[];
  }
}
