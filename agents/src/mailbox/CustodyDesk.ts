import { custodyLeaf } from "@sendingnetwork/sdk/custody";
import type { wire } from "@sendingnetwork/sdk/wire";
import { type Bytes, bytesOf, ProblemCode, ProblemError } from "@sendingnetwork/sdk/wire";
import { bytesToHex, type Hex } from "viem";
import type { GroupCommit } from "../database/index.ts";
import { type EdgeIdentity, signCustodyBatch } from "./EdgeIdentity.ts";
import type { MailboxStore } from "./MailboxStore.ts";
import type { NewMessage, StoredRow } from "./message.ts";
import { signedBatch } from "./signedBatch.ts";

export type CustodyDeskOptions = {
  commit: GroupCommit;
  store: MailboxStore;
  identity: EdgeIdentity;
  /** Unix seconds of the chain. */
  now(): number;
  /** Told of each message that is new and on disk, after its receipt was given. */
  onStored(mailbox: Uint8Array, row: StoredRow): void;
};

type Pending = {
  message: NewMessage;
  resolve(receipt: wire.Custody): void;
  reject(error: unknown): void;
};

/** Payload bytes that may wait for the disk before deposits are refused. */
const MAX_PENDING_BYTES = 64 * 1024 * 1024;

/**
 * Takes messages into custody: all that arrive between two flushes share a transaction, an fsync and
 * one signature (EIP-712 CustodyBatch); each depositor gets its leaf's path to it.
 */
export class CustodyDesk {
  readonly #options: CustodyDeskOptions;
  readonly #edge: Bytes;
  #pending: Pending[] = [];
  #pendingBytes = 0;

  constructor(options: CustodyDeskOptions) {
    this.#options = options;
    this.#edge = bytesOf(options.identity.edge);
  }

  /** Resolves with the receipt once the message is on disk. The message's bytes must not change. */
  deposit(message: NewMessage): Promise<wire.Custody> {
    if (this.#pendingBytes + message.payload.length > MAX_PENDING_BYTES) {
      const text = "More messages arrive than the disk can take.";
      return Promise.reject(new ProblemError(ProblemCode.TOO_MANY_REQUESTS, text));
    }
    return new Promise((resolve, reject) => {
      this.#pendingBytes += message.payload.length;
      this.#pending.push({ message, resolve, reject });
      if (this.#pending.length === 1) void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    let taken: Pending[] = [];
    try {
      const stored = await this.#options.commit.write(() => {
        // Runs when the transaction does, so it takes what has arrived until then.
        taken = this.#pending;
        this.#pending = [];
        this.#pendingBytes = 0;
        return taken.map((entry) => this.#put(entry));
      });
      this.#giveReceipts(taken, stored);
    } catch (error) {
      if (taken.length === 0) {
        taken = this.#pending;
        this.#pending = [];
        this.#pendingBytes = 0;
      }
      for (const { reject } of taken) reject(error);
    }
  }

  #put({ message }: Pending): { sequence: number; isNew: boolean } | ProblemError {
    try {
      return this.#options.store.put(message);
    } catch (error) {
      if (error instanceof ProblemError) return error;
      throw error;
    }
  }

  #giveReceipts(
    taken: readonly Pending[],
    stored: readonly ({ sequence: number; isNew: boolean } | ProblemError)[],
  ): void {
    const kept: Pending[] = [];
    taken.forEach((entry, i) => {
      const outcome = stored[i];
      if (outcome instanceof ProblemError) entry.reject(outcome);
      else kept.push(entry);
    });
    if (kept.length === 0) return;

    const { identity, now, onStored } = this.#options;
    const storedAt = now();
    const inclusions = signedBatch(
      kept.map(({ message }) => leafOf(message)),
      (root, count) => signCustodyBatch(identity, { root, count, storedAt }),
    );
    kept.forEach(({ resolve }, i) => {
      const inclusion = inclusions[i];
      if (inclusion) resolve({ edge: this.#edge, storedAt, ...inclusion });
    });
    taken.forEach(({ message }, i) => {
      const outcome = stored[i];
      if (!outcome || outcome instanceof ProblemError || !outcome.isNew) return;
      onStored(message.mailbox, { ...message, sequence: outcome.sequence });
    });
  }
}

function leafOf(message: NewMessage): Hex {
  return custodyLeaf({
    mailbox: bytesToHex(message.mailbox),
    messageHash: message.hash,
    size: message.payload.length,
    expiry: message.expiry,
  });
}
