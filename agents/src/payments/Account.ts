import { ProblemCode, ProblemError } from "@sendingnetwork/sdk/wire";

/** Bytes carried for a payer before a voucher must follow... */
export const CREDIT_BYTES = 1024 * 1024;
/** ...and for how long they may stay unpaid. */
export const CREDIT_MS = 1_000;

/** What a session has had carried, and what it may. Charging happens for every message. */
export interface Account {
  /** Bytes that may be unpaid; 0 on the free tier. */
  readonly creditBytes: number;
  /** Counts `bytes`, or throws PAYMENT_REQUIRED and counts nothing. */
  charge(bytes: number): void;
}

/** A session that pays: unpaid bytes are bounded in number and in age. */
export class PaidAccount implements Account {
  readonly creditBytes = CREDIT_BYTES;
  /** What the payer was told when the session opened, in wei per MiB. */
  readonly price: bigint;
  readonly #epoch: () => number;
  #accountEpoch: number;
  #carried = 0;
  #paid = 0;
  #unpaidSince: number | undefined;

  constructor(epoch: () => number, price: bigint) {
    this.price = price;
    this.#epoch = epoch;
    this.#accountEpoch = epoch();
  }

  charge(bytes: number): void {
    this.#roll(this.#epoch());
    const unpaid = this.#carried + bytes - this.#paid;
    if (unpaid > 0) {
      const now = performance.now();
      this.#unpaidSince ??= now;
      if (unpaid > CREDIT_BYTES || now - this.#unpaidSince > CREDIT_MS) {
        const text = `A voucher must follow: ${this.#carried - this.#paid} bytes are unpaid.`;
        throw new ProblemError(ProblemCode.PAYMENT_REQUIRED, text);
      }
    }
    this.#carried += bytes;
  }

  /** A voucher of `epoch` paid for `bytes` more. */
  credit(bytes: number, epoch: number): void {
    this.#roll(epoch);
    if (epoch !== this.#accountEpoch) return;
    this.#paid += bytes;
    // What is left is what was carried while the voucher travelled: its time starts now.
    this.#unpaidSince = this.#carried > this.#paid ? performance.now() : undefined;
  }

  /** Vouchers count within their epoch, so what stayed unpaid or was paid too much ends with it. */
  #roll(epoch: number): void {
    if (epoch <= this.#accountEpoch) return;
    this.#accountEpoch = epoch;
    this.#carried = 0;
    this.#paid = 0;
    this.#unpaidSince = undefined;
  }
}
