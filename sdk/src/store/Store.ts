import { SendingError } from "../errors/index.ts";

/** One change of a batch. Keys are text of the caller's choosing, unique within their namespace. */
export type StoreChange =
  | { type: "put"; namespace: string; key: string; value: Uint8Array }
  | { type: "delete"; namespace: string; key: string };

export type StoreEntry = { key: string; value: Uint8Array };

/**
 * Small key-value store for what a client must not lose: keys, sessions, cursors. Values are copied in
 * and out. Every method rejects with SendingError STORE_CLOSED after `close`, STORE_FAILED when the
 * medium fails.
 */
export interface Store {
  get(namespace: string, key: string): Promise<Uint8Array | undefined>;
  /** Applies all changes in order or none; what it resolved for survives a crash. */
  batch(changes: readonly StoreChange[]): Promise<void>;
  /** Entries whose key starts with `prefix` (all without one), ascending by key's UTF-8 bytes. */
  list(namespace: string, prefix?: string): Promise<StoreEntry[]>;
  close(): Promise<void>;
}

/** Refuses what a store would silently keep as something else (SQLite keeps text as text). */
export function requireBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new SendingError("A value to store is not bytes.", { code: "STORE_FAILED" });
}
