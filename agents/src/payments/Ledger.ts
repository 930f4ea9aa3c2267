import type { Address } from "viem";
import { type Account, PaidAccount } from "./Account.ts";
import { FreeTier } from "./FreeTier.ts";

export type LedgerOptions = {
  /** Wei of SEND per MiB carried; 0 asks for nothing. */
  price: bigint;
  /** Unpaid bytes per peer and epoch. */
  freeBytes: number;
  currentEpoch(): number;
  /** Wei of SEND that a payer has in escrow. */
  depositOf(payer: Address): bigint;
};

/** Opens accounts: on credit for payers with a deposit, on the free tier for everyone else. */
export class Ledger {
  readonly price: bigint;
  readonly #options: LedgerOptions;
  readonly #free: FreeTier;

  constructor(options: LedgerOptions) {
    this.price = options.price;
    this.#options = options;
    this.#free = new FreeTier(options.freeBytes, options.currentEpoch);
  }

  /** The account of a new session. */
  open({ peerId, payer }: { peerId: string; payer: Address | undefined }): Account {
    const { price, depositOf, currentEpoch } = this.#options;
    const pays = payer !== undefined && price > 0n && depositOf(payer) > 0n;
    return pays ? new PaidAccount(currentEpoch) : this.#free.accountOf(peerId);
  }

  freeBytesLeft(peerId: string): number {
    return this.#free.bytesLeft(peerId);
  }
}
