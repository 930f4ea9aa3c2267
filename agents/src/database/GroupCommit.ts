import type { DatabaseSync } from "node:sqlite";
import { ProblemCode, ProblemError } from "@sendingnetwork/sdk/wire";

type Job = {
  run: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
};

/** Who gathers changes in memory during a transaction. */
export type Participant = {
  /** Writes what was gathered; the commit follows. */
  beforeCommit(): void;
  /** Forgets it. */
  afterRollback(): void;
};

/**
 * Writes of one turn of the event loop as one transaction: the price of a commit is its fsync, and
 * while one runs the next writes gather. A write resolves when it is on disk.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #participants: readonly Participant[];
  #jobs: Job[] = [];
  #scheduled = false;
  #closed = false;
  /** Transactions committed so far. */
  commits = 0;

  constructor(database: DatabaseSync, participants: readonly Participant[] = []) {
    this.#database = database;
    this.#participants = participants;
  }

  /**
   * Runs `job` inside the next transaction. It refuses by throwing a ProblemError before it has
   * written anything; any other error undoes the whole transaction, and every job of it rejects.
   */
  write<T>(job: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(unavailable());
    return new Promise((resolve, reject) => {
      this.#jobs.push({ run: job, resolve: resolve as Job["resolve"], reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      // After this turn's sockets were read: what their data asked for is written together.
      setImmediate(() => this.flush());
    });
  }

  /** Commits what waits, now. */
  flush(): void {
    this.#scheduled = false;
    const jobs = this.#jobs;
    if (jobs.length === 0) return;
    this.#jobs = [];
    const settle: (() => void)[] = [];
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      for (const { run, resolve, reject } of jobs) {
        try {
          const value = run();
          settle.push(() => resolve(value));
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
          settle.push(() => reject(error));
        }
      }
      for (const participant of this.#participants) participant.beforeCommit();
      this.#database.exec("COMMIT");
      this.commits++;
    } catch (cause) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      for (const participant of this.#participants) participant.afterRollback();
      const error = unavailable(cause);
      for (const { reject } of jobs) reject(error);
      return;
    }
    for (const tell of settle) tell();
  }

  /** Commits what waits; later writes are refused. The database stays open. */
  close(): void {
    this.flush();
    this.#closed = true;
  }
}

function unavailable(cause?: unknown): ProblemError {
  return new ProblemError(ProblemCode.UNAVAILABLE, "The Edge cannot write to its disk.", { cause });
}
