import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { GroupCommit, openDatabase } from "../../../agents/src/database/index.ts";
import { MailboxStore, type NewMessage, schema } from "../../../agents/src/mailbox/index.ts";

const ROW_BYTES = 256;
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function openStore(limits: { mailboxBytes?: number; totalBytes?: number } = {}) {
  const database = openDatabase(":memory:", schema);
  const store = new MailboxStore(database, { mailboxBytes: 1e9, totalBytes: 1e9, ...limits });
  return { store, commit: new GroupCommit(database, [store.usage]) };
}

const mailboxOf = (number: number) => new Uint8Array(20).fill(number);

function message(changes: Partial<NewMessage> = {}): NewMessage {
  return {
    mailbox: mailboxOf(1),
    hash: randomBytes(32),
    blind: randomBytes(32),
    payload: randomBytes(10),
    expiry: 1_000,
    epoch: 1,
    ...changes,
  };
}

describe("MailboxStore", () => {
  it("gives back by cursor exactly what was put, whatever the page size", async () => {
    const puts = fc.array(
      fc.record({ mailbox: fc.integer({ min: 1, max: 3 }), size: fc.nat({ max: 300 }) }),
      { maxLength: 40 },
    );
    const paging = fc.record({
      limit: fc.integer({ min: 1, max: 10 }),
      maxBytes: fc.integer({ min: 1, max: 1_000 }),
    });
    await fc.assert(
      fc.asyncProperty(puts, paging, async (list, { limit, maxBytes }) => {
        const { store, commit } = openStore();
        const messages = list.map(({ mailbox, size }) =>
          message({ mailbox: mailboxOf(mailbox), payload: randomBytes(size) }),
        );
        await Promise.all(messages.map((item) => commit.write(() => store.put(item))));
        for (const number of [1, 2, 3]) {
          const mailbox = mailboxOf(number);
          const expected = messages.filter((item) => item.mailbox[0] === number);
          const read = [];
          for (let after = 0, more = true; more; ) {
            const page = store.read({ mailbox, after, now: 0, limit, maxBytes });
            const bytes = page.rows.reduce((sum, { payload }) => sum + payload.length, 0);
            expect(page.rows.length).toBeLessThanOrEqual(limit);
            if (page.rows.length > 1) expect(bytes).toBeLessThanOrEqual(maxBytes);
            if (page.more) expect(page.rows).not.toHaveLength(0);
            read.push(...page.rows);
            after = page.rows.at(-1)?.sequence ?? after;
            more = page.more;
          }
          expect(read.map(({ hash }) => Buffer.from(hash))).toEqual(
            expected.map(({ hash }) => hash),
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it("accounts for every byte through puts, repeated puts, deletions, expiry and refusals", async () => {
    const quota = 3 * (ROW_BYTES + 100);
    const action = fc.oneof(
      fc.record({ type: fc.constant("put" as const), id: fc.nat(20), size: fc.nat(150) }),
      fc.record({ type: fc.constant("delete" as const), id: fc.nat(20), size: fc.constant(0) }),
      fc.record({ type: fc.constant("sweep" as const), id: fc.nat(20), size: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
        const { store, commit } = openStore({ mailboxBytes: quota });
        const mailbox = mailboxOf(1);
        const model = new Map<number, number>();
        const used = () => [...model.values()].reduce((sum, size) => sum + size + ROW_BYTES, 0);
        for (const { type, id, size } of actions) {
          const hash = new Uint8Array(32).fill(id);
          // An expiry of its own per message: sweeping at `id` takes those below.
          const item = message({ hash, payload: new Uint8Array(size), expiry: 1 + id });
          if (type === "put") {
            const fits = model.has(id) || used() + size + ROW_BYTES <= quota;
            const put = commit.write(() => store.put(item));
            if (fits) expect((await put).isNew).toBe(!model.has(id));
            else await expect(put).rejects.toMatchObject({ code: "QUOTA_EXCEEDED" });
            if (fits && !model.has(id)) model.set(id, size);
          } else if (type === "delete") {
            const deleted = await commit.write(() => store.delete(mailbox, [hash]));
            expect(deleted).toBe(model.delete(id) ? 1 : 0);
          } else {
            await commit.write(() => store.sweep(id, 100));
            for (const key of model.keys()) if (1 + key <= id) model.delete(key);
          }
          expect(store.usedBy(mailbox)).toBe(used());
          expect(store.totalBytes).toBe(used());
        }
      }),
      { numRuns: 50 },
    );
  });

  it("refuses what goes beyond the storage of all mailboxes together", async () => {
    const { store, commit } = openStore({ totalBytes: 2 * (ROW_BYTES + 10) });
    for (const number of [1, 2]) {
      await commit.write(() => store.put(message({ mailbox: mailboxOf(number) })));
    }
    const third = commit.write(() => store.put(message({ mailbox: mailboxOf(3) })));
    await expect(third).rejects.toMatchObject({ code: "QUOTA_EXCEEDED" });
  });

  it("never uses a sequence twice, also after the newest message was deleted", async () => {
    const { store, commit } = openStore();
    const first = message();
    const { sequence } = await commit.write(() => store.put(first));
    await commit.write(() => store.delete(first.mailbox, [first.hash]));
    expect((await commit.write(() => store.put(message()))).sequence).toBeGreaterThan(sequence);
  });

  it("does not show what has expired", async () => {
    const { store, commit } = openStore();
    await commit.write(() => store.put(message({ expiry: 100 })));
    const at = (now: number) =>
      store.read({ mailbox: mailboxOf(1), after: 0, now, limit: 10, maxBytes: 1_000 }).rows;
    expect(at(99)).toHaveLength(1);
    expect(at(100)).toHaveLength(0);
  });
});

describe("GroupCommit", () => {
  it("writes what arrives in one turn as one transaction", async () => {
    const { store, commit } = openStore();
    await Promise.all(Array.from({ length: 50 }, () => commit.write(() => store.put(message()))));
    expect(commit.commits).toBe(1);
  });

  it("undoes the whole transaction when a job fails, and goes on afterwards", async () => {
    const { store, commit } = openStore();
    const failing = () => {
      store.put(message());
      throw new Error("disk full");
    };
    const results = await Promise.allSettled([
      commit.write(() => store.put(message())),
      commit.write(failing),
    ]);
    for (const result of results) {
      expect(result).toMatchObject({ status: "rejected", reason: { code: "UNAVAILABLE" } });
    }
    expect(store.totalBytes).toBe(0);
    await commit.write(() => store.put(message()));
    expect(store.totalBytes).toBe(10 + ROW_BYTES);
  });
});

describe("openDatabase", () => {
  it("makes files that only the owner can read and refuses those of a later version", () => {
    const folder = mkdtempSync(join(tmpdir(), "sdn-database-"));
    folders.push(folder);
    const path = join(folder, "edge.db");
    const database = openDatabase(path, schema);
    for (const suffix of ["", "-wal", "-shm"]) {
      expect(statSync(path + suffix).mode & 0o777).toBe(0o600);
    }
    database.exec("PRAGMA user_version = 99");
    database.close();
    expect(() => openDatabase(path, schema)).toThrowError(
      expect.objectContaining({ code: "DATABASE_TOO_NEW" }),
    );
  });
});
