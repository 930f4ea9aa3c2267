import { ProblemCode, ProblemError } from "@sendingnetwork/sdk/wire";
import type { Account } from "./Account.ts";

/** Peers counted in an epoch; more are refused until the next, so that memory stays bounded. */
const MAX_PEERS = 200_000;

/** A small unpaid quota per peer and epoch, the same for everyone. */
export class FreeTier {
  readonly #quota: () => number;
  readonly #epoch: () => number;
  #countedEpoch = -1;
  readonly #carried = new Map<string, number>();

  /** @param quota bytes; asked each time, since governance may change it within an epoch */
  constructor(quota: () => number, epoch: () => number) {
    this.#quota = quota;
    this.#epoch = epoch;
  }

  bytesLeft(peerId: string): number {
    this.#roll();
    return Math.max(0, this.#quota() - (this.#carried.get(peerId) ?? 0));
  }

  accountOf(peerId: string): Account {
    return { creditBytes: 0, charge: (bytes) => this.#charge(peerId, bytes) };
  }

  #charge(peerId: string, bytes: number): void {
    this.#roll();
    const carried = this.#carried.get(peerId);
    if (carried === undefined && this.#carried.size >= MAX_PEERS) {
      const text = "The free tier of this epoch is given away.";
      throw new ProblemError(ProblemCode.PAYMENT_REQUIRED, text);
    }
    const total = (carried ?? 0) + bytes;
    const quota = this.#quota();
    if (total > quota) {
      const text = `The free ${quota} bytes of this epoch are used up.`;
      throw new ProblemError(ProblemCode.PAYMENT_REQUIRED, text);
    }
    this.#carried.set(peerId, total);
  }

  #roll(): void {
    const epoch = this.#epoch();
    if (epoch === this.#countedEpoch) return;
    this.#countedEpoch = epoch;
    this.#carried.clear();
  }
}
