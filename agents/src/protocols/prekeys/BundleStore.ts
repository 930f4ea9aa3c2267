import type { DatabaseSync } from "node:sqlite";
import type { Bytes, wire } from "@sendingnetwork/sdk/wire";
import type { Hex } from "viem";
import { hexToBytes } from "viem";

export type StoredBundle = {
  didNonce: number;
  sequence: number;
  /** As published: its signature covers exactly these bytes. */
  bundle: Bytes;
  signature: Bytes;
};

/** Pre-key bundles by directory slot. Writing belongs inside a transaction. */
export class BundleStore {
  readonly #get;
  readonly #put;
  readonly #dropKeys;
  readonly #putKey;
  readonly #takeKey;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare(
      "SELECT did_nonce, sequence, bundle, signature FROM bundles WHERE slot = ?",
    );
    this.#put = database.prepare("INSERT OR REPLACE INTO bundles VALUES (?, ?, ?, ?, ?)");
    this.#dropKeys = database.prepare("DELETE FROM one_time_keys WHERE slot = ?");
    this.#putKey = database.prepare("INSERT INTO one_time_keys VALUES (?, ?, ?)");
    this.#takeKey = database.prepare(
      `DELETE FROM one_time_keys WHERE slot = ?1 AND id =
         (SELECT min(id) FROM one_time_keys WHERE slot = ?1) RETURNING id, key`,
    );
  }

  get(slot: Hex): StoredBundle | undefined {
    const row = this.#get.get(hexToBytes(slot)) as
      | { did_nonce: number; sequence: number; bundle: Bytes; signature: Bytes }
      | undefined;
    if (!row) return undefined;
    const { did_nonce: didNonce, sequence, bundle, signature } = row;
    return { didNonce, sequence, bundle, signature };
  }

  /** Replaces the slot's bundle; one-time keys of the earlier one are not handed out any more. */
  put(slot: Hex, bundle: StoredBundle, oneTimeKeys: readonly wire.PreKey[]): void {
    const key = hexToBytes(slot);
    this.#put.run(key, bundle.didNonce, bundle.sequence, bundle.bundle, bundle.signature);
    this.#dropKeys.run(key);
    for (const oneTime of oneTimeKeys) this.#putKey.run(key, oneTime.id, oneTime.key);
  }

  /** Takes a one-time key out for good; undefined when none is left. */
  takeOneTimeKey(slot: Hex): wire.PreKey | undefined {
    return this.#takeKey.get(hexToBytes(slot)) as wire.PreKey | undefined;
  }
}
