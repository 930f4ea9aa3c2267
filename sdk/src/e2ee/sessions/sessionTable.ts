import { equalBytes } from "@noble/ciphers/utils.js";
import type { Store, StoreChange } from "../../store/index.ts";
import type { DeviceAddress } from "../identity.ts";
import { comparePreference } from "./preferred.ts";
import {
  deleteSession,
  deviceKey,
  putSession,
  readSession,
  SESSIONS,
  type SessionRecord,
} from "./record.ts";

/** Most sessions kept with one device; the least preferred go first. */
export const MAX_SESSIONS = 8;

/** All sessions, in memory and in the store: messages do not say which one they belong to. */
export type SessionTable = {
  /** Most recently used first. */
  all(): readonly SessionRecord[];
  with(peer: Pick<DeviceAddress, "did" | "deviceId">): SessionRecord[];
  find(ephemeralKey: Uint8Array): SessionRecord | undefined;
  /** Replaces sessions (or adds them, the first as the most recent) together with `changes`. */
  put(records: readonly SessionRecord[], changes?: readonly StoreChange[]): Promise<void>;
  remove(records: readonly SessionRecord[]): Promise<void>;
};

const isSame = (a: SessionRecord, b: SessionRecord) => equalBytes(a.ephemeralKey, b.ephemeralKey);

/** @throws SendingError CORRUPT_STATE */
export async function openSessionTable(store: Store): Promise<SessionTable> {
  let records = (await store.list(SESSIONS)).map(({ value }) => readSession(value));
  const without = (gone: readonly SessionRecord[]) =>
    records.filter((record) => !gone.some((other) => isSame(other, record)));
  /** Never the session in use, however it ranks. */
  const surplus = (next: readonly SessionRecord[], used: SessionRecord) =>
    next
      .filter((record) => record !== used && deviceKey(record.peer) === deviceKey(used.peer))
      .sort(comparePreference)
      .slice(MAX_SESSIONS - 1);
  return {
    all: () => records,
    with: (peer) => records.filter((record) => deviceKey(record.peer) === deviceKey(peer)),
    find: (ephemeralKey) => records.find((record) => equalBytes(record.ephemeralKey, ephemeralKey)),
    async put(changed, changes = []) {
      let next = [...changed, ...without(changed)];
      const dropped = changed[0] ? surplus(next, changed[0]) : [];
      next = next.filter((record) => !dropped.includes(record));
      const kept = changed.filter((record) => !dropped.includes(record));
      await store.batch([...kept.map(putSession), ...dropped.map(deleteSession), ...changes]);
      records = next;
    },
    async remove(gone) {
      await store.batch(gone.map(deleteSession));
      records = without(gone);
    },
  };
}
