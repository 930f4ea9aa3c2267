import type { Address, Hex } from "viem";
import { digestOf, recoverSigner } from "../typed-data/index.ts";
import type { RelayView } from "./types.ts";

type Batch = { edge: Address; root: Hex; count: number; signature: Hex };

const MAX_CACHED = 1_000;

/**
 * Checks Edges' signatures over batch roots. One batch serves many receipts, so what was found valid
 * is remembered; the signer is the Edge's at the epoch of the batch's own time.
 */
export class SignedBatches {
  readonly #view: RelayView;
  readonly #valid = new Set<string>();

  constructor(view: RelayView) {
    this.#view = view;
  }

  isCustodyBatch(batch: Batch & { storedAt: number }): boolean {
    const { edge, root, count, storedAt, signature } = batch;
    return this.#isSigned(
      `custody ${edge} ${root} ${count} ${storedAt} ${signature}`,
      batch,
      storedAt,
      () => digestOf(this.#view.deployment, "CustodyBatch", { edge, root, count, storedAt }),
    );
  }

  isFetchBatch(batch: Batch & { answeredAt: number }): boolean {
    const { edge, root, count, answeredAt, signature } = batch;
    return this.#isSigned(
      `fetch ${edge} ${root} ${count} ${answeredAt} ${signature}`,
      batch,
      answeredAt,
      () => digestOf(this.#view.deployment, "FetchBatch", { edge, root, count, answeredAt }),
    );
  }

  #isSigned(key: string, { edge, signature }: Batch, time: number, digest: () => Hex): boolean {
    if (this.#valid.has(key)) return true;
    const signer = this.#view.signerAt(edge, this.#view.clock.epochAt(time));
    if (signer === undefined || recoverSigner(digest(), signature) !== signer) return false;
    if (this.#valid.size >= MAX_CACHED) this.#valid.clear();
    this.#valid.add(key);
    return true;
  }
}
