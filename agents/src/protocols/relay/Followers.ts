import type { Bytes } from "@sendingnetwork/sdk/wire";
import { wire } from "@sendingnetwork/sdk/wire";
import { type StoredRow, toStoredMessage } from "../../mailbox/index.ts";
import { keyOf } from "../keyOf.ts";
import type { Follower } from "./Follower.ts";

/** Streams that want to be told of what arrives, by mailbox. */
export class Followers {
  readonly #byMailbox = new Map<string, Set<Follower>>();
  count = 0;

  add(follower: Follower): void {
    const key = keyOf(follower.mailbox);
    const set = this.#byMailbox.get(key);
    if (set) set.add(follower);
    else this.#byMailbox.set(key, new Set([follower]));
    this.count++;
  }

  remove(follower: Follower): void {
    const key = keyOf(follower.mailbox);
    const set = this.#byMailbox.get(key);
    if (!set?.delete(follower)) return;
    this.count--;
    if (set.size === 0) this.#byMailbox.delete(key);
  }

  /** Pushes a message that is on disk. Who cannot take it now reads it from there later. */
  publish(mailbox: Uint8Array, row: StoredRow): void {
    const set = this.#byMailbox.get(keyOf(mailbox));
    if (!set) return;
    const frame = deliverFrame(mailbox, toStoredMessage(row));
    for (const follower of set) follower.pushStored(frame, row);
  }

  /**
   * Pushes a message that is kept nowhere. Undefined: nobody follows the mailbox. A promise: the
   * sender should wait for it, since a reader is slow.
   */
  pass(deposit: wire.Deposit): Promise<unknown> | true | undefined {
    const set = this.#byMailbox.get(keyOf(deposit.mailbox));
    if (!set) return undefined;
    const { blind, payload, epoch } = deposit;
    const frame = deliverFrame(deposit.mailbox, { sequence: 0, blind, payload, expiry: 0, epoch });
    let waits: Promise<unknown> | undefined;
    for (const follower of set) {
      const wait = follower.pass(frame, payload.length);
      if (wait) waits = waits ? Promise.all([waits, wait]) : wait;
    }
    return waits ?? true;
  }
}

function deliverFrame(mailbox: Uint8Array, message: wire.StoredMessage): Uint8Array {
  return wire.RelayFrame.encode({ deliver: { mailbox: mailbox as Bytes, message } });
}
