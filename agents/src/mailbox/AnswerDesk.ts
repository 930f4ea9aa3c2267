import { answerHash, answerLeaf, custodyLeaf } from "@sendingnetwork/sdk/custody";
import type { wire } from "@sendingnetwork/sdk/wire";
import { type Bytes, bytesOf } from "@sendingnetwork/sdk/wire";
import { bytesToHex, type Hex } from "viem";
import { type EdgeIdentity, signFetchBatch } from "./EdgeIdentity.ts";
import type { StoredRow } from "./message.ts";
import { signedBatch } from "./signedBatch.ts";

export type FetchedPage = {
  mailbox: Uint8Array;
  /** The requester's, so that the answer cannot be an old one. */
  nonce: Uint8Array;
  rows: readonly StoredRow[];
  more: boolean;
};

type Pending = { page: FetchedPage; leaf: Hex; resolve(answer: wire.FetchAnswer): void };

/** Signs the answers to fetches: those of one turn of the event loop share a signature (FetchBatch). */
export class AnswerDesk {
  readonly #identity: EdgeIdentity;
  readonly #edge: Bytes;
  readonly #now: () => number;
  #pending: Pending[] = [];

  constructor(options: { identity: EdgeIdentity; now(): number }) {
    this.#identity = options.identity;
    this.#edge = bytesOf(options.identity.edge);
    this.#now = options.now;
  }

  answer(page: FetchedPage): Promise<wire.FetchAnswer> {
    return new Promise((resolve) => {
      this.#pending.push({ page, leaf: leafOf(page), resolve });
      if (this.#pending.length === 1) setImmediate(() => this.#sign());
    });
  }

  #sign(): void {
    const pending = this.#pending;
    this.#pending = [];
    const answeredAt = this.#now();
    const inclusions = signedBatch(
      pending.map(({ leaf }) => leaf),
      (root, count) => signFetchBatch(this.#identity, { root, count, answeredAt }),
    );
    pending.forEach(({ page, resolve }, i) => {
      const inclusion = inclusions[i];
      if (!inclusion) return;
      const messages = page.rows.map(toStoredMessage);
      resolve({ edge: this.#edge, messages, more: page.more, answeredAt, ...inclusion });
    });
  }
}

/** A row as it travels. */
export function toStoredMessage(row: StoredRow): wire.StoredMessage {
  const { sequence, expiry, epoch } = row;
  return { sequence, blind: row.blind as Bytes, payload: row.payload as Bytes, expiry, epoch };
}

function leafOf({ mailbox, nonce, rows, more }: FetchedPage): Hex {
  const address = bytesToHex(mailbox);
  const leaves = rows.map((row) =>
    custodyLeaf({
      mailbox: address,
      messageHash: row.hash,
      size: row.payload.length,
      expiry: row.expiry,
    }),
  );
  return answerLeaf({ mailbox: address, nonce, answerHash: answerHash({ leaves, more }) });
}
