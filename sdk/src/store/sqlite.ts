import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { SendingError } from "../errors/index.ts";
import { requireBytes, type Store, type StoreEntry } from "./Store.ts";

// A rowid table with an index: values may be large, and WITHOUT ROWID keeps them inside the key's tree.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS entries (
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS entries_key ON entries (namespace, key);
`;

function openDatabase(path: string): DatabaseSync {
  if (path !== ":memory:") closeSync(openSync(path, "a", 0o600));
  const database = new DatabaseSync(path, { timeout: 5000 });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  database.exec(SCHEMA);
  return database;
}

function failure(action: string, cause: unknown): SendingError {
  const details = cause instanceof Error ? cause.message : String(cause);
  return new SendingError(`The store could not ${action}.`, {
    code: "STORE_FAILED",
    details,
    cause,
  });
}

/**
 * A store in one SQLite file (Node only): write-ahead log, an fsync per batch, file mode 0600 when it is
 * created here. @throws SendingError STORE_FAILED when the file cannot be opened.
 */
export function sqliteStore(path: string): Store {
  let database: DatabaseSync;
  try {
    database = openDatabase(path);
  } catch (cause) {
    throw failure(`open ${path}`, cause);
  }
  const get = database.prepare("SELECT value FROM entries WHERE namespace = ? AND key = ?");
  const put = database.prepare(
    "INSERT INTO entries (namespace, key, value) VALUES (?, ?, ?) " +
      "ON CONFLICT (namespace, key) DO UPDATE SET value = excluded.value",
  );
  const remove = database.prepare("DELETE FROM entries WHERE namespace = ? AND key = ?");
  const list = database.prepare(
    "SELECT key, value FROM entries WHERE namespace = ? AND key >= ? " +
      "AND substr(key, 1, ?) = ? ORDER BY key",
  );
  let open = true;
  const run = <T>(action: string, work: () => T): T => {
    if (!open) throw new SendingError("The store is closed.", { code: "STORE_CLOSED" });
    try {
      return work();
    } catch (cause) {
      if (cause instanceof SendingError) throw cause;
      throw failure(action, cause);
    }
  };
  const toEntry = (row: Record<string, unknown>): StoreEntry => ({
    key: String(row.key),
    value: row.value instanceof Uint8Array ? row.value.slice() : new Uint8Array(),
  });
  return {
    async get(namespace, key) {
      const row = run("read", () => get.get(namespace, key));
      return row && toEntry({ key, ...row }).value;
    },
    async batch(changes) {
      run("write", () => {
        database.exec("BEGIN IMMEDIATE");
        try {
          for (const change of changes) {
            if (change.type === "put")
              put.run(change.namespace, change.key, requireBytes(change.value));
            else remove.run(change.namespace, change.key);
          }
          database.exec("COMMIT");
        } catch (error) {
          if (database.isTransaction) database.exec("ROLLBACK");
          throw error;
        }
      });
    },
    async list(namespace, prefix = "") {
      // SQLite counts characters as code points.
      const length = [...prefix].length;
      return run("read", () => list.all(namespace, prefix, length, prefix).map(toEntry));
    },
    async close() {
      if (!open) return;
      open = false;
      database.close();
    },
  };
}
