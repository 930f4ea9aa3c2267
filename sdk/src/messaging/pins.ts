import type { Hex } from "viem";
import { SendingError } from "../errors/index.ts";
import type { Store, StoreChange } from "../store/index.ts";
import { NAMESPACES, pinSchema, put, read } from "./records.ts";

/** Conversations are pinned to the nonce that a DID had when they began, until the user accepts another. */
export class Pins {
  readonly #store: Store;
  readonly #nonces = new Map<Hex, number>();

  private constructor(store: Store) {
    this.#store = store;
  }

  static async open(store: Store): Promise<Pins> {
    const pins = new Pins(store);
    for (const { key, value } of await store.list(NAMESPACES.pins)) {
      pins.#nonces.set(key as Hex, read(pinSchema, value).nonce);
    }
    return pins;
  }

  /** Whether the DID is known under another nonce. */
  isChanged(did: Hex, nonce: number): boolean {
    const pinned = this.#nonces.get(did);
    return pinned !== undefined && pinned !== nonce;
  }

  /** What pins a DID that was never met; nothing for one that is known. */
  firstMet(did: Hex, nonce: number): StoreChange[] {
    if (this.#nonces.has(did)) return [];
    this.#nonces.set(did, nonce);
    return [put("pins", did, { nonce })];
  }

  async accept(did: Hex, nonce: number): Promise<void> {
    await this.#store.batch([put("pins", did, { nonce })]);
    this.#nonces.set(did, nonce);
  }

  /** @throws SendingError IDENTITY_CHANGED */
  require(did: Hex, nonce: number): void {
    if (!this.isChanged(did, nonce)) return;
    throw new SendingError("The identity behind the conversation has changed.", {
      code: "IDENTITY_CHANGED",
      details: `${did}: nonce ${this.#nonces.get(did)}, now ${nonce}`,
      hint: "It was transferred or reset. Make sure who holds it, then accept the new identity.",
    });
  }
}
