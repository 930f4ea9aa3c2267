import type { Address } from "viem";
import { type Account, PaidAccount } from "./Account.ts";
import { FreeTier } from "./FreeTier.ts";
import type { Tariff } from "./Tariff.ts";

export type LedgerOptions = {
  /** Wei of SEND per MiB carried (0 asks for nothing) and unpaid bytes per peer and epoch, as of now. */
  tariff: Pick<Tariff, "price" | "freeBytes">;
  currentEpoch(): number;
  /** Wei of SEND that a payer has in escrow. */
  depositOf(payer: Address): bigint;
};

/** Opens accounts: on credit for payers with a deposit, on the free tier for everyone else. */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #free: FreeTier;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#free = new FreeTier(() => options.tariff.freeBytes, options.currentEpoch);
  }

  /** What a session that opens now agrees to. */
  get price(): bigint {
    return this.#options.tariff.price;
  }

  /** The account of a new session. */
  open({ peerId, payer }: { peerId: string; payer: Address | undefined }): Account {
    const { depositOf, currentEpoch } = this.#options;
    const { price } = this;
    const pays = payer !== undefined && price > 0n && depositOf(payer) > 0n;
    return pays ? new PaidAccount(currentEpoch, price) : this.#free.accountOf(peerId);
  }

  freeBytesLeft(peerId: string): number {
    return this.#free.bytesLeft(peerId);
  }
}
