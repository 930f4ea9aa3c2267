import type { Address } from "viem";
import { feeFor, type SignedVoucher, signVoucher, type VoucherSigner } from "../payments/index.ts";
import type { RelayView } from "./types.ts";

/** What a payer has promised an Edge in an epoch: later promises must lie above it. */
export type Promised = { bytes: number; fee: bigint; seq: number };

/** Keeps the promises of a payer, so that a restart within an epoch goes on where it stopped. */
export type PromiseStore = {
  load(payee: Address, epoch: number): Promise<Promised | undefined>;
  save(payee: Address, epoch: number, promised: Promised): Promise<void>;
};

/** Promises kept in memory only: enough where a payer has one process. */
export function memoryPromises(): PromiseStore {
  const promises = new Map<string, Promised>();
  return {
    load: async (payee, epoch) => promises.get(`${payee} ${epoch}`),
    save: async (payee, epoch, promised) => void promises.set(`${payee} ${epoch}`, promised),
  };
}

export type VoucherBookOptions = {
  view: RelayView;
  payer: Address;
  signer: VoucherSigner;
  promises: PromiseStore;
  payee: Address;
  pricePerMib: bigint;
  /** Payload bytes that the Edge carries before a voucher must follow. */
  creditBytes: number;
  send: (voucher: SignedVoucher) => void;
};

const TRAIL_MS = 250;
/** Bytes paid on top when the Edge counted more than this side did. */
const TOP_UP_BYTES = 64 * 1024;

/**
 * Pays one Edge for the payload bytes that it carries, in either direction: a voucher when half of the
 * credit is used, before the frame that would go beyond it, and shortly after the last message.
 */
export class VoucherBook {
  readonly #options: VoucherBookOptions;
  #epoch = -1;
  #promised: Promised = { bytes: 0, fee: 0n, seq: 0 };
  #carried = 0;
  #running: Promise<void> | undefined;
  #trail: ReturnType<typeof setTimeout> | undefined;

  constructor(options: VoucherBookOptions) {
    this.#options = options;
  }

  /** Counts a message. Returns a promise, which never rejects, when a voucher must leave before it. */
  charge(bytes: number): Promise<void> | undefined {
    this.#carried += bytes;
    if (this.#carried > this.#options.creditBytes / 2) return this.#settleQuietly();
    this.#trail ??= setTimeout(this.#settleQuietly, TRAIL_MS);
    return undefined;
  }

  /** Pays beyond what was counted: for bytes that only the Edge knows of, such as lost answers. */
  async topUp(): Promise<void> {
    this.#carried += TOP_UP_BYTES;
    await this.#settleQuietly();
  }

  /** Promises nothing more by itself. */
  stop(): void {
    clearTimeout(this.#trail);
    this.#trail = undefined;
  }

  /** Promises the Edge everything that it carried so far. */
  settle(): Promise<void> {
    this.stop();
    const previous = this.#running ?? Promise.resolve();
    const run = previous.catch(() => {}).then(() => this.#promise());
    this.#running = run;
    return run;
  }

  // A voucher that cannot be sent shows as a refusal of what it should have paid for.
  #settleQuietly = (): Promise<void> => this.settle().catch(() => {});

  async #promise(): Promise<void> {
    if (this.#carried === 0) return;
    const { view, payer, payee, signer, promises, pricePerMib, send } = this.#options;
    const epoch = view.currentEpoch();
    if (epoch !== this.#epoch) {
      this.#promised = (await promises.load(payee, epoch)) ?? { bytes: 0, fee: 0n, seq: 0 };
      this.#epoch = epoch;
    }
    const carried = this.#carried;
    this.#carried = 0;
    const { bytes, fee, seq } = this.#promised;
    const promised = {
      bytes: bytes + carried,
      fee: fee + feeFor(carried, pricePerMib),
      seq: seq + 1,
    };
    const voucher = {
      payer,
      payee,
      epoch,
      fee: promised.fee,
      bytesCarried: promised.bytes,
      seq: promised.seq,
    };
    const signed = await signVoucher(view.deployment, voucher, signer);
    // Kept before it leaves: a promise that was sent and forgotten would be taken for a replay.
    await promises.save(payee, epoch, promised);
    this.#promised = promised;
    send(signed);
  }
}
