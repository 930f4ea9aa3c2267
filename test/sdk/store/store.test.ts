import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStore, type Store, type StoreChange } from "@sendingnetwork/sdk/store";
import { sqliteStore } from "@sendingnetwork/sdk/store/sqlite";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "sdn-store-"));
let files = 0;
const newFile = () => join(folder, `store-${files++}.db`);
afterAll(() => rmSync(folder, { recursive: true }));

const put = (key: string, ...value: number[]): StoreChange => ({
  type: "put",
  namespace: "n",
  key,
  value: Uint8Array.from(value),
});

const word = fc.string({ unit: "grapheme", maxLength: 4 });
const change: fc.Arbitrary<StoreChange> = fc.oneof(
  fc.record({
    type: fc.constant("put" as const),
    namespace: fc.constantFrom("a", "b"),
    key: word,
    value: fc.uint8Array({ maxLength: 20 }),
  }),
  fc.record({
    type: fc.constant("delete" as const),
    namespace: fc.constantFrom("a", "b"),
    key: word,
  }),
);

async function same(left: Store, right: Store, prefix: string): Promise<void> {
  for (const namespace of ["a", "b"]) {
    const expected = await right.list(namespace, prefix);
    expect(await left.list(namespace, prefix)).toEqual(expected);
    for (const { key, value } of expected) expect(await left.get(namespace, key)).toEqual(value);
  }
}

for (const [name, create] of [
  ["memoryStore", () => memoryStore()],
  ["sqliteStore", () => sqliteStore(newFile())],
] as const) {
  describe(name, () => {
    it("test_get_returnsWhatWasPut_andNothingAfterDelete", async () => {
      const store = create();
      await store.batch([put("k", 1, 2), put("empty")]);
      expect(await store.get("n", "k")).toEqual(Uint8Array.of(1, 2));
      expect(await store.get("n", "empty")).toEqual(new Uint8Array());
      expect(await store.get("other", "k")).toBeUndefined();
      await store.batch([{ type: "delete", namespace: "n", key: "k" }]);
      expect(await store.get("n", "k")).toBeUndefined();
      await store.close();
    });

    it("test_batch_appliesInOrder", async () => {
      const store = create();
      await store.batch([put("k", 1), { type: "delete", namespace: "n", key: "k" }, put("k", 2)]);
      expect(await store.get("n", "k")).toEqual(Uint8Array.of(2));
      await store.close();
    });

    it("test_batch_changesNothing_whenOneChangeFails", async () => {
      const store = create();
      await store.batch([put("k", 1)]);
      const broken = { ...put("x"), value: "text" } as unknown as StoreChange;
      await expect(store.batch([put("k", 2), put("new", 3), broken])).rejects.toThrowError();
      expect(await store.list("n")).toEqual([{ key: "k", value: Uint8Array.of(1) }]);
      await store.batch([put("k", 4)]);
      expect(await store.get("n", "k")).toEqual(Uint8Array.of(4));
      await store.close();
    });

    it("test_values_areCopied", async () => {
      const store = create();
      const value = Uint8Array.of(7);
      await store.batch([{ type: "put", namespace: "n", key: "k", value }]);
      value[0] = 8;
      const read = await store.get("n", "k");
      read?.fill(9);
      expect(await store.get("n", "k")).toEqual(Uint8Array.of(7));
      await store.close();
    });

    it("test_everything_isRefused_afterClose", async () => {
      const store = create();
      await store.close();
      await store.close();
      await expect(store.get("n", "k")).rejects.toMatchObject({ code: "STORE_CLOSED" });
      await expect(store.batch([put("k")])).rejects.toMatchObject({ code: "STORE_CLOSED" });
      await expect(store.list("n")).rejects.toMatchObject({ code: "STORE_CLOSED" });
    });
  });
}

describe("stores", () => {
  it("test_sqliteStore_behavesLikeMemoryStore", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 6 }),
        word,
        async (batches, p) => {
          const [memory, sqlite] = [memoryStore(), sqliteStore(":memory:")];
          for (const changes of batches) {
            await Promise.all([memory.batch(changes), sqlite.batch(changes)]);
          }
          await same(sqlite, memory, "");
          await same(sqlite, memory, p);
          await sqlite.close();
        },
      ),
    );
  });

  it("test_sqliteStore_keepsEntries_whenReopened", async () => {
    const path = newFile();
    const first = sqliteStore(path);
    await first.batch([put("k", 1)]);
    await first.close();
    const second = sqliteStore(path);
    expect(await second.get("n", "k")).toEqual(Uint8Array.of(1));
    await second.close();
  });

  it("test_sqliteStore_isReadableByItsOwnerOnly", async () => {
    const path = newFile();
    const store = sqliteStore(path);
    await store.batch([put("k", 1)]);
    for (const file of [path, `${path}-wal`, `${path}-shm`]) {
      expect(statSync(file).mode & 0o777, file).toBe(0o600);
    }
    await store.close();
  });

  it("test_sqliteStore_failsWithTypedError_whenFileIsNoDatabase", () => {
    const path = newFile();
    writeFileSync(path, "this is no database, however long one may make this text ".repeat(20));
    expect(() => sqliteStore(path)).toThrowError(expect.objectContaining({ code: "STORE_FAILED" }));
  });
});
