import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SendingError } from "@sendingnetwork/sdk/errors";

/**
 * Opens (or makes) a SQLite file that only its owner can read and in which every committed
 * transaction survives a crash: WAL with one fsync per commit. `steps` are the schema's versions,
 * each applied once and in order; a file of a later version is refused (DATABASE_TOO_NEW).
 */
export function openDatabase(path: string, steps: readonly string[]): DatabaseSync {
  if (path !== ":memory:") {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // SQLite gives its -wal and -shm files the mode of the main file.
    closeSync(openSync(path, "a", 0o600));
    chmodSync(path, 0o600);
  }
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA busy_timeout = 5000;
    PRAGMA cache_size = -16000;
  `);
  const { user_version } = database.prepare("PRAGMA user_version").get() as {
    user_version: number;
  };
  if (user_version > steps.length) {
    database.close();
    throw new SendingError(`The database ${path} was written by a later version.`, {
      code: "DATABASE_TOO_NEW",
      details: `schema ${user_version}, this program knows ${steps.length}`,
      hint: "Update the program, or start with another data folder.",
    });
  }
  for (let version = user_version; version < steps.length; version++) {
    database.exec(`BEGIN; ${steps[version]}; PRAGMA user_version = ${version + 1}; COMMIT;`);
  }
  return database;
}
