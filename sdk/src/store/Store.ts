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
